using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>Checks one CMS against the content it signs (EN 319 102-1, 5.2.2, 5.2.3 and 5.2.7).</summary>
internal sealed class CmsCheck(RemarkList remarks)
{
    private const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";
    private const string SigningTime = "1.2.840.113549.1.9.5";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string CertificateIdV1 = "1.2.840.113549.1.9.16.2.12";
    private const string CertificateIdV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>What the signature in a field of a PDF file says.</summary>
    public ValueFinding Check(string format, byte[] contents, SignedContent signed)
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
                _ => Unsupported(SubIndications.Generic, format, ValueFinding.None),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException or ArgumentException)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
            return ValueFinding.None;
        }
    }

    /// <summary>Whether a signer names the certificate, without which a signature is no CAdES (EN 319 122-1, 5.2.2).</summary>
    public static bool IsAdvanced(CmsMessage message) => message.Signed.Contains(CertificateIdV1) || message.Signed.Contains(CertificateIdV2);

    /// <summary>The time that the signer states; null when there is none.</summary>
    public static DateTimeOffset? ClaimedTime(CmsMessage message)
    {
        var value = message.Signed[SigningTime].FirstOrDefault();
        return value is null ? null : new DateTimeOffset(DateTime.SpecifyKind(new Pkcs9SigningTime(value).SigningTime, DateTimeKind.Utc));
    }

    /// <param name="isAdvanced">Whether the signer must name the certificate.</param>
    /// <exception cref="AsnContentException">An attribute is none.</exception>
    public ValueFinding CheckDetached(CmsMessage message, SignedContent signed, bool isAdvanced)
    {
        if (message.Signer is not { } certificate)
        {
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.no-certificate");
            return new ValueFinding(SignatureIntegrity.Unknown, null, message.Certificates) { Message = message };
        }

        var finding = new ValueFinding(SignatureIntegrity.Broken, certificate, message.Certificates)
        {
            Message = message, Tokens = [.. message.Unsigned[SignatureTimeStamp]], TokenContent = message.Signature,
        };

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
            remarks.Fail(SubIndications.HashFailure, signed.Mismatch);
            return false;
        }

        if (message.Signed[ContentType].ToList() is not [var type] || AsnDecoder.ReadObjectIdentifier(type, AsnEncodingRules.BER, out _) != Data)
            remarks.Doubt(SubIndications.SigConstraints, "check.content-type");
        return true;
    }

    /// <param name="bytes">Token (RFC 3161), DER.</param>
    /// <param name="signed">What it is taken of.</param>
    public ValueFinding CheckTimeStamp(ReadOnlyMemory<byte> bytes, SignedContent signed)
    {
        if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out _))
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms");
            return ValueFinding.None;
        }

        var others = token.AsSignedCms().Certificates;
        if (SignatureValue.DigestOf(token.TokenInfo.HashAlgorithmId.Value ?? "") is not { } digest)
            return Unsupported(SubIndications.CryptoConstraintsNoPoe, token.TokenInfo.HashAlgorithmId.Value ?? "", ValueFinding.None);
        if (!token.TokenInfo.GetMessageHash().Span.SequenceEqual(signed.Digest(digest)))
        {
            remarks.Fail(SubIndications.HashFailure, signed.Mismatch);
            return new ValueFinding(SignatureIntegrity.Broken, null, others);
        }

        var isGood = token.VerifySignatureForHash(signed.Digest(digest), token.TokenInfo.HashAlgorithmId, out var certificate);
        if (!isGood)
            remarks.Fail(SubIndications.SigCryptoFailure, "check.value");
        return new ValueFinding(isGood ? SignatureIntegrity.Intact : SignatureIntegrity.Broken, certificate, others)
        {
            Stamped = token.TokenInfo.Timestamp,
            Digests = [NameOf(digest)],
        };
    }

    private ValueFinding Unsupported(string subIndication, string what, ValueFinding finding)
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

    /// <summary>The name of a digest on the trust list.</summary>
    public static string NameOf(HashAlgorithmName digest) => (digest.Name ?? "").ToUpperInvariant() switch
    {
        "SHA1" => "sha1",
        "SHA256" => "sha256",
        "SHA384" => "sha384",
        "SHA512" => "sha512",
        var other => other,
    };
}
