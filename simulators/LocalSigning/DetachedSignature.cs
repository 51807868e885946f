using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using CmsAttribute = Org.BouncyCastle.Asn1.Cms.Attribute;
using AttributeTable = Org.BouncyCastle.Asn1.Cms.AttributeTable;

namespace VanLang.Simulators.LocalSigning;

/// <summary>A detached CMS signature over a digest, with the signed attributes of PAdES baseline (EN 319 142-1): content-type, message-digest, signing-certificate-v2.</summary>
static class DetachedSignature
{
    public static byte[] Over(byte[] sha256, SignerKey signer)
    {
        X509Certificate holder = new X509CertificateParser().ReadCertificate(signer.Certificates[0].RawData);
        AsymmetricKeyParameter key = PrivateKeyFactory.CreateKey(signer.Key.ExportPkcs8PrivateKey());
        CmsSignedDataGenerator generator = new();
        generator.AddSigner(key, holder, CmsSignedGenerator.DigestSha256, new SignedAttributes(sha256, SHA256.HashData(signer.Certificates[0].RawData)), null);
        generator.AddCertificates(CollectionUtilities.CreateStore(signer.Certificates.Select(certificate => new X509CertificateParser().ReadCertificate(certificate.RawData))));
        return generator.Generate(new CmsProcessableByteArray([]), false).GetEncoded("DER");
    }

    sealed class SignedAttributes(byte[] sha256, byte[] certificateHash) : CmsAttributeTableGenerator
    {
        public AttributeTable GetAttributes(IDictionary<CmsAttributeTableParameter, object> parameters) => new(new DerSet(
            new CmsAttribute(CmsAttributes.ContentType, new DerSet(CmsObjectIdentifiers.Data)),
            new CmsAttribute(CmsAttributes.MessageDigest, new DerSet(new DerOctetString(sha256))),
            new CmsAttribute(PkcsObjectIdentifiers.IdAASigningCertificateV2, new DerSet(new SigningCertificateV2(new EssCertIDv2(certificateHash))))));
    }
}
