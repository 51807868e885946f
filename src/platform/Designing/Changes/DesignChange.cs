using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.Designing.Changes;

/// <summary>Where a change stands.</summary>
enum ChangeState
{
    /// <summary>It is written in.</summary>
    Open,

    /// <summary>It waits for a second person.</summary>
    HandedIn,

    /// <summary>Its files are published.</summary>
    Published,

    /// <summary>It was given up; what was written stays to be read.</summary>
    Discarded,
}

/// <summary>Files that come into force together: the form, the table, the process and the procedure that names them.</summary>
sealed class DesignChange
{
    public required Guid Id { get; init; }

    /// <summary>What it is for, in its author's words.</summary>
    public required string Title { get; set; }

    public required ChangeState State { get; set; }

    /// <summary>First legal day on which it holds; null while nobody has said.</summary>
    public DateOnly? FirstDay { get; set; }

    public required Guid AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public Guid? HandedInBy { get; set; }

    public string? HandedInByName { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was returned or discarded.</summary>
    public string? Reason { get; set; }

    /// <summary>Grows with every file that is saved, too: what was checked is what is published.</summary>
    public int Revision { get; set; }

    public Subject Subject => new("design-change", Id);
}

sealed class DesignChangeMapping : IEntityTypeConfiguration<DesignChange>
{
    public void Configure(EntityTypeBuilder<DesignChange> builder)
    {
        builder.ToTable("design_changes");
        builder.HasKey(change => change.Id);
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder.Property(change => change.State).HasConversion<string>();
        builder.Property(change => change.Revision).IsConcurrencyToken();
        builder.Ignore(change => change.Subject);
        builder.HasIndex(change => new { change.State, change.ChangedAt });
    }
}
