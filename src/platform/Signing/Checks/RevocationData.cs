using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>Whether a certificate was revoked, as one list or answer says.</summary>
/// <param name="RevokedAt">When; null when it is good.</param>
/// <param name="ThisUpdate">The time for which it is said.</param>
/// <param name="NextUpdate">When something newer was promised; null when nothing was.</param>
internal sealed record RevocationWord(DateTimeOffset? RevokedAt, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate);

/// <summary>
/// Lists (RFC 5280) and answers (RFC 6960) that lie in the file. Each counts only when it is signed by the issuer of the certificate in question, or by a
/// responder to whom that issuer gave the right.
/// </summary>
internal sealed class RevocationData(ReadingBudget budget)
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string BasicOcsp = "1.3.6.1.5.5.7.48.1.1";
    private const string AuthorityInformation = "1.3.6.1.5.5.7.1.1";
    private const string ListPoints = "2.5.29.31";

    // The access method OCSP (1.3.6.1.5.5.7.48.1) as it stands in the extension.
    private static readonly byte[] OcspAccess = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01];

    private readonly List<byte[]> lists = [];
    private readonly List<byte[]> answers = [];

    public bool IsEmpty => lists.Count + answers.Count == 0;

    public void AddList(byte[] list) => lists.Add(list);

    public void AddAnswer(byte[] answer) => answers.Add(answer);

    public void AddAll(RevocationData other)
    {
        lists.AddRange(other.lists);
        answers.AddRange(other.answers);
    }

    /// <summary>Whether the certificate says where its revocation can be asked: without, there is nothing to ask.</summary>
    public static bool IsOffered(X509Certificate2 certificate) => certificate.Extensions.Any(extension => extension.Oid?.Value is ListPoints
        || (extension.Oid?.Value == AuthorityInformation && extension.RawData.AsSpan().IndexOf(OcspAccess) >= 0));

    /// <summary>
    /// What is known of a certificate at a time: the newest word that was said for that time or later, or was still current then. A revocation counts whenever it was said.
    /// </summary>
    public RevocationWord? About(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at)
    {
        var words = lists.Select(list => Read(() => InList(list, certificate, issuer)))
            .Concat(answers.Select(answer => Read(() => InAnswer(answer, certificate, issuer))))
            .OfType<RevocationWord>().ToList();
        return words.Where(word => word.RevokedAt is not null).OrderBy(word => word.RevokedAt).FirstOrDefault()
            ?? words.Where(word => word.ThisUpdate >= at || word.NextUpdate >= at).OrderByDescending(word => word.ThisUpdate).FirstOrDefault();
    }

    private RevocationWord? Read(Func<RevocationWord?> read)
    {
        budget.Look();
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static RevocationWord? InList(byte[] list, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var whole = new AsnReader(list, AsnEncodingRules.DER).ReadSequence();
        var signed = whole.ReadEncodedValue();
        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            body.ReadInteger();
        body.ReadSequence();
        if (!body.ReadEncodedValue().Span.SequenceEqual(issuer.SubjectName.RawData)
            || !SignatureValue.Signs(issuer, CmsAlgorithm.Read(whole), signed.Span, whole.ReadBitString(out _)))
        {
            return null;
        }

        var thisUpdate = Time(body);
        var nextUpdate = body.HasData && body.PeekTag().TagClass == TagClass.Universal && !body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? Time(body) : (DateTimeOffset?)null;
        if (body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var revoked = body.ReadSequence();
            while (revoked.HasData)
            {
                var entry = revoked.ReadSequence();
                if (entry.ReadIntegerBytes().Span.SequenceEqual(certificate.SerialNumberBytes.Span))
                    return new RevocationWord(Time(entry), thisUpdate, nextUpdate);
            }
        }

        return new RevocationWord(null, thisUpdate, nextUpdate);
    }

    private static RevocationWord? InAnswer(byte[] answer, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var tagged = new Asn1Tag(TagClass.ContextSpecific, 0, true);
        var whole = new AsnReader(answer, AsnEncodingRules.DER).ReadSequence();
        if (whole.ReadEnumeratedBytes().Span is not [0])
            return null;
        var bytes = whole.ReadSequence(tagged).ReadSequence();
        if (bytes.ReadObjectIdentifier() != BasicOcsp)
            return null;
        var basic = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
        var signed = basic.ReadEncodedValue();
        var algorithm = CmsAlgorithm.Read(basic);
        var value = basic.ReadBitString(out _);
        var responder = issuer;
        if (basic.HasData)
            responder = Responder(basic.ReadSequence(tagged).ReadSequence(), issuer) ?? issuer;
        if (!SignatureValue.Signs(responder, algorithm, signed.Span, value))
            return null;

        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(tagged))
            body.ReadEncodedValue();
        body.ReadEncodedValue();
        body.ReadGeneralizedTime();
        var responses = body.ReadSequence();
        while (responses.HasData)
        {
            if (InResponse(responses.ReadSequence(), certificate, issuer) is { } word)
                return word;
        }

        return null;
    }

    private static RevocationWord? InResponse(AsnReader response, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var id = response.ReadSequence();
        if (SignatureValue.DigestOf(CmsAlgorithm.Read(id).Oid) is not { } digest)
            return null;
        var (name, key, serial) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes());
        if (!serial.Span.SequenceEqual(certificate.SerialNumberBytes.Span)
            || !name.AsSpan().SequenceEqual(CryptographicOperations.HashData(digest, issuer.SubjectName.RawData))
            || !key.AsSpan().SequenceEqual(CryptographicOperations.HashData(digest, issuer.PublicKey.EncodedKeyValue.RawData)))
        {
            return null;
        }

        DateTimeOffset? revokedAt = null;
        var status = response.PeekTag().TagValue;
        if (status == 1)
            revokedAt = response.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1, true)).ReadGeneralizedTime();
        else
            response.ReadEncodedValue();
        var thisUpdate = response.ReadGeneralizedTime();
        var tagged = new Asn1Tag(TagClass.ContextSpecific, 0, true);
        var nextUpdate = response.HasData && response.PeekTag().HasSameClassAndValue(tagged) ? response.ReadSequence(tagged).ReadGeneralizedTime() : (DateTimeOffset?)null;

        // "Unknown" says nothing.
        return status == 2 ? null : new RevocationWord(revokedAt, thisUpdate, nextUpdate);
    }

    private static X509Certificate2? Responder(AsnReader certificates, X509Certificate2 issuer)
    {
        while (certificates.HasData)
        {
            var candidate = X509CertificateLoader.LoadCertificate(certificates.ReadEncodedValue().Span);
            var mayAnswer = candidate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
                .Any(extension => extension.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == OcspSigning));
            if (mayAnswer && candidate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData) && SignatureValue.Issued(issuer, candidate))
                return candidate;
        }

        return null;
    }

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
