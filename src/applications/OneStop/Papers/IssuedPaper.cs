using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Papers;

/// <summary>A paper that this program made for a dossier: receipt, appointment, supplement request, refusal, certified copy, result.</summary>
sealed class IssuedPaper
{
    public const string SubjectKind = "issued-paper";

    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    public required PaperKind Kind { get; init; }

    /// <summary>Word of the genuineness page, unguessable, in the QR of the paper.</summary>
    public required string CheckCode { get; init; }

    /// <summary>The event that the paper states; one paper of a kind for one event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The stored PDF; null until it is made, about a second after the event is sealed.</summary>
    public Guid? FileId { get; set; }

    /// <summary>SHA-256 of the PDF, hexadecimal.</summary>
    public string? ContentHash { get; set; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Why it no longer holds; null while it does.</summary>
    public string? WithdrawnReason { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "dossier_id", DossierId },
        { "kind", (long)Kind },
        { "check_code", CheckCode },
        { "event_id", EventId },
        { "file_id", FileId },
        { "content_hash", ContentHash },
        { "issued_at", IssuedAt },
        { "withdrawn_reason", WithdrawnReason },
    };
}

/// <summary>Kinds of papers; the template of each is named in the procedure or in <c>province/province.json</c>.</summary>
enum PaperKind
{
    /// <summary>Confirmation that a dossier was sent online.</summary>
    OnlineReceipt = 1,

    /// <summary>Form 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
    ReceiptAndAppointment = 2,

    /// <summary>Form 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.</summary>
    SupplementRequest = 3,

    /// <summary>Form 03, phiếu từ chối tiếp nhận giải quyết hồ sơ.</summary>
    RefusalNotice = 4,

    /// <summary>Letter that asks another agency for its opinion (văn bản lấy ý kiến).</summary>
    OpinionLetter = 5,

    /// <summary>Minutes of a site inspection (biên bản kiểm tra thực địa).</summary>
    InspectionMinutes = 6,

    /// <summary>Form 04, văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.</summary>
    ApologyAndReschedule = 7,

    /// <summary>Electronic copy that the agency has certified (bản sao y).</summary>
    CertifiedCopy = 8,

    /// <summary>The result of the procedure.</summary>
    Result = 9,
}

sealed class IssuedPaperMapping : IEntityTypeConfiguration<IssuedPaper>
{
    public void Configure(EntityTypeBuilder<IssuedPaper> builder)
    {
        builder.ToTable("issued_papers");
        builder.HasKey(paper => paper.Id);
        builder.Property(paper => paper.Id).ValueGeneratedNever();
        builder.Ignore(paper => paper.Subject);
        // Of two that would put another file in its place, one was first.
        builder.Property(paper => paper.FileId).IsConcurrencyToken();
        builder.HasIndex(paper => paper.CheckCode).IsUnique();
        builder.HasIndex(paper => new { paper.EventId, paper.Kind }).IsUnique();
        builder.HasIndex(paper => paper.DossierId);
        builder.HasOne<Dossier>().WithMany().HasForeignKey(paper => paper.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
