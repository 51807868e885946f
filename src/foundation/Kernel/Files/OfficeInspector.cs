using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>Looks into a ZIP archive: which Office document it is, and whether it holds what must not come in.</summary>
internal static class OfficeInspector
{
    private const int MostEntries = 10_000;
    private const long MostUnpacked = 256 * 1024 * 1024;

    /// <summary>Unpacked to packed; honest sheets of one repeated row reach a few hundred, but only small ones.</summary>
    private const int MostRatio = 200;
    private const long RatioCountsFrom = 16 * 1024 * 1024;
    private const int LargestEmbedded = 8 * 1024 * 1024;
    private const int LargestContentTypes = 1024 * 1024;

    public static Inspection Inspect(Stream archive, CancellationToken cancellationToken)
    {
        var unpacked = 0L;
        try
        {
            return Inspect(archive, embedded: false, ref unpacked, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return Inspection.Refuse(FileRefusal.Damaged);
        }
    }

    private static Inspection Inspect(Stream archive, bool embedded, ref long unpacked, CancellationToken cancellationToken)
    {
        if (ZipDirectory.Read(archive, MostEntries) is not { } directory)
            return Inspection.Refuse(FileRefusal.Damaged);

        var entries = directory.Entries;
        if (entries.Any(entry => entry.Encrypted))
            return Inspection.Refuse(FileRefusal.Encrypted);
        if (unpacked + entries.Sum(entry => entry.Length) is var stated && (stated > MostUnpacked || IsBomb(stated, archive.Length)))
            return Inspection.Refuse(FileRefusal.ZipBomb);

        var kind = ReadKind(directory);
        if (kind is null)
            return Inspection.Refuse(FileRefusal.Archive);
        if (kind.Value.Macros || entries.Any(entry => IsActive(entry.Name)))
            return Inspection.Refuse(FileRefusal.Macros);
        if (entries.Select(entry => entry.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != entries.Count)
            return Inspection.Refuse(FileRefusal.Damaged);

        var packages = new List<ZipEntry>();
        foreach (var entry in entries.Where(entry => entry.Length > 0 || entry.PackedLength > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (InspectEntry(directory, entry, ref unpacked, packages) is { } refusal)
                return Inspection.Refuse(refusal);
            if (unpacked > MostUnpacked)
                return Inspection.Refuse(FileRefusal.ZipBomb);
        }

        // A chart in a report carries its workbook: one Office document inside another is usual, more is not.
        foreach (var package in packages)
        {
            if (embedded || package.Length > LargestEmbedded || !package.Name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase))
                return Inspection.Refuse(FileRefusal.ArchiveNested);
            using var inner = directory.Open(package)!;
            using var memory = new MemoryStream((int)package.Length);
            inner.CopyTo(memory);
            if (Inspect(memory, embedded: true, ref unpacked, cancellationToken) is { Refusal: { } refusal })
                return Inspection.Refuse(refusal == FileRefusal.Archive ? FileRefusal.ArchiveNested : refusal);
        }

        return kind.Value.Kind is { } found ? Inspection.Accept(found) : embedded ? default : Inspection.Refuse(FileRefusal.TypeNotAccepted);
    }

    private static string? InspectEntry(ZipDirectory directory, ZipEntry entry, ref long unpacked, List<ZipEntry> packages)
    {
        using var content = directory.Open(entry);
        if (content is null)
            return FileRefusal.Damaged;

        var buffer = new byte[16 * 1024];
        var length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var head = buffer.AsSpan(0, length);
        if (FileSignatures.IsEmbeddedExecutable(head))
            return FileRefusal.Executable;
        if (head.StartsWith("PK\x03\x04"u8))
            packages.Add(entry);
        else if (FileSignatures.IsArchive(head))
            return FileRefusal.ArchiveNested;

        // The stated length may lie: what counts is what comes out.
        while (content.Read(buffer) > 0)
        {
        }

        unpacked += content.Count;
        return content.Exceeded && entry.Method != 0 ? FileRefusal.ZipBomb : content.Count < entry.Length ? FileRefusal.Damaged : null;
    }

    private static bool IsBomb(long unpacked, long packed) => unpacked > RatioCountsFrom && unpacked / Math.Max(1, packed) > MostRatio;

    private static bool IsActive(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null if it is no Office document; a null kind if it is one of another application.</summary>
    private static (FileKind? Kind, bool Macros)? ReadKind(ZipDirectory directory)
    {
        if (directory.Entries.FirstOrDefault(entry => entry.Name == "[Content_Types].xml") is not { } entry || entry.Length > LargestContentTypes)
            return null;
        using var content = directory.Open(entry);
        if (content is null)
            return null;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var types = reader.ReadToEnd();
        FileKind? kind = types.Contains("wordprocessingml.document.main+xml", StringComparison.OrdinalIgnoreCase) ? FileKind.Docx
            : types.Contains("spreadsheetml.sheet.main+xml", StringComparison.OrdinalIgnoreCase) ? FileKind.Xlsx
            : null;
        return (kind, types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase));
    }
}
