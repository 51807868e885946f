using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using VanLang.Simulators.TrustServices.Authority;

namespace VanLang.Simulators.TrustServices.Services;

/// <summary>A key with its certificate in the words of the library that builds answers.</summary>
sealed record AnsweringKey(AsymmetricKeyParameter Key, Org.BouncyCastle.X509.X509Certificate Certificate)
{
    public static AnsweringKey Of(KeptKey kept) =>
        new(PrivateKeyFactory.CreateKey(kept.Key.ExportPkcs8PrivateKey()), new X509CertificateParser().ReadCertificate(kept.Certificate.RawData));

    /// <summary>A key of which nobody knows anything, with the name and the purposes of the right one.</summary>
    public static AnsweringKey UnknownFor(KeptKey right)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(right.Certificate.SubjectName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (System.Security.Cryptography.X509Certificates.X509Extension extension in right.Certificate.Extensions.Where(extension => extension is X509KeyUsageExtension or X509EnhancedKeyUsageExtension))
            request.CertificateExtensions.Add(extension);
        using X509Certificate2 self = request.CreateSelfSigned(right.Certificate.NotBefore, right.Certificate.NotAfter);
        return new(PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey()), new X509CertificateParser().ReadCertificate(self.RawData));
    }
}
