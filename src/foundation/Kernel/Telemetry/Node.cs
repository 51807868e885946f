using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Telemetry;

/// <summary>A running program on this database, as it last gave a sign of life.</summary>
sealed class Node
{
    /// <summary>One run of the program; a restart is another.</summary>
    public required Guid Id { get; init; }

    public required string Machine { get; init; }

    public required int ProcessId { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; set; }
}

sealed class NodeMapping : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("nodes");
        builder.HasKey(node => node.Id);
        builder.Property(node => node.Id).ValueGeneratedNever();
    }
}
