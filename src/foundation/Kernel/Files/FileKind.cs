namespace VanLang.Kernel.Files;

/// <summary>The types of file that can be taken in, judged by content.</summary>
public enum FileKind
{
    Pdf,
    Jpeg,
    Png,
    WebP,

    /// <summary>Photo of an iPhone; turned into JPEG where <c>heif-convert</c> is installed, else refused with advice.</summary>
    Heic,
    Tiff,

    /// <summary>Word document (Office Open XML, ISO/IEC 29500) without macros.</summary>
    Docx,

    /// <summary>Excel workbook (Office Open XML, ISO/IEC 29500) without macros.</summary>
    Xlsx,
    Xml,
}

/// <summary>Names, extensions and media types of <see cref="FileKind"/>.</summary>
public static class FileKinds
{
    /// <summary>Media type as kept in <see cref="StoredFile.ContentType"/>.</summary>
    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        FileKind.WebP => "image/webp",
        FileKind.Heic => "image/heic",
        FileKind.Tiff => "image/tiff",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.Xml => "application/xml",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Usual extension, with the dot.</summary>
    public static string Extension(this FileKind kind) => kind switch
    {
        FileKind.Jpeg => ".jpg",
        FileKind.WebP => ".webp",
        _ => "." + Label(kind).ToLowerInvariant(),
    };

    /// <summary>What people call it, in both languages: <c>PDF</c>, <c>JPEG</c>, <c>DOCX</c>.</summary>
    public static string Label(this FileKind kind) => kind == FileKind.WebP ? "WebP" : kind.ToString().ToUpperInvariant();
}
