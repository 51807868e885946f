namespace VanLang.Kernel.Files;

/// <summary>Stable codes of refusal. Each has a text in <c>Resources/FilesTexts</c> under the same key.</summary>
public static class FileRefusal
{
    public const string Empty = "file.empty";
    public const string TooLarge = "file.too-large";

    /// <summary>A program or script, whatever its name says.</summary>
    public const string Executable = "file.executable";

    /// <summary>A known type that is not asked for here.</summary>
    public const string TypeNotAccepted = "file.type-not-accepted";
    public const string TypeUnknown = "file.type-unknown";
    public const string WebPage = "file.web-page";

    /// <summary>ZIP, RAR, 7z … that is no Office document.</summary>
    public const string Archive = "file.archive";
    public const string ArchiveNested = "file.archive-nested";
    public const string ZipBomb = "file.zip-bomb";

    /// <summary>Office document or archive under a password.</summary>
    public const string Encrypted = "file.encrypted";
    public const string Macros = "file.macros";

    /// <summary>Binary Office format of before 2007 (.doc, .xls).</summary>
    public const string OldOffice = "file.old-office";
    public const string PdfEncrypted = "file.pdf-encrypted";

    /// <summary>PDF with JavaScript or an action that starts a program.</summary>
    public const string PdfActive = "file.pdf-active";

    /// <summary>PDF whose inner streams are packed in a way that cannot be looked into.</summary>
    public const string PdfUncheckable = "file.pdf-uncheckable";

    /// <summary>Cut off or broken.</summary>
    public const string Damaged = "file.damaged";

    /// <summary>HEIC where it cannot be converted.</summary>
    public const string Heic = "file.heic";

    /// <summary>More than 250 million pixels.</summary>
    public const string ImageTooManyPixels = "file.image-too-many-pixels";

    /// <summary>XML with a document type definition (entity expansion).</summary>
    public const string XmlUnsafe = "file.xml-unsafe";
    public const string Malware = "file.malware";
}
