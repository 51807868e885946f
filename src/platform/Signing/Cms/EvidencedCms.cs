using System.Formats.Asn1;
using System.Security.Cryptography;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Cms;

/// <summary>
/// Puts certificates, revocation lists and answers into a CMS, beside what lies in it already (EN 319 122-1, B-LT; RFC 5652, 10.2.1; RFC 5940). What the signer made stays as it is, byte by byte.
/// </summary>
internal static class EvidencedCms
{
    private const string AnswerFormat = "1.3.6.1.5.5.7.16.2";

    // The version that answers of responders ask for (RFC 5652, 5.1).
    private const int WithOtherFormats = 5;

    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1, true);

    /// <param name="cms">Signed data, DER.</param>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static byte[] With(ReadOnlyMemory<byte> cms, StoredEvidence evidence)
    {
        var info = new AsnReader(cms, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
            using (writer.PushSequence(First))
            using (writer.PushSequence())
                Write(writer, info.ReadSequence(First).ReadSequence(), evidence);
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, AsnReader data, StoredEvidence evidence)
    {
        if (!data.TryReadInt32(out var version))
            throw new CryptographicException("The message has no version.");
        writer.WriteInteger(evidence.Answers.Count > 0 ? Math.Max(version, WithOtherFormats) : version);
        for (var i = 0; i < 2; i++)
            writer.WriteEncodedValue(data.ReadEncodedValue().Span);
        WriteSet(writer, data, First, evidence.Certificates);
        WriteSet(writer, data, Second, [.. evidence.Lists, .. evidence.Answers.Select(Other)]);
        writer.WriteEncodedValue(data.ReadEncodedValue().Span);
    }

    private static void WriteSet(AsnWriter writer, AsnReader data, Asn1Tag tag, IReadOnlyList<byte[]> more)
    {
        var present = data.PeekTag().HasSameClassAndValue(tag) ? data.ReadSetOf(skipSortOrderValidation: true, tag) : null;
        if (present is null && more.Count == 0)
            return;
        using (writer.PushSetOf(tag))
        {
            while (present is { HasData: true })
                writer.WriteEncodedValue(present.ReadEncodedValue().Span);
            foreach (var item in more)
                writer.WriteEncodedValue(item);
        }
    }

    private static byte[] Other(byte[] answer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Second))
        {
            writer.WriteObjectIdentifier(AnswerFormat);
            writer.WriteEncodedValue(answer);
        }

        return writer.Encode();
    }
}
