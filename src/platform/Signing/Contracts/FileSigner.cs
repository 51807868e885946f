using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Signs any file without touching it: the signature is a file of its own, <c>NAME.p7s</c>, CAdES baseline B-B (ETSI EN 319 122-1, detached, SHA-256). <see cref="SignatureEvidence.WithTime"/> makes it
/// B-T.
/// </summary>
public static class FileSigner
{
    /// <param name="content">The file.</param>
    /// <param name="at">Time that the signer states; the certificate must be valid then.</param>
    /// <returns>CMS (DER), media type <c>application/pkcs7-signature</c>.</returns>
    public static SignOutcome Sign(ReadOnlyMemory<byte> content, UnlockedKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate.Span);
        return CertificateCheck.FaultOfUse(certificate, at) is { } problem
            ? new SignOutcome.Refused(problem)
            : new SignOutcome.Done(key.SignDetached(SHA256.HashData(content.Span), at));
    }
}
