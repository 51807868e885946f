using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Inspections;

/// <summary>A site inspection of a dossier (kiểm tra thực địa): when and where it is to be, and its minutes.</summary>
sealed class SiteInspection
{
    public const string SubjectKind = "site-inspection";

    public required Guid Id { get; init; }

    /// <summary>One inspection for a dossier.</summary>
    public required Guid DossierId { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    public required string Place { get; init; }

    /// <summary>Who is asked to be there, one a line.</summary>
    public required string Invited { get; init; }

    /// <summary>Name and position of who planned it.</summary>
    public required string PlannedBy { get; init; }

    public DateTimeOffset? HeldAt { get; set; }

    /// <summary>Who was there, one a line.</summary>
    public string? Present { get; set; }

    public string? Findings { get; set; }

    public InspectionOutcome? Outcome { get; set; }

    /// <summary>Name and position of who wrote the minutes.</summary>
    public string? RecordedBy { get; set; }

    public DateTimeOffset? RecordedAt { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "dossier_id", DossierId },
        { "planned_at", PlannedAt },
        { "place", Place },
        { "held_at", HeldAt },
        { "present", Present },
        { "findings", Findings },
        { "outcome", (long?)Outcome },
        { "recorded_at", RecordedAt },
    };
}

/// <summary>What an inspection found.</summary>
enum InspectionOutcome
{
    /// <summary>As declared (đúng với hồ sơ).</summary>
    AsDeclared = 1,

    /// <summary>Differs in something that does not stand in the way (có điểm khác, không cản trở).</summary>
    WithRemarks = 2,

    /// <summary>Not as the law asks (không đủ điều kiện).</summary>
    NotMet = 3,
}

/// <summary>A photo of an inspection.</summary>
sealed class InspectionPhoto
{
    public required Guid Id { get; init; }

    public required Guid InspectionId { get; init; }

    public required Guid FileId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string ContentHash { get; init; }
}

sealed class SiteInspectionMapping : IEntityTypeConfiguration<SiteInspection>, IEntityTypeConfiguration<InspectionPhoto>
{
    public void Configure(EntityTypeBuilder<SiteInspection> builder)
    {
        builder.ToTable("site_inspections");
        builder.HasKey(inspection => inspection.Id);
        builder.Property(inspection => inspection.Id).ValueGeneratedNever();
        builder.Ignore(inspection => inspection.Subject);
        builder.Property(inspection => inspection.Revision).IsConcurrencyToken();
        builder.HasIndex(inspection => inspection.DossierId).IsUnique();
        builder.HasOne<Dossier>().WithMany().HasForeignKey(inspection => inspection.DossierId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InspectionPhoto> builder)
    {
        builder.ToTable("inspection_photos");
        builder.HasKey(photo => photo.Id);
        builder.Property(photo => photo.Id).ValueGeneratedNever();
        builder.HasIndex(photo => photo.InspectionId);
        builder.HasOne<SiteInspection>().WithMany().HasForeignKey(photo => photo.InspectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
