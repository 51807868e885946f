namespace VanLang.Kernel.Files;

/// <summary>What is taken in at one place of upload. Show <see cref="Endings"/> and the limit before people choose a file.</summary>
public sealed record FileIntakePolicy
{
    /// <summary>Largest file in bytes, 20 MB (20 × 1,000,000) unless said otherwise. Nothing beyond it is read.</summary>
    public long MaxBytes { get; init; } = 20_000_000;

    /// <summary>Types taken in. Kept in the order in which they are to be shown.</summary>
    public IReadOnlyList<FileKind> Accepted { get; init; } = [FileKind.Pdf, FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Heic];

    /// <summary>
    /// True: place, time, device, thumbnails and comments are removed from JPEG, PNG and WebP without re-encoding; the orientation is
    /// kept. TIFF is kept as it is.
    /// </summary>
    public bool RemovePhotoMetadata { get; init; } = true;

    /// <summary>Papers of citizens: PDF and photos up to 20 MB, metadata removed.</summary>
    public static FileIntakePolicy Citizen { get; } = new();

    /// <summary>Papers of officials: as citizens, also TIFF, DOCX and XLSX.</summary>
    public static FileIntakePolicy Office { get; } = new()
    {
        Accepted = [.. Citizen.Accepted, FileKind.Tiff, FileKind.Docx, FileKind.Xlsx],
    };

    /// <summary>
    /// Endings without dot that a file input offers and people are told, everywhere the same: <c>pdf, jpg, jpeg, png, heic</c>. WebP is taken in where somebody has nothing
    /// else, and not advertised: nobody scans a paper to it.
    /// </summary>
    public IReadOnlyList<string> Endings =>
        [.. Accepted.Where(kind => kind != FileKind.WebP).SelectMany(kind => kind == FileKind.Jpeg ? ["jpg", "jpeg"] : new[] { kind.Extension()[1..] })];

    /// <summary>The same for people: <c>PDF, JPG, JPEG, PNG, HEIC</c>.</summary>
    public string AcceptedText => string.Join(", ", Endings.Select(ending => ending.ToUpperInvariant()));
}
