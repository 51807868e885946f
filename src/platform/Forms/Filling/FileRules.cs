using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>The rules of a slot for files that can be seen without opening the file.</summary>
internal static class FileRules
{
    private const long Megabyte = 1_000_000;

    public static Violation? Check(SchemaField slot, string name, long bytes, int kept)
    {
        var shown = TextCleaner.Clean(Path.GetFileName(name), multiline: false, out _) is { Length: > 0 } clean ? clean : "?";
        if (kept >= slot.MaxFiles)
            return new("forms.file-too-many", slot.MaxFiles, kept + 1);
        if (slot.Accept.Count > 0 && !slot.Accept.Any(a => shown.EndsWith(a, StringComparison.OrdinalIgnoreCase)))
            return new("forms.file-type", shown, string.Join(", ", slot.Accept.Select(a => a[1..].ToUpperInvariant())));
        if (bytes == 0)
            return new("forms.file-empty", shown);
        return bytes > slot.MaxMegabytes * Megabyte ? new("forms.file-too-large", shown, Math.Round((decimal)bytes / Megabyte, 1, MidpointRounding.ToPositiveInfinity), slot.MaxMegabytes) : null;
    }
}
