using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Evidence;

/// <summary>One question to a responder (RFC 6960, 4.1), with a nonce (RFC 9654).</summary>
internal sealed class OcspQuestion
{
    private const string Nonce = "1.3.6.1.5.5.7.48.1.2";
    private const string BasicOcsp = "1.3.6.1.5.5.7.48.1.1";
    private const string Sha1 = "1.3.14.3.2.26";
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1, true);
    private static readonly Asn1Tag Third = new(TagClass.ContextSpecific, 2, true);
    private readonly byte[] nonce = RandomNumberGenerator.GetBytes(16);

    public OcspQuestion(X509Certificate2 certificate, X509Certificate2 issuer) => Encoded = Encode(certificate, issuer);

    /// <summary>OCSPRequest, DER.</summary>
    public byte[] Encoded { get; }

    /// <summary>Whether an answer is one to this question: it repeats the nonce, or carries none, as responders may that prepare their answers.</summary>
    /// <param name="answer">OCSPResponse, DER.</param>
    /// <exception cref="AsnContentException">It is no answer.</exception>
    public bool MayBeAnsweredBy(ReadOnlyMemory<byte> answer)
    {
        var whole = new AsnReader(answer, AsnEncodingRules.DER).ReadSequence();
        if (whole.ReadEnumeratedBytes().Span is not [0])
            return false;
        var bytes = whole.ReadSequence(First).ReadSequence();
        if (bytes.ReadObjectIdentifier() != BasicOcsp)
            return false;
        var body = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence().ReadSequence();
        while (body.HasData && !body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            body.ReadEncodedValue();
        body.ReadSequence();
        if (!body.HasData || !body.PeekTag().HasSameClassAndValue(Second))
            return true;
        var extensions = body.ReadSequence(Second).ReadSequence();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() != Nonce)
                continue;
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                extension.ReadBoolean();
            var value = extension.ReadOctetString();
            return value.AsSpan().SequenceEqual(nonce) || (value.Length == nonce.Length + 2 && value.AsSpan(2).SequenceEqual(nonce));
        }

        return true;
    }

    private byte[] Encode(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Sha1);
                    writer.WriteNull();
                }

#pragma warning disable CA5350 // It names the issuer and protects nothing; every responder knows it.
                writer.WriteOctetString(SHA1.HashData(issuer.SubjectName.RawData));
                writer.WriteOctetString(SHA1.HashData(issuer.PublicKey.EncodedKeyValue.RawData));
#pragma warning restore CA5350
                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }

            using (writer.PushSequence(Third))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Nonce);
                using (writer.PushOctetString())
                    writer.WriteOctetString(nonce);
            }
        }

        return writer.Encode();
    }
}
