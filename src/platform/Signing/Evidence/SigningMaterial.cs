using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Evidence;

/// <summary>A certificate in a file on which a signature or a time-stamp rests.</summary>
/// <param name="Certificate">Of the signer, or of the time-stamp unit.</param>
/// <param name="Others">Certificates that lie beside it.</param>
/// <param name="Message">The signature; null for a time-stamp.</param>
/// <param name="Use">What it serves.</param>
/// <param name="Stamped">Time of a time-stamp; null for a signature.</param>
/// <param name="IsOfDocument">Whether it stamps the whole document.</param>
internal sealed record SigningMaterial(X509Certificate2 Certificate, X509Certificate2Collection Others, CmsMessage? Message, ServiceUse Use, DateTimeOffset? Stamped, bool IsOfDocument)
{
    private const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";

    /// <summary>Object identifier of the digest of a time-stamp; empty for a signature.</summary>
    public string Digest { get; private init; } = "";

    /// <summary>Name of the signature field.</summary>
    public string Field { get; private init; } = "";

    /// <summary>Everything in a file, signatures and stamps; what cannot be read is left out.</summary>
    public static IReadOnlyList<SigningMaterial> Of(PdfFile file)
    {
        var found = new List<SigningMaterial>();
        foreach (var field in PdfForm.FieldsOf(file).Where(field => field.Type == "Sig"))
        {
            if (field.Value is not PdfDictionary signature || file.Resolve(signature["Contents"]) is not PdfString contents)
                continue;
            try
            {
                AsnDecoder.ReadEncodedValue(contents.Bytes, AsnEncodingRules.BER, out _, out _, out var length);
                var cms = contents.Bytes.AsMemory(0, length);
                if (file.Name(signature["SubFilter"]) == "ETSI.RFC3161")
                {
                    if (OfToken(cms, true) is { } stamp)
                        found.Add(stamp with { Field = field.Name });
                    continue;
                }

                found.AddRange(Of(CmsMessage.Read(cms)).Select(item => item.Use == ServiceUse.Signature ? item with { Field = field.Name } : item));
            }
            catch (Exception fault) when (fault is CryptographicException or AsnContentException)
            {
                // The check says what is wrong with it; nothing can be added to it.
            }
        }

        return found;
    }

    /// <summary>The signer of a message and its time-stamps.</summary>
    public static IReadOnlyList<SigningMaterial> Of(CmsMessage message) =>
    [
        .. message.Signer is { } signer ? [new SigningMaterial(signer, message.Certificates, message, ServiceUse.Signature, null, false)] : Array.Empty<SigningMaterial>(),
        .. message.Unsigned[SignatureTimeStamp].Select(token => OfToken(token, false)).OfType<SigningMaterial>(),
    ];

    private static SigningMaterial? OfToken(ReadOnlyMemory<byte> bytes, bool isOfDocument)
    {
        if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out _))
            return null;
        var cms = token.AsSignedCms();
        return cms.SignerInfos.Count == 1 && cms.SignerInfos[0].Certificate is { } unit
            ? new SigningMaterial(unit, cms.Certificates, null, ServiceUse.TimeStamp, token.TokenInfo.Timestamp, isOfDocument) { Digest = token.TokenInfo.HashAlgorithmId.Value ?? "" }
            : null;
    }
}
