using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>Where the key of a registered certificate is.</summary>
public enum KeyPlace
{
    /// <summary>In a file (PKCS #12) that its holder brings for each signing; nothing of it is kept.</summary>
    File,

    /// <summary>At a remote signing service, which signs when its holder confirms on the phone.</summary>
    Remote,

    /// <summary>With a signing program on the machine of its holder, mostly on a token there.</summary>
    Local,

    /// <summary>On a token or in a security module attached to the server, opened by its holder's PIN.</summary>
    Token,
}

/// <summary>A registered certificate.</summary>
/// <param name="Reference">By what the key is found at its place.</param>
/// <param name="Chain">Certificates of the issuers without the root, DER.</param>
public sealed record HeldCertificate(Guid Id, Guid PersonId, KeyPlace Place, string Reference, ReadOnlyMemory<byte> Certificate, IReadOnlyList<ReadOnlyMemory<byte>> Chain, DateTimeOffset AddedAt)
{
    /// <summary>Numbers of its holder that were confirmed, on this certificate or another one.</summary>
    public IReadOnlyList<CertificateNumber> Confirmed { get; init; } = [];

    /// <summary>What was last heard of its revocation; null where it was never asked.</summary>
    public RevocationAnswer? Revocation { get; init; }

    /// <summary>Numbers of persons that it carries.</summary>
    public IReadOnlyList<CertificateNumber> Numbers => Read(CertificateNumber.Of);

    /// <summary>Whether it carries numbers of which a second person has confirmed none: until then nothing is signed with it.</summary>
    public bool AwaitsConfirmation => Numbers is { Count: > 0 } numbers && !numbers.Any(Confirmed.Contains);

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public string Thumbprint => Convert.ToHexString(SHA256.HashData(Certificate.Span));

    /// <summary>Common name of the holder.</summary>
    public string Name => Read(certificate => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));

    /// <summary>Common name of the issuer.</summary>
    public string Issuer => Read(certificate => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));

    /// <summary>Last moment the certificate is valid.</summary>
    public DateTimeOffset ValidTo => Read(certificate => new DateTimeOffset(certificate.NotAfter));

    T Read<T>(Func<X509Certificate2, T> read)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Certificate.Span);
        return read(certificate);
    }
}
