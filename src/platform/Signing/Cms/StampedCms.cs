using System.Formats.Asn1;
using System.Security.Cryptography;

namespace VanLang.Signing.Cms;

/// <summary>
/// Puts a time-stamp of the signature value beside it, as an unsigned attribute (RFC 3161 appendix A, EN 319 122-1, 5.3). Every other byte stays as the signer made it.
/// </summary>
internal static class StampedCms
{
    private const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1, true);

    /// <summary>The signature value, of which the stamp is taken.</summary>
    /// <exception cref="CryptographicException">The bytes are no CMS with one signer.</exception>
    public static byte[] ValueOf(ReadOnlyMemory<byte> cms)
    {
        try
        {
            return CmsMessage.Read(cms).Signature;
        }
        catch (AsnContentException fault)
        {
            throw new CryptographicException("The signature cannot be read.", fault);
        }
    }

    /// <param name="cms">CMS (DER) with one signer.</param>
    /// <param name="token">Time-stamp token (DER) over the SHA-2 of its signature value.</param>
    public static byte[] With(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte> token)
    {
        var info = new AsnReader(cms, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
            using (writer.PushSequence(First))
            using (writer.PushSequence())
            {
                var data = info.ReadSequence(First).ReadSequence();
                var part = data.ReadEncodedValue();
                for (; data.HasData; part = data.ReadEncodedValue())
                    writer.WriteEncodedValue(part.Span);

                // The signers stand last.
                using (writer.PushSetOf())
                    WriteSigner(writer, new AsnReader(part, AsnEncodingRules.DER).ReadSetOf().ReadSequence(), token);
            }
        }

        return writer.Encode();
    }

    private static void WriteSigner(AsnWriter writer, AsnReader signer, ReadOnlyMemory<byte> token)
    {
        using (writer.PushSequence())
        {
            while (signer.HasData && !signer.PeekTag().HasSameClassAndValue(Second))
                CopyPart(writer, signer);
            using (writer.PushSetOf(Second))
            {
                if (signer.HasData)
                {
                    var present = signer.ReadSetOf(Second);
                    while (present.HasData)
                        CopyPart(writer, present);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(SignatureTimeStamp);
                    using (writer.PushSetOf())
                        writer.WriteEncodedValue(token.Span);
                }
            }
        }
    }

    private static void CopyPart(AsnWriter writer, AsnReader reader) => writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
}
