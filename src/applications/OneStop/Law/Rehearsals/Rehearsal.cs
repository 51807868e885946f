using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>
/// The dossiers of a period played again under a change that is not in force: who would be decided otherwise, pay otherwise, become late, be refused by the form.
/// Nothing of it touches a dossier. What was found is kept as rows, so that every figure opens what it counts.
/// </summary>
sealed class Rehearsal
{
    public required Guid Id { get; init; }

    public required Guid ChangeId { get; init; }

    /// <summary>Revision of the change that is rehearsed; once the change is another one, the rehearsal ends.</summary>
    public required int ChangeRevision { get; init; }

    /// <summary>First legal day of the change: the new tables are asked as of this day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>First local day of submission.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First local day that is no longer in it.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whose dossiers: those the agency holds or held; null for the whole province.</summary>
    public required Guid? AgencyId { get; init; }

    public required RehearsalState State { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Name and position of who began it.</summary>
    public required string StartedBy { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Dossiers of the period when it began.</summary>
    public int Dossiers { get; set; }

    /// <summary>How many were played.</summary>
    public int Looked { get; set; }

    /// <summary>How many of them come out otherwise in any way.</summary>
    public int Touched { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new("rehearsal", Id);
}

/// <summary>How far a rehearsal is.</summary>
enum RehearsalState
{
    Running = 1,
    Finished = 2,
    Cancelled = 3,

    /// <summary>The change was written in meanwhile, or can no longer be read.</summary>
    Outdated = 4,
}

/// <summary>Something that comes out otherwise for one dossier.</summary>
sealed class RehearsalRow
{
    public required Guid RehearsalId { get; init; }

    /// <summary>Place in the rehearsal, from 1.</summary>
    public required int Number { get; init; }

    public required RehearsedKind Kind { get; init; }

    /// <summary>Field of the form, or step of the process; empty for none.</summary>
    public required string Place { get; init; }

    /// <summary>What people call the place, <see cref="RehearsedText"/>; null where nothing does.</summary>
    public required string? PlaceName { get; init; }

    public required Guid DossierId { get; init; }

    public required string Code { get; init; }

    /// <summary>Who holds it.</summary>
    public required Guid AgencyId { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>As it was, <see cref="RehearsedText"/>; null where there was nothing.</summary>
    public required string? Before { get; init; }

    /// <summary>As it would be.</summary>
    public required string? After { get; init; }

    /// <summary>Of a fee: đồng more; of a due time: minutes later. Below zero: less, earlier.</summary>
    public required long? Difference { get; init; }
}

/// <summary>In which way something comes out otherwise.</summary>
enum RehearsedKind
{
    /// <summary>Another agency decides.</summary>
    Agency = 1,

    /// <summary>Another fee.</summary>
    Fee = 2,

    /// <summary>Another limit.</summary>
    Limit = 3,

    /// <summary>It was in time and would be late.</summary>
    Late = 4,

    /// <summary>It was late and would be in time.</summary>
    InTime = 5,

    /// <summary>The new form refuses an answer that was given.</summary>
    Refused = 6,

    /// <summary>The new form asks what nobody has answered.</summary>
    Unanswered = 7,

    /// <summary>The new form no longer asks what was answered.</summary>
    Dropped = 8,

    /// <summary>The new process has a step that was not done.</summary>
    MoreSteps = 9,

    /// <summary>The new process does without a step that was done.</summary>
    FewerSteps = 10,

    /// <summary>The way that the case took does not lead to an end in the new process.</summary>
    Stuck = 11,
}

sealed class RehearsalMapping : IEntityTypeConfiguration<Rehearsal>, IEntityTypeConfiguration<RehearsalRow>
{
    public void Configure(EntityTypeBuilder<Rehearsal> builder)
    {
        builder.ToTable("rehearsals");
        builder.HasKey(rehearsal => rehearsal.Id);
        builder.Property(rehearsal => rehearsal.Id).ValueGeneratedNever();
        builder.Property(rehearsal => rehearsal.Revision).IsConcurrencyToken();
        builder.Ignore(rehearsal => rehearsal.Subject);
        builder.HasIndex(rehearsal => new { rehearsal.ChangeId, rehearsal.StartedAt });
    }

    public void Configure(EntityTypeBuilder<RehearsalRow> builder)
    {
        builder.ToTable("rehearsal_rows");
        builder.HasKey(row => new { row.RehearsalId, row.Number });
        builder.HasIndex(row => new { row.RehearsalId, row.Kind, row.Place, row.Number });
        builder.HasOne<Rehearsal>().WithMany().HasForeignKey(row => row.RehearsalId).OnDelete(DeleteBehavior.Cascade);
    }
}
