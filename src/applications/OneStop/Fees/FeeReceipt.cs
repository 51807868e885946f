using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Fees;

/// <summary>
/// Biên lai thu phí, lệ phí: what was taken at the counter for a dossier. Its number comes from the register of the agency and year (R4); a receipt
/// made in error is cancelled with a reason and stays in the register.
/// </summary>
sealed class FeeReceipt
{
    public const string SubjectKind = "fee-receipt";

    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    /// <summary>Agency whose register holds it: that of the clerk who took the money.</summary>
    public required Guid AgencyId { get; init; }

    public required int Year { get; init; }

    /// <summary>Running number of the agency and year, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>Whole đồng.</summary>
    public required decimal Amount { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    public required Guid? CollectedByPersonId { get; init; }

    /// <summary>Who took it as officials say it: name and position.</summary>
    public required string CollectedBy { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    public Guid? CancelledByPersonId { get; set; }

    public string? CancelledBy { get; set; }

    public string? CancelReason { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>Number as people write it: <c>0000012/2026</c>.</summary>
    public string Said => string.Create(CultureInfo.InvariantCulture, $"{Number:0000000}/{Year}");

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "dossier_id", DossierId },
        { "agency_id", AgencyId },
        { "year", (long)Year },
        { "number", Number },
        { "amount", Amount },
        { "collected_at", CollectedAt },
        { "collected_by_person_id", CollectedByPersonId },
        { "cancelled_at", CancelledAt },
        { "cancelled_by_person_id", CancelledByPersonId },
        { "cancel_reason", CancelReason },
    };
}

sealed class FeeReceiptMapping : IEntityTypeConfiguration<FeeReceipt>
{
    public void Configure(EntityTypeBuilder<FeeReceipt> builder)
    {
        builder.ToTable("fee_receipts");
        builder.HasKey(receipt => receipt.Id);
        builder.Property(receipt => receipt.Id).ValueGeneratedNever();
        builder.Ignore(receipt => receipt.Subject);
        builder.Ignore(receipt => receipt.Said);
        builder.HasIndex(receipt => new { receipt.AgencyId, receipt.Year, receipt.Number }).IsUnique();
        // A dossier is paid once: of its receipts one holds.
        builder.HasIndex(receipt => receipt.DossierId).IsUnique().HasFilter("cancelled_at IS NULL").HasDatabaseName("ix_fee_receipts_dossier_id_live");
        builder.HasIndex(receipt => new { receipt.DossierId, receipt.CollectedAt });
        builder.HasOne<Dossier>().WithMany().HasForeignKey(receipt => receipt.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
