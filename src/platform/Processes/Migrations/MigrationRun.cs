using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Migrations;

/// <summary>One time that the running instances of a version went to another.</summary>
sealed class MigrationRun
{
    public required Guid Id { get; init; }

    public required string DefinitionKey { get; init; }

    public required string FromVersion { get; init; }

    public required string ToVersion { get; init; }

    /// <summary>JSON of a <see cref="MigrationMapping"/>.</summary>
    public required string Mapping { get; init; }

    /// <summary>The run that this one takes back; null for one that goes forward.</summary>
    public Guid? UndoOf { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When every instance had its answer; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>One instance of a run.</summary>
sealed class MigrationItem
{
    public required Guid RunId { get; init; }

    public required Guid InstanceId { get; init; }

    public required MigrationState State { get; set; }

    /// <summary>Why it could not go: code, node and what would take it over, one a line.</summary>
    public string? Problems { get; set; }

    /// <summary>Its revision after it went: while it has it, it has not moved on.</summary>
    public long? RevisionAfter { get; set; }

    public static string Written(IEnumerable<MigrationProblem> problems) => string.Join('\n', problems.Select(problem => $"{problem.Code} {problem.NodeId} {problem.Image}".TrimEnd()));

    public static IReadOnlyList<MigrationProblem> Read(string? problems) =>
        [.. (problems ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Problem)];

    // Ids have no spaces; the message of an error has.
    static MigrationProblem Problem(string line) => line.Split(' ') switch
    {
        [var code, var node] => new(code, node),
        [var code, var node, var image] when code != MigrationCodes.Failed => new(code, node, image),
        [var code, .. var words] => new(code, string.Join(' ', words)),
        [] => throw new InvalidOperationException("A line is never empty."),
    };
}

sealed class MigrationMappings : IEntityTypeConfiguration<MigrationRun>, IEntityTypeConfiguration<MigrationItem>
{
    public void Configure(EntityTypeBuilder<MigrationRun> builder)
    {
        builder.ToTable("process_migrations");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.HasIndex(run => run.StartedAt);
        builder.HasIndex(run => run.UndoOf).IsUnique();
    }

    public void Configure(EntityTypeBuilder<MigrationItem> builder)
    {
        builder.ToTable("process_migration_items");
        builder.HasKey(item => new { item.RunId, item.InstanceId });
        builder.Property(item => item.State).HasConversion<string>();
        builder.HasIndex(item => new { item.RunId, item.State, item.InstanceId });
    }
}
