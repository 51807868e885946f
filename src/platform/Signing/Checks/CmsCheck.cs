using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Checks;

internal sealed record CmsFinding(bool IsIntact, X509Certificate2? Certificate, X509Certificate2Collection Others, DateTimeOffset? SignedAt)
{
    public static CmsFinding None { get; } = new(false, null, [], null);
}

/// <summary>Checks one CMS against the bytes it signs.</summary>
internal sealed class CmsCheck(RemarkList remarks)
{
    private const string Sha1 = "1.3.14.3.2.26";
    private const string CertificateIdV1 = "1.2.840.113549.1.9.16.2.12";
    private const string CertificateIdV2 = "1.2.840.113549.1.9.16.2.47";

    private static readonly HashSet<string> KnownDigests =
        [Sha1, "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    private static readonly HashSet<string> KnownKeys = ["1.2.840.113549.1.1.1", "1.2.840.10045.2.1"];

    public CmsFinding Check(string format, byte[] contents, byte[] signed)
    {
        try
        {
            // The room kept in the file is larger than the CMS: what follows its end is padding.
            AsnDecoder.ReadEncodedValue(contents, AsnEncodingRules.BER, out _, out _, out var length);
            var cms = contents.AsSpan(0, length).ToArray();
            if (contents.AsSpan(length).ContainsAnyExcept((byte)0))
                remarks.Fail("check.padding");
            return format switch
            {
                "adbe.pkcs7.detached" or "ETSI.CAdES.detached" => CheckDetached(cms, signed, format.StartsWith("ETSI", StringComparison.Ordinal)),
                "ETSI.RFC3161" => CheckTimeStamp(cms, signed),
                _ => Unsupported(format),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            remarks.Fail("check.no-cms", fault.Message);
            return CmsFinding.None;
        }
    }

    private CmsFinding CheckDetached(byte[] bytes, byte[] signed, bool isAdvanced)
    {
        var cms = new SignedCms(new ContentInfo(signed), detached: true);
        cms.Decode(bytes);
        if (cms.SignerInfos.Count != 1 || cms.SignerInfos[0].Certificate is not { } certificate)
        {
            remarks.Fail("check.no-certificate");
            return CmsFinding.None;
        }

        var signer = cms.SignerInfos[0];
        var finding = new CmsFinding(false, certificate, cms.Certificates, SigningTime(signer));
        if (!KnownDigests.Contains(signer.DigestAlgorithm.Value ?? "") || !KnownKeys.Contains(certificate.PublicKey.Oid.Value ?? ""))
            return Unsupported($"{signer.DigestAlgorithm.Value}, {certificate.PublicKey.Oid.Value}") with { Certificate = certificate, Others = cms.Certificates };
        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            remarks.Fail("check.digest");
            return finding;
        }

        if (signer.DigestAlgorithm.Value == Sha1)
            remarks.Doubt("check.weak", "SHA-1");
        CheckCertificateId(signer, certificate, isAdvanced);
        return finding with { IsIntact = true };
    }

    private CmsFinding CheckTimeStamp(byte[] bytes, byte[] signed)
    {
        if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out _))
        {
            remarks.Fail("check.no-cms");
            return CmsFinding.None;
        }

        var good = token.VerifySignatureForData(signed, out var certificate);
        if (!good)
            remarks.Fail("check.digest");
        return new CmsFinding(good, certificate, token.AsSignedCms().Certificates, token.TokenInfo.Timestamp);
    }

    private CmsFinding Unsupported(string what)
    {
        remarks.Doubt("check.unsupported", what);
        return CmsFinding.None;
    }

    // RFC 5035: the signature names its certificate by hash, so that it cannot be exchanged for another with the same key.
    private void CheckCertificateId(SignerInfo signer, X509Certificate2 certificate, bool isRequired)
    {
        foreach (CryptographicAttributeObject attribute in signer.SignedAttributes)
        {
            if (attribute.Oid.Value is not (CertificateIdV1 or CertificateIdV2) || attribute.Values.Count != 1)
                continue;
            var algorithm = attribute.Oid.Value == CertificateIdV1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
            var id = new AsnReader(attribute.Values[0].RawData, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
            if (id.PeekTag() == Asn1Tag.Sequence)
            {
                algorithm = id.ReadSequence().ReadObjectIdentifier() switch
                {
                    "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
                    "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
                    Sha1 => HashAlgorithmName.SHA1,
                    _ => HashAlgorithmName.SHA256,
                };
            }

            if (!id.ReadOctetString().AsSpan().SequenceEqual(certificate.GetCertHash(algorithm)))
                remarks.Fail("check.certificate-id");
            return;
        }

        if (isRequired)
            remarks.Doubt("check.certificate-id-missing");
    }

    private static DateTimeOffset? SigningTime(SignerInfo signer) => signer.SignedAttributes
        .Cast<CryptographicAttributeObject>()
        .SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>())
        .OfType<Pkcs9SigningTime>()
        .Select(time => (DateTimeOffset?)new DateTimeOffset(DateTime.SpecifyKind(time.SigningTime, DateTimeKind.Utc)))
        .FirstOrDefault();
}
