using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using VanLang.Signing.Tokens;

namespace VanLang.Signing.Contracts;

/// <summary>A certificate on a token beside its private key.</summary>
/// <param name="Certificate">DER.</param>
/// <param name="Name">Common name of the holder.</param>
/// <param name="Issuer">Common name of the issuer.</param>
/// <param name="ValidTo">Last moment the certificate is valid.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hexadecimal.</param>
public sealed record TokenCertificate(ReadOnlyMemory<byte> Certificate, string Name, string Issuer, DateTimeOffset ValidTo, string Thumbprint)
{
    internal static TokenCertificate Of(X509Certificate2 certificate) => new(
        certificate.RawDataMemory,
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
        certificate.NotAfter,
        certificate.GetCertHashString(HashAlgorithmName.SHA256));
}

/// <summary>A token that its holder's PIN has opened. It is logged out, and the next one has its turn, when it or the key taken of it is disposed.</summary>
public sealed class OpenToken : IDisposable
{
    private readonly TokenSession session;
    private readonly List<(IObjectHandle Key, X509Certificate2 Certificate)> keys = [];
    private readonly List<ReadOnlyMemory<byte>> issuers;

    /// <exception cref="Pkcs11Exception">The token failed.</exception>
    /// <exception cref="CryptographicException">What it holds as a certificate is none.</exception>
    internal OpenToken(TokenSession session)
    {
        this.session = session;
        var certificates = session.Certificates();
        foreach (var (id, key) in session.PrivateKeys())
            keys.AddRange(certificates.Where(candidate => candidate.Id.AsSpan().SequenceEqual(id)).Select(candidate => (key, candidate.Certificate)));
        issuers = [.. certificates.Where(candidate => IsIssuer(candidate.Certificate)).Select(candidate => candidate.Certificate.RawDataMemory)];
        Certificates = [.. keys.Select(pair => TokenCertificate.Of(pair.Certificate)).DistinctBy(certificate => certificate.Thumbprint)];
    }

    /// <summary>The certificates that lie beside a private key, which a certificate and its key show by the same identifier (<c>CKA_ID</c>).</summary>
    public IReadOnlyList<TokenCertificate> Certificates { get; }

    /// <summary>The key of a certificate, which has signed something without meaning before: null where it cannot, or signs what is not of the certificate.</summary>
    /// <param name="certificate">DER, one of <see cref="Certificates"/>.</param>
    /// <exception cref="TokenException">The token failed.</exception>
    public UnlockedKey? Key(ReadOnlyMemory<byte> certificate)
    {
        foreach (var (handle, held) in keys.Where(pair => pair.Certificate.RawDataMemory.Span.SequenceEqual(certificate.Span)))
        {
            if (Signing(handle, held) is { } key)
                return new UnlockedKey(key, held, [.. issuers.Where(issuer => !issuer.Span.SequenceEqual(certificate.Span))]);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private static bool IsIssuer(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority) && !certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private AsymmetricAlgorithm? Signing(IObjectHandle handle, X509Certificate2 certificate)
    {
        using var curve = certificate.GetECDsaPublicKey();
        using var modulus = certificate.GetRSAPublicKey();
        var nothing = RandomNumberGenerator.GetBytes(32);
        try
        {
            if (curve is not null)
            {
                TokenEcdsa key = new(curve.KeySize, hash => session.Sign(CKM.CKM_ECDSA, handle, hash), session.Dispose);
                return curve.VerifyHash(nothing, key.SignHash(nothing)) ? key : null;
            }

            if (modulus is not null)
            {
                TokenRsa key = new(modulus, info => session.Sign(CKM.CKM_RSA_PKCS, handle, info), session.Dispose);
                return modulus.VerifyHash(nothing, key.SignHash(nothing, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? key : null;
            }

            return null;
        }
        catch (TokenException fault) when (fault.InnerException is Pkcs11Exception
        {
            RV: CKR.CKR_KEY_FUNCTION_NOT_PERMITTED or CKR.CKR_KEY_TYPE_INCONSISTENT or CKR.CKR_KEY_SIZE_RANGE or CKR.CKR_MECHANISM_INVALID or CKR.CKR_USER_NOT_LOGGED_IN
        })
        {
            return null;
        }
    }
}
