namespace VanLang.Kernel.Files;

/// <summary>Judges what comes in: by its first bytes, while it is copied, and by a look into what was copied.</summary>
internal static class FileIntake
{
    private const long MostPixels = 250_000_000;

    /// <summary>Judges by the first bytes alone. Null: worth copying.</summary>
    public static async ValueTask<string?> RefuseAtSight(
        FileSignature signature, IntakeReader reader, FileIntakePolicy policy, CancellationToken cancellationToken) => signature switch
    {
        FileSignature.Unknown => FileRefusal.TypeUnknown,
        FileSignature.Executable => FileRefusal.Executable,
        FileSignature.WebPage => FileRefusal.WebPage,
        FileSignature.Archive => FileRefusal.Archive,
        FileSignature.Ole => await OleInspector.Inspect(reader, cancellationToken),
        FileSignature.Zip when policy.Accepted.Contains(FileKind.Docx) || policy.Accepted.Contains(FileKind.Xlsx) => null,
        FileSignature.Heic when policy.Accepted.Contains(FileKind.Heic) || policy.Accepted.Contains(FileKind.Jpeg) => null,
        _ => KindOf(signature) is { } kind && policy.Accepted.Contains(kind) ? null : FileRefusal.TypeNotAccepted,
    };

    /// <summary>Copies the content, photos cleaned if the policy says so.</summary>
    public static async ValueTask<PhotoCopy> Copy(
        FileSignature signature, IntakeReader reader, FileIntakePolicy policy, SealingWriter output, CancellationToken cancellationToken)
    {
        switch (signature)
        {
            case FileSignature.Jpeg:
                return await JpegCopy.Run(reader, output, policy.RemovePhotoMetadata, cancellationToken);
            case FileSignature.Png:
                return await PngCopy.Run(reader, output, policy.RemovePhotoMetadata, cancellationToken);
            case FileSignature.WebP:
                return await WebPCopy.Run(reader, output, policy.RemovePhotoMetadata, cancellationToken);
            default:
                while (await reader.Copy(IntakeReader.Capacity, output, cancellationToken))
                {
                }

                return new PhotoCopy(Whole: true);
        }
    }

    /// <summary>Looks into what was copied.</summary>
    public static Inspection Inspect(
        FileSignature signature, PhotoCopy copy, Stream content, FileIntakePolicy policy, CancellationToken cancellationToken)
    {
        if (!copy.Whole)
            return Inspection.Refuse(FileRefusal.Damaged);
        if (copy.Pixels > MostPixels)
            return Inspection.Refuse(FileRefusal.ImageTooManyPixels);

        var inspection = signature switch
        {
            FileSignature.Pdf => PdfInspector.Inspect(content, cancellationToken) is { } refusal
                ? Inspection.Refuse(refusal)
                : Inspection.Accept(FileKind.Pdf),
            FileSignature.Zip => OfficeInspector.Inspect(content, cancellationToken),
            FileSignature.Xml => XmlInspector.Inspect(content, cancellationToken),
            _ => Inspection.Accept(KindOf(signature)!.Value),
        };
        return inspection.Kind is { } kind && !policy.Accepted.Contains(kind)
            ? Inspection.Refuse(FileRefusal.TypeNotAccepted)
            : inspection;
    }

    private static FileKind? KindOf(FileSignature signature) => signature switch
    {
        FileSignature.Pdf => FileKind.Pdf,
        FileSignature.Jpeg => FileKind.Jpeg,
        FileSignature.Png => FileKind.Png,
        FileSignature.WebP => FileKind.WebP,
        FileSignature.Tiff => FileKind.Tiff,
        FileSignature.Xml => FileKind.Xml,
        _ => null,
    };
}
