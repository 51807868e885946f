using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>What a number in a certificate is a number of.</summary>
public enum NumberKind
{
    /// <summary>Personal number (số định danh cá nhân), 12 digits.</summary>
    Personal,

    /// <summary>Identity paper: the old identity card (CMND) of 9 digits, or another card.</summary>
    Card,

    /// <summary>Passport.</summary>
    Passport,
}

/// <summary>
/// A number by which a certificate names a person. Vietnamese services write it into the subject as <c>UID</c> (RFC 4519, 2.39) or <c>serialNumber</c> (X.520), such as <c>CCCD:001…</c>,
/// <c>CMND:…</c>, <c>HC:…</c>, or with the identifiers of EN 319 412-1, 5.1.3 (<c>PNOVN-…</c>, <c>IDCVN-…</c>, <c>PASVN-…</c>). Numbers of organisations (<c>MST:</c>, <c>MNS:</c>) name nobody.
/// </summary>
/// <param name="Value">Letters and digits, upper case.</param>
public sealed record CertificateNumber(NumberKind Kind, string Value)
{
    private const string UserId = "0.9.2342.19200300.100.1.1", SerialNumber = "2.5.4.5";
    private const int PersonalDigits = 12, CardDigits = 9;

    private static readonly Dictionary<string, NumberKind> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CCCD"] = NumberKind.Personal, ["CC"] = NumberKind.Personal, ["SDDCN"] = NumberKind.Personal, ["PNOVN"] = NumberKind.Personal,
        ["CMND"] = NumberKind.Card, ["CMT"] = NumberKind.Card, ["IDCVN"] = NumberKind.Card,
        ["HC"] = NumberKind.Passport, ["PASVN"] = NumberKind.Passport,
    };

    /// <summary>The number with all but its last three places hidden, for screens.</summary>
    public string Masked => Value.Length <= 3 ? Value : new string('•', Value.Length - 3) + Value[^3..];

    /// <summary>The numbers of persons in a certificate's subject.</summary>
    /// <exception cref="AsnContentException">The subject is no name.</exception>
    public static IReadOnlyList<CertificateNumber> Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        List<CertificateNumber> found = [];
        var parts = new AsnReader(certificate.SubjectName.RawData, AsnEncodingRules.DER).ReadSequence();
        while (parts.HasData)
        {
            // A part may hold several attributes.
            var attributes = parts.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                var attribute = attributes.ReadSequence();
                if (attribute.ReadObjectIdentifier() is UserId or SerialNumber && Text(attribute) is { } text && Read(text) is { } number && !found.Contains(number))
                    found.Add(number);
            }
        }

        return found;
    }

    private static string? Text(AsnReader attribute) => attribute.PeekTag() is { TagClass: TagClass.Universal } tag
        && (UniversalTagNumber)tag.TagValue is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String
            ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : null;

    private static CertificateNumber? Read(string text)
    {
        var end = text.IndexOfAny([':', '-']);
        if (end > 0 && Schemes.TryGetValue(text[..end].Trim(), out var kind))
            return Plain(text[(end + 1)..]) is { Length: > 0 } value ? new CertificateNumber(KindOf(kind, value), value) : null;
        var bare = Plain(text);

        // Without a scheme it may be anything, the number of a device or of a contract; of these lengths it is taken for what the law gives them to.
        return bare.Length == text.Trim().Length && bare.All(char.IsAsciiDigit) && bare.Length is PersonalDigits or CardDigits ? new CertificateNumber(KindOf(NumberKind.Card, bare), bare) : null;
    }

    // Services go on writing CMND before numbers of twelve digits.
    private static NumberKind KindOf(NumberKind kind, string value) =>
        kind == NumberKind.Passport ? kind : value.Length == PersonalDigits && value.All(char.IsAsciiDigit) ? NumberKind.Personal : NumberKind.Card;

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

/// <summary>Whom a certificate must name.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Numbers">Numbers that a second person has confirmed to be this person's.</param>
public sealed record NamedSigner(string Name, IReadOnlyList<CertificateNumber> Numbers);
