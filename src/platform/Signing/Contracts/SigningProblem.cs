using System.Globalization;
using System.Resources;

namespace VanLang.Signing.Contracts;

/// <summary>Why something cannot be signed.</summary>
/// <param name="Code">Stable code, such as <c>signing.pdf-broken</c>; see <see cref="SigningCodes"/>.</param>
/// <param name="Detail">What it concerns: a field name, a character.</param>
public sealed record SigningProblem(string Code, string Detail = "")
{
    private static readonly ResourceManager Texts = new("VanLang.Signing.Resources.SigningRoom", typeof(SigningProblem).Assembly);

    /// <summary>The place within the file as programs write it, <c>Root.Pages.Kids[0].Contents</c>; null where the sentence has nothing left out.</summary>
    public string? Place => Code == SigningCodes.ChangedAfter ? Detail : null;

    /// <summary>The problem in a sentence, in the language asked for.</summary>
    public string Text(CultureInfo language) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(Code, language) ?? Code, Place is { } place ? InWords(place, language) : Detail);

    // What whoever opens the file would call the place. Fields stand under the form and under their page, so that the innermost place counts.
    private static string InWords(string place, CultureInfo language)
    {
        var key = !place.StartsWith("Root", StringComparison.Ordinal) ? "changed.field"
            : place.Contains(".Annots", StringComparison.Ordinal) ? "changed.annotation"
            : place.Contains(".Contents", StringComparison.Ordinal) || place.Contains(".Resources", StringComparison.Ordinal) ? "changed.content"
            : place.StartsWith("Root.AcroForm", StringComparison.Ordinal) ? "changed.form"
            : place.StartsWith("Root.Pages", StringComparison.Ordinal) ? "changed.page"
            : "changed.structure";
        return string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, language) ?? key, place);
    }
}

/// <summary>Codes of <see cref="SigningProblem"/>.</summary>
public static class SigningCodes
{
    /// <summary>The file was changed after a signature, beyond what it allows.</summary>
    public const string ChangedAfter = "check.changed-after";

    /// <summary>The file is no PDF or is damaged.</summary>
    public const string PdfBroken = "signing.pdf-broken";

    /// <summary>The file is encrypted.</summary>
    public const string PdfEncrypted = "signing.pdf-encrypted";

    /// <summary>The file has no field of that name.</summary>
    public const string FieldMissing = "signing.field-missing";

    /// <summary>A field of that name is there already.</summary>
    public const string FieldExists = "signing.field-exists";

    /// <summary>The field is filled or signed already.</summary>
    public const string FieldFilled = "signing.field-filled";

    /// <summary>The text does not fit into the field, even at seven tenths of its size.</summary>
    public const string ValueTooLong = "signing.value-too-long";

    /// <summary>The embedded font has no glyph for a character of the text.</summary>
    public const string ValueCharacter = "signing.value-character";

    /// <summary>A certifying signature must be the first of the file.</summary>
    public const string NotFirst = "signing.not-first";

    /// <summary>A place lies outside the pages of the file.</summary>
    public const string PageMissing = "signing.page-missing";

    /// <summary>The page has no place left where a block would cover nothing.</summary>
    public const string NoRoom = "signing.no-room";

    /// <summary>The page is a picture that cannot be read, and no text was recognised in it: where its words are cannot be told.</summary>
    public const string PageUnreadable = "signing.page-unreadable";

    /// <summary>An earlier signature forbids the change that is asked for.</summary>
    public const string Forbidden = "signing.forbidden";

    /// <summary>The signature that came back does not fit into the room kept for it.</summary>
    public const string TooLarge = "signing.too-large";

    /// <summary>What came back is not a signature of the prepared document.</summary>
    public const string WrongSignature = "signing.wrong-signature";

    /// <summary>The file is no XML, or one that is not read here (document type, size).</summary>
    public const string XmlBroken = "signing.xml-broken";

    /// <summary>The document has comments, which no signature of the whole document covers.</summary>
    public const string XmlComments = "signing.xml-comments";

    /// <summary>The document is signed already; another signature inside it would break the first.</summary>
    public const string XmlSigned = "signing.xml-signed";

    /// <summary>The certificate is not valid at the time of signing.</summary>
    public const string CertificateExpired = "signing.certificate-expired";

    /// <summary>The certificate is not valid yet. Detail: name and first day.</summary>
    public const string CertificateNotYetValid = "signing.certificate-not-yet-valid";

    /// <summary>The certificate has ended. Detail: name and last day.</summary>
    public const string CertificateEnded = "signing.certificate-ended";

    /// <summary>The certificate, or one of its issuers, was revoked. Detail: name and time.</summary>
    public const string CertificateRevoked = "signing.certificate-revoked";

    /// <summary>The certificate carries a number of somebody else. Detail: name and the end of the number.</summary>
    public const string CertificateNumberOfOther = "signing.certificate-number-of-other";

    /// <summary>The certificate carries a number that no second person has confirmed yet. Detail: name.</summary>
    public const string CertificateNumberOpen = "signing.certificate-number-open";

    /// <summary>The certificate is not made for signing documents.</summary>
    public const string CertificateUse = "signing.certificate-use";

    /// <summary>The certificate names somebody else.</summary>
    public const string CertificateOfOther = "signing.certificate-of-other";

    /// <summary>The certificate leads to no service of the trust list.</summary>
    public const string CertificateUntrusted = "signing.certificate-untrusted";

    /// <summary>What came back was signed with another certificate than the registered one.</summary>
    public const string OtherCertificate = "signing.other-certificate";
}
