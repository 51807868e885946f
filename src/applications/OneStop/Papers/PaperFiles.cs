using VanLang.Kernel.Files;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Papers;

/// <summary>How papers of our own are kept and named.</summary>
static class PaperFiles
{
    /// <summary>Our own PDF: nothing in it is to be removed.</summary>
    public static FileIntakePolicy Policy { get; } = new() { MaxBytes = 50 * 1024 * 1024, Accepted = [FileKind.Pdf], RemovePhotoMetadata = false };

    /// <summary>What <c>verify</c> finds about the file that a row names: nothing where it is whole.</summary>
    public static async Task<IReadOnlyList<VerificationFinding>> Check(FileStore files, string table, string row, StoredFile? file, CancellationToken cancellationToken) =>
        file is not null && await files.IsWhole(file, cancellationToken) ? [] : [new("damaged-file", table, row, "file_id", file?.ContentHash, null)];

    /// <summary>Beginning of the file's name, without marks, for every system.</summary>
    public static string NameOf(PaperKind kind) => kind switch
    {
        PaperKind.OnlineReceipt => "bien-nhan",
        PaperKind.ReceiptAndAppointment => "giay-hen",
        PaperKind.SupplementRequest => "phieu-bo-sung",
        PaperKind.RefusalNotice => "phieu-tu-choi",
        PaperKind.OpinionLetter => "van-ban-lay-y-kien",
        PaperKind.InspectionMinutes => "bien-ban-kiem-tra",
        PaperKind.ApologyAndReschedule => "xin-loi-gia-han",
        PaperKind.CertifiedCopy => "ban-sao-y",
        _ => "ket-qua",
    };
}
