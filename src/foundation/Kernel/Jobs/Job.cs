using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Jobs;

/// <summary>Work to be done at or after a time: a timer of a process, a retry, a periodic duty.</summary>
sealed class Job
{
    public required Guid Id { get; init; }

    /// <summary>Which <see cref="JobHandler"/> does it.</summary>
    public required string Kind { get; init; }

    /// <summary>Jobs of one lane never run at the same time: the id of a process instance.</summary>
    public required string Lane { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public int Attempt { get; set; }

    public string? LeaseOwner { get; set; }

    /// <summary>Until when the claim holds; a claim past this time is free again by the claim query itself.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Set when the last attempt has failed: an incident that waits for an operator.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    public string? Error { get; set; }
}

sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.HasKey(job => job.Id);
        builder.Property(job => job.Id).ValueGeneratedNever();
        builder.HasIndex(job => job.DueAt).HasFilter("failed_at IS NULL");
        builder.HasIndex(job => job.FailedAt).HasFilter("failed_at IS NOT NULL");
        builder.HasIndex(job => job.Lane);
    }
}
