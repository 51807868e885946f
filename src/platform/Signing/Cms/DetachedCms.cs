using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Cms;

/// <summary>
/// A detached CMS signature as PAdES and CAdES baseline B ask for (ETSI EN 319 142-1, EN 319 122-1, RFC 5652, RFC 5035): signed attributes content-type,
/// message-digest and signing-certificate-v2, and signing-time outside PDF alone (where the time stands in /M). Built from a digest, so that the document need
/// not be where the key is: first the bytes to sign, then the whole from what the key gave back.
/// </summary>
internal static class DetachedCms
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningTime = "1.2.840.113549.1.9.5";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const string RsaWithSha256 = "1.2.840.113549.1.1.11";

    /// <summary>The signed attributes as a DER set: the key signs the SHA-256 of these bytes.</summary>
    /// <param name="claimed">Time that the signer states; null in PDF.</param>
    public static byte[] AttributesToSign(ReadOnlySpan<byte> documentDigest, X509Certificate2 certificate, DateTimeOffset? claimed = null)
    {
        var digest = documentDigest.ToArray();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            Attribute(writer, ContentType, value => value.WriteObjectIdentifier(Data));
            Attribute(writer, MessageDigest, value => value.WriteOctetString(digest));
            if (claimed is { } at)
                Attribute(writer, SigningTime, value => WriteTime(value, at));
            Attribute(writer, SigningCertificateV2, value => WriteCertificateId(value, certificate));
        }

        return writer.Encode();
    }

    public static byte[] Assemble(byte[] attributes, byte[] signature, X509Certificate2 certificate, IEnumerable<ReadOnlyMemory<byte>> chain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    Algorithm(writer, Sha256);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(Data);
                using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteEncodedValue(certificate.RawData);
                    foreach (var other in chain)
                        writer.WriteEncodedValue(other.Span);
                }

                using (writer.PushSetOf())
                    WriteSigner(writer, attributes, signature, certificate);
            }
        }

        return writer.Encode();
    }

    private static void WriteSigner(AsnWriter writer, byte[] attributes, byte[] signature, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            WriteIssuerAndSerial(writer, certificate, asName: true);
            Algorithm(writer, Sha256);

            // Signed as a SET, carried as [0] IMPLICIT: the same bytes with another tag (RFC 5652, 5.4).
            byte[] tagged = [0xA0, .. attributes.AsSpan(1)];
            writer.WriteEncodedValue(tagged);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(certificate.GetECDsaPublicKey() is not null ? EcdsaWithSha256 : RsaWithSha256);
                if (certificate.GetRSAPublicKey() is not null)
                    writer.WriteNull();
            }

            writer.WriteOctetString(signature);
        }
    }

    private static void Attribute(AsnWriter writer, string type, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSetOf())
                value(writer);
        }
    }

    // RFC 5652, 11.3: UTCTime until 2049.
    private static void WriteTime(AsnWriter writer, DateTimeOffset at)
    {
        if (at.UtcDateTime.Year is >= 1950 and < 2050)
            writer.WriteUtcTime(at);
        else
            writer.WriteGeneralizedTime(at, omitFractionalSeconds: true);
    }

    private static void Algorithm(AsnWriter writer, string algorithm)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(algorithm);
    }

    // ESSCertIDv2 with the default hash algorithm SHA-256, which DER leaves out.
    private static void WriteCertificateId(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            WriteIssuerAndSerial(writer, certificate, asName: false);
        }
    }

    private static void WriteIssuerAndSerial(AsnWriter writer, X509Certificate2 certificate, bool asName)
    {
        using (writer.PushSequence())
        {
            if (asName)
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
            }
            else
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
            }

            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }
}
