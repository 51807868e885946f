using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Results;

/// <summary>The result of a dossier on its way: prepared by the officer, signed by the leader, numbered and sealed by the records clerk.</summary>
sealed class DossierResult
{
    public const string SubjectKind = "dossier-result";

    public required Guid DossierId { get; init; }

    public required ResultState State { get; set; }

    /// <summary>What the officer entered, JSON of the Forms room.</summary>
    public required string Values { get; set; }

    /// <summary>The file as it stands: drafted, signed, or issued. Earlier files stay in the store.</summary>
    public required Guid FileId { get; set; }

    /// <summary>SHA-256 of that file, hexadecimal: what the leader sees beside the PIN.</summary>
    public required string ContentHash { get; set; }

    /// <summary>Places in the file kept free for number, date, signature and seal, JSON.</summary>
    public required string Reserved { get; set; }

    /// <summary>Word of the genuineness page, printed on the result as QR before anybody signs.</summary>
    public required string CheckCode { get; init; }

    public required Guid? PreparedBy { get; set; }

    public required DateTimeOffset PreparedAt { get; set; }

    /// <summary>Position that is to sign; the paper carries its name and title.</summary>
    public Guid? SignerPositionId { get; set; }

    public string? SignerName { get; set; }

    public Guid? SignedBy { get; set; }

    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>Why the leader sent it back; null while nobody did.</summary>
    public string? ReturnedReason { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, DossierId);

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "state", (long)State },
        { "file_id", FileId },
        { "content_hash", ContentHash },
        { "check_code", CheckCode },
        { "prepared_by", PreparedBy },
        { "signer_position_id", SignerPositionId },
        { "signed_by", SignedBy },
        { "signed_at", SignedAt },
        { "returned_reason", ReturnedReason },
    };
}

/// <summary>How far a result is.</summary>
enum ResultState
{
    Prepared = 1,
    Signed = 2,
    Issued = 3,
}

sealed class DossierResultMapping : IEntityTypeConfiguration<DossierResult>
{
    public void Configure(EntityTypeBuilder<DossierResult> builder)
    {
        builder.ToTable("dossier_results");
        builder.HasKey(result => result.DossierId);
        builder.Ignore(result => result.Subject);
        builder.Property(result => result.Revision).IsConcurrencyToken();
        builder.HasIndex(result => result.CheckCode).IsUnique();
        builder.HasOne<Dossier>().WithOne().HasForeignKey<DossierResult>(result => result.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
