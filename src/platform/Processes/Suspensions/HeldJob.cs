using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Suspensions;

/// <summary>A timer, answer or signal that came due while its instance stands suspended. It keeps its due time and fires when the instance goes on.</summary>
sealed class HeldJob
{
    /// <summary>Id of the job.</summary>
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>Kind of the job.</summary>
    public required string Kind { get; init; }

    public required string Payload { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

sealed class HeldJobMapping : IEntityTypeConfiguration<HeldJob>
{
    public void Configure(EntityTypeBuilder<HeldJob> builder)
    {
        builder.ToTable("process_held_jobs");
        builder.HasKey(held => held.Id);
        builder.Property(held => held.Id).ValueGeneratedNever();
        builder.HasIndex(held => held.InstanceId);
    }
}
