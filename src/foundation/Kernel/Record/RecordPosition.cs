using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Record;

/// <summary>Place and leaf hash of an event in the Merkle log; inserted by the sequencer after commit, never changed.</summary>
sealed class RecordPosition
{
    /// <summary>Leaf index, from 0 without gaps.</summary>
    public required long Sequence { get; init; }

    public required long EventOrd { get; init; }

    public required byte[] LeafHash { get; init; }
}

/// <summary>The log at one size: its root, and the hashes of its complete subtrees from which the next root grows.</summary>
sealed class RecordCheckpoint
{
    public required long TreeSize { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>Hashes of the complete subtrees, largest first, 32 bytes each.</summary>
    public required byte[] Frontier { get; init; }

    public required DateTimeOffset At { get; init; }
}

sealed class RecordPositionMapping : IEntityTypeConfiguration<RecordPosition>, IEntityTypeConfiguration<RecordCheckpoint>
{
    public void Configure(EntityTypeBuilder<RecordPosition> builder)
    {
        builder.ToTable("record_positions");
        builder.HasKey(position => position.Sequence);
        builder.Property(position => position.Sequence).ValueGeneratedNever();
        builder.HasIndex(position => position.EventOrd).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RecordCheckpoint> builder)
    {
        builder.ToTable("record_checkpoints");
        builder.HasKey(checkpoint => checkpoint.TreeSize);
        builder.Property(checkpoint => checkpoint.TreeSize).ValueGeneratedNever();
    }
}
