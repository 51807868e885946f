using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;

namespace VanLang.Signing.Contracts;

/// <summary>
/// A signature whose key is somewhere else and signs hashes alone: first the hash that goes there, then the CMS of what comes back. Between the two may lie any time and a restart;
/// a document is prepared again to the same bytes (<see cref="PdfSigner"/>).
/// </summary>
public static class SignatureElsewhere
{
    /// <summary>SHA-256 of the signed attributes: what the key signs. It commits to the document and to the certificate.</summary>
    public static byte[] HashToSign(PreparedSignature prepared, ReadOnlyMemory<byte> certificate)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        using var holder = X509CertificateLoader.LoadCertificate(certificate.Span);
        return SHA256.HashData(DetachedCms.AttributesToSign(prepared.Digest.Span, holder));
    }

    /// <summary>The CMS for <see cref="PdfSigner.Complete"/>, which checks it.</summary>
    /// <param name="signature">What the key gave: PKCS #1 v1.5 of RSA, or the DER sequence of ECDSA.</param>
    public static byte[] Cms(PreparedSignature prepared, ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        using var holder = X509CertificateLoader.LoadCertificate(certificate.Span);
        return DetachedCms.Assemble(DetachedCms.AttributesToSign(prepared.Digest.Span, holder), signature, holder, chain);
    }
}
