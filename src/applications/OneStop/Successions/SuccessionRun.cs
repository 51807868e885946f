using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Successions;

/// <summary>Open work of an agency that has ended goes to those that took over, or comes back: one time that somebody confirmed it.</summary>
sealed class SuccessionRun
{
    public const string SubjectKind = "succession";

    public required Guid Id { get; init; }

    /// <summary>The agency that has ended.</summary>
    public required Guid AgencyId { get; init; }

    public required SuccessionDirection Direction { get; init; }

    /// <summary>The run that is undone; null for one that moves on.</summary>
    public Guid? UndoneRunId { get; init; }

    /// <summary>Day on which it was asked who answers for the agency.</summary>
    public required DateOnly Day { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Name and position of who confirmed it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Everything that goes has been given to a job of its own.</summary>
    public bool IsPlanned { get; set; }

    /// <summary>How many wait for somebody to choose the successor; known when all is planned.</summary>
    public int Undecided { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public Subject Subject => new(SubjectKind, Id);
}

/// <summary>Which way work goes.</summary>
enum SuccessionDirection
{
    ToSuccessor = 1,
    Back = 2,
}

/// <summary>A dossier or draft on its way from the agency that has ended.</summary>
sealed class SuccessionMove
{
    public required Guid Id { get; init; }

    /// <summary>The agency that has ended.</summary>
    public required Guid AgencyId { get; init; }

    public required SuccessionSubject SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid ToAgencyId { get; set; }

    public required SuccessionState State { get; set; }

    /// <summary>The run that moves or moved it; null while somebody has only chosen where it goes.</summary>
    public Guid? RunId { get; set; }

    /// <summary>Name and position of who chose the successor; null where the data tell.</summary>
    public string? ChosenBy { get; set; }

    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>Revision of the dossier or draft after it was moved: another one means that somebody has worked on it since.</summary>
    public int? MovedRevision { get; set; }

    /// <summary>What has to be put back where it is undone; JSON.</summary>
    public string? Before { get; set; }

    public int Revision { get; set; }
}

/// <summary>What is moved.</summary>
enum SuccessionSubject
{
    Dossier = 1,
    Draft = 2,
}

/// <summary>How far it is.</summary>
enum SuccessionState
{
    /// <summary>Somebody has chosen where it goes.</summary>
    Chosen = 1,

    /// <summary>A job is to move it.</summary>
    Planned = 2,

    Moved = 3,

    /// <summary>A job is to bring it back.</summary>
    Returning = 4,

    Returned = 5,

    /// <summary>When its turn came there was nothing left of the agency's: it was finished, submitted or discarded.</summary>
    Gone = 6,
}

sealed class SuccessionMapping : IEntityTypeConfiguration<SuccessionRun>, IEntityTypeConfiguration<SuccessionMove>
{
    public void Configure(EntityTypeBuilder<SuccessionRun> builder)
    {
        builder.ToTable("succession_runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Ignore(run => run.Subject);
        // One at a time for an agency.
        builder.HasIndex(run => run.AgencyId).IsUnique().HasFilter("finished_at IS NULL").HasDatabaseName("ix_succession_runs_running");
        builder.HasIndex(run => new { run.AgencyId, run.StartedAt });
    }

    public void Configure(EntityTypeBuilder<SuccessionMove> builder)
    {
        builder.ToTable("succession_moves");
        builder.HasKey(move => move.Id);
        builder.Property(move => move.Id).ValueGeneratedNever();
        builder.Property(move => move.Revision).IsConcurrencyToken();
        builder.HasIndex(move => new { move.AgencyId, move.SubjectKind, move.SubjectId }).IsUnique();
        builder.HasIndex(move => new { move.RunId, move.State });
        builder.HasOne<SuccessionRun>().WithMany().HasForeignKey(move => move.RunId).OnDelete(DeleteBehavior.Restrict);
    }
}
