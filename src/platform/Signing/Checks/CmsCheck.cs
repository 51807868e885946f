using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>What the message in a signature says.</summary>
internal sealed record CmsFinding(SignatureIntegrity Integrity, X509Certificate2? Certificate, X509Certificate2Collection Others)
{
    public CmsMessage? Message { get; init; }

    /// <summary>Time that a time-stamp of the document states.</summary>
    public DateTimeOffset? Stamped { get; init; }

    /// <summary>Digests that were relied on, by name of the trust list.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    public static CmsFinding None { get; } = new(SignatureIntegrity.Unknown, null, []);
}

/// <summary>Checks one CMS against the content it signs (EN 319 102-1, 5.2.2, 5.2.3 and 5.2.7).</summary>
internal sealed class CmsCheck(RemarkList remarks)
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string CertificateIdV1 = "1.2.840.113549.1.9.16.2.12";
    private const string CertificateIdV2 = "1.2.840.113549.1.9.16.2.47";

    public CmsFinding Check(string format, byte[] contents, SignedContent signed)
    {
        try
        {
            // The room kept in the file is larger than the CMS: what follows its end is padding.
            AsnDecoder.ReadEncodedValue(contents, AsnEncodingRules.BER, out _, out _, out var length);
            var cms = contents.AsMemory(0, length);
            if (contents.AsSpan(length).ContainsAnyExcept((byte)0))
                remarks.Fail(SubIndications.FormatFailure, "check.padding");
            return format switch
            {
                "adbe.pkcs7.detached" or "ETSI.CAdES.detached" => CheckDetached(CmsMessage.Read(cms), signed, format.StartsWith("ETSI", StringComparison.Ordinal)),
                "ETSI.RFC3161" => CheckTimeStamp(cms, signed),
                _ => Unsupported(SubIndications.Generic, format, CmsFinding.None),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException or ArgumentException)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
            return CmsFinding.None;
        }
    }

    private CmsFinding CheckDetached(CmsMessage message, SignedContent signed, bool isAdvanced)
    {
        if (message.Signer is not { } certificate)
        {
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.no-certificate");
            return new CmsFinding(SignatureIntegrity.Unknown, null, message.Certificates) { Message = message };
        }

        var finding = new CmsFinding(SignatureIntegrity.Broken, certificate, message.Certificates) { Message = message };

        // Content inside a detached message is what some readers check instead of the file.
        if (message.Content is not null)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.encapsulated");
            return finding;
        }

        if (SignatureValue.DigestOf(message.Digest.Oid) is not { } digest)
            return Unsupported(SubIndications.CryptoConstraintsNoPoe, message.Digest.Oid, finding);
        if (!AgreesWithFile(message, signed, digest))
            return finding;
        if (SignatureValue.DigestOf(message.SignatureAlgorithm, digest) is not { } valueDigest)
            return Unsupported(SubIndications.CryptoConstraintsNoPoe, message.SignatureAlgorithm.Oid, finding);
        finding = finding with { Digests = [NameOf(digest), NameOf(valueDigest)] };
        var hash = message.SignedSet is { } set ? CryptographicOperations.HashData(valueDigest, set) : signed.Digest(valueDigest);
        if (!SignatureValue.SignsHash(certificate, message.SignatureAlgorithm, valueDigest, hash, message.Signature))
        {
            remarks.Fail(SubIndications.SigCryptoFailure, "check.value");
            return finding;
        }

        CheckCertificateId(message, certificate, isAdvanced);
        return finding with { Integrity = SignatureIntegrity.Intact };
    }

    private bool AgreesWithFile(CmsMessage message, SignedContent signed, HashAlgorithmName digest)
    {
        if (message.SignedSet is null)
        {
            remarks.Doubt(SubIndications.SigConstraints, "check.no-attributes");
            return true;
        }

        if (message.Signed[MessageDigest].ToList() is not [var stated]
            || !AsnDecoder.ReadOctetString(stated, AsnEncodingRules.BER, out _).AsSpan().SequenceEqual(signed.Digest(digest)))
        {
            remarks.Fail(SubIndications.HashFailure, "check.digest");
            return false;
        }

        if (message.Signed[ContentType].ToList() is not [var type] || AsnDecoder.ReadObjectIdentifier(type, AsnEncodingRules.BER, out _) != Data)
            remarks.Doubt(SubIndications.SigConstraints, "check.content-type");
        return true;
    }

    private CmsFinding CheckTimeStamp(ReadOnlyMemory<byte> bytes, SignedContent signed)
    {
        if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out _))
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms");
            return CmsFinding.None;
        }

        var others = token.AsSignedCms().Certificates;
        if (SignatureValue.DigestOf(token.TokenInfo.HashAlgorithmId.Value ?? "") is not { } digest)
            return Unsupported(SubIndications.CryptoConstraintsNoPoe, token.TokenInfo.HashAlgorithmId.Value ?? "", CmsFinding.None);
        if (!token.TokenInfo.GetMessageHash().Span.SequenceEqual(signed.Digest(digest)))
        {
            remarks.Fail(SubIndications.HashFailure, "check.digest");
            return new CmsFinding(SignatureIntegrity.Broken, null, others);
        }

        var isGood = token.VerifySignatureForHash(signed.Digest(digest), token.TokenInfo.HashAlgorithmId, out var certificate);
        if (!isGood)
            remarks.Fail(SubIndications.SigCryptoFailure, "check.value");
        return new CmsFinding(isGood ? SignatureIntegrity.Intact : SignatureIntegrity.Broken, certificate, others)
        {
            Stamped = token.TokenInfo.Timestamp,
            Digests = [NameOf(digest)],
        };
    }

    private CmsFinding Unsupported(string subIndication, string what, CmsFinding finding)
    {
        remarks.Doubt(subIndication, "check.unsupported", what);
        return finding with { Integrity = SignatureIntegrity.Unknown };
    }

    // RFC 5035: the signature names its certificate by hash, so that it cannot be exchanged for another with the same key.
    private void CheckCertificateId(CmsMessage message, X509Certificate2 certificate, bool isRequired)
    {
        var ids = message.Signed[CertificateIdV1].Select(value => (Value: value, Digest: HashAlgorithmName.SHA1))
            .Concat(message.Signed[CertificateIdV2].Select(value => (Value: value, Digest: HashAlgorithmName.SHA256))).ToList();
        foreach (var (value, usual) in ids)
        {
            var id = new AsnReader(value, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
            var digest = id.PeekTag() == Asn1Tag.Sequence ? SignatureValue.DigestOf(CmsAlgorithm.Read(id).Oid) : usual;
            if (digest is null || !id.ReadOctetString().AsSpan().SequenceEqual(certificate.GetCertHash(digest.Value)))
                remarks.Doubt(SubIndications.NoSigningCertificate, "check.certificate-id");
        }

        if (ids.Count == 0 && isRequired)
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.certificate-id-missing");
    }

    private static string NameOf(HashAlgorithmName digest) => (digest.Name ?? "").ToUpperInvariant() switch
    {
        "SHA1" => "sha1",
        "SHA256" => "sha256",
        "SHA384" => "sha384",
        "SHA512" => "sha512",
        var other => other,
    };
}
