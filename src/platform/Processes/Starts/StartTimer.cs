using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel;

namespace VanLang.Processes.Starts;

/// <summary>A timer that starts a process. It belongs to the process, not to a version: a new version takes it over where it says the same.</summary>
sealed class StartTimer
{
    public required string DefinitionKey { get; init; }

    /// <summary>The start event.</summary>
    public required string NodeId { get; init; }

    /// <summary>What the version says from which it was armed; another rule is armed anew.</summary>
    public required string Rule { get; set; }

    /// <summary>When it is due next, or was due for the last time.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Rounds after this one; below zero without end.</summary>
    public required int Left { get; set; }

    /// <summary>Whether it has been due for the last time.</summary>
    public required bool Spent { get; set; }

    public Guid JobId => DeterministicId.Of($"start timer {DefinitionKey}/{NodeId}");
}

sealed class StartTimerMapping : IEntityTypeConfiguration<StartTimer>
{
    public void Configure(EntityTypeBuilder<StartTimer> builder)
    {
        builder.ToTable("start_timers");
        builder.HasKey(timer => new { timer.DefinitionKey, timer.NodeId });
        builder.Ignore(timer => timer.JobId);
    }
}
