using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>
/// A new key pair that waits for its certificate: <see cref="Encoded"/> goes to an authority, what comes back is sealed with the holder's PIN. The private key never leaves
/// this class but encrypted.
/// </summary>
public sealed class KeyRequest : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private KeyRequest(X500DistinguishedName subject)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        Encoded = request.CreateSigningRequest();
    }

    /// <summary>PKCS #10 (RFC 2986), DER.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>For an invented person or agency: the subject says "MÔ PHỎNG".</summary>
    /// <param name="name">Full name, or the agency's.</param>
    /// <param name="title">Position, or null.</param>
    /// <param name="agency">Agency.</param>
    public static KeyRequest ForDemonstration(string name, string? title, string agency) => new(DemonstrationAuthority.Subject(name, title, agency));

    /// <summary>Seals the key with what the authority gave back.</summary>
    /// <param name="certificates">The certificate of this key, then those of its issuers, DER; a root among them is left out.</param>
    /// <param name="pin">PIN of the holder, at least 6 characters.</param>
    /// <exception cref="CryptographicException">The first certificate is not one of this key.</exception>
    public SealedKey Seal(IReadOnlyList<ReadOnlyMemory<byte>> certificates, ReadOnlySpan<char> pin)
    {
        if (certificates.Count == 0)
            throw new CryptographicException("The authority gave no certificate.");
        using var certificate = X509CertificateLoader.LoadCertificate(certificates[0].Span);
        if (!certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            throw new CryptographicException("The certificate is of another key.");
        return SealedKey.Seal(key, pin, certificate, [.. certificates.Skip(1).Where(IsIntermediate)]);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static bool IsIntermediate(ReadOnlyMemory<byte> bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
        return !certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
    }
}
