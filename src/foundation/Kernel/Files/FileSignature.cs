using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>What the first bytes of a file say.</summary>
internal enum FileSignature
{
    Unknown,
    Pdf,
    Jpeg,
    Png,
    WebP,
    Heic,
    Tiff,
    Zip,
    Ole,
    Xml,
    WebPage,
    Archive,
    Executable,
}

/// <summary>Judges a file by its first bytes; its name has no say.</summary>
internal static class FileSignatures
{
    /// <summary>How many bytes are looked at, at most.</summary>
    public const int Length = 4096;

    public static FileSignature Judge(ReadOnlySpan<byte> head)
    {
        if (IsExecutable(head))
            return FileSignature.Executable;
        if (head.StartsWith("%PDF-"u8))
            return FileSignature.Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileSignature.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return FileSignature.Png;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return FileSignature.WebP;
        if (IsHeic(head))
            return FileSignature.Heic;
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8))
            return FileSignature.Tiff;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return FileSignature.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return FileSignature.Ole;
        return IsArchive(head) ? FileSignature.Archive : JudgeText(head);
    }

    /// <summary>Windows, Linux, macOS and Java programs, Windows shortcuts and anything that names an interpreter.</summary>
    public static bool IsExecutable(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F'])
        || head.StartsWith("#!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA, 0xCE])
        || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA, 0xCF])
        || head.StartsWith((ReadOnlySpan<byte>)[0xCE, 0xFA, 0xED, 0xFE])
        || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
        || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])
        || head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]);

    /// <summary>
    /// A program inside a document: two letters could be chance there, so the whole header of a Windows or Linux program is asked for.
    /// </summary>
    public static bool IsEmbeddedExecutable(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F'])
        || (head.StartsWith("MZ"u8) && head.IndexOf("PE\0\0"u8) > 0);

    public static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("Rar!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
        || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08])
        || head.StartsWith("BZh"u8)
        || head.StartsWith("MSCF"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])
        || (head.Length > 262 && head[257..].StartsWith("ustar"u8));

    private static bool IsHeic(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12 || !head[4..].StartsWith("ftyp"u8))
            return false;
        var brand = Encoding.Latin1.GetString(head.Slice(8, 4));
        return brand is "heic" or "heix" or "hevc" or "hevx" or "heim" or "heis" or "hevm" or "hevs" or "mif1" or "msf1";
    }

    private static FileSignature JudgeText(ReadOnlySpan<byte> head)
    {
        var text = (head switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(head[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(head[2..]),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(head[3..]),
            _ => Encoding.UTF8.GetString(head),
        }).TrimStart();

        if (text.Length < 4 || text[0] != '<')
            return FileSignature.Unknown;
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<script", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase))
            return FileSignature.WebPage;
        return text[1] is '?' or '!' or '_' || char.IsLetter(text[1]) ? FileSignature.Xml : FileSignature.Unknown;
    }
}
