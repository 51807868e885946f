using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>
/// A key that its holder has as a file (PKCS #12), with its certificate. It is opened with the file's password for one request; the program keeps neither file nor password.
/// </summary>
public static class KeyFile
{
    /// <summary>Largest file that is read.</summary>
    public const int Largest = 250_000;

    /// <summary>Opens the file.</summary>
    /// <param name="pkcs12">The file.</param>
    /// <param name="password">Its password.</param>
    /// <returns>The key until it is disposed, or null when the password is wrong, or the file holds no key that signs for its certificate.</returns>
    public static UnlockedKey? Open(ReadOnlyMemory<byte> pkcs12, ReadOnlySpan<char> password)
    {
        if (pkcs12.Length > Largest)
            return null;
        try
        {
            // Without a file of its own on the disk; limits on what the file may ask for are those of the library.
            var found = X509CertificateLoader.LoadPkcs12Collection(pkcs12.Span, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
            var certificate = found.FirstOrDefault(candidate => candidate.HasPrivateKey);
            AsymmetricAlgorithm? key = certificate is null ? null : (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey();
            if (certificate is null || key is null)
                return null;
            // A file may put any key beside a certificate, even one of another kind.
            if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            {
                key.Dispose();
                return null;
            }

            var holder = X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span);
            return new UnlockedKey(key, holder, [.. Issuers(holder, found)]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // From the holder upwards, without a root; a file may hold certificates of others too.
    private static IEnumerable<ReadOnlyMemory<byte>> Issuers(X509Certificate2 holder, X509Certificate2Collection found)
    {
        var current = holder;
        for (var depth = 0; depth < 8; depth++)
        {
            var issuer = found.FirstOrDefault(candidate => candidate.SubjectName.RawData.AsSpan().SequenceEqual(current.IssuerName.RawData));
            if (issuer is null || issuer.SubjectName.RawData.AsSpan().SequenceEqual(issuer.IssuerName.RawData))
                yield break;
            yield return issuer.RawDataMemory;
            current = issuer;
        }
    }
}
