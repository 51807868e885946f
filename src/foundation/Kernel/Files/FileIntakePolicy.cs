namespace VanLang.Kernel.Files;

/// <summary>What is taken in at one place of upload. Show <see cref="AcceptedText"/> and the limit before people choose a file.</summary>
public sealed record FileIntakePolicy
{
    /// <summary>Largest file in bytes, 20 MB (20 × 1024 × 1024) unless said otherwise. Nothing beyond it is read.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

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
    /// Value for the <c>accept</c> attribute of a file input. HEIC is left out on purpose: a phone that reads only JPEG here converts the
    /// photo itself before sending.
    /// </summary>
    public string AcceptAttribute => string.Join(',', Accepted.Where(kind => kind != FileKind.Heic)
        .Select(kind => kind == FileKind.Jpeg ? ".jpg,.jpeg" : kind.Extension()));

    /// <summary>The accepted types for people: <c>PDF, JPEG, PNG</c>; HEIC is left out, as JPEG is what is asked for.</summary>
    public string AcceptedText => string.Join(", ", Accepted.Where(kind => kind != FileKind.Heic).Select(kind => kind.Label()));
}
