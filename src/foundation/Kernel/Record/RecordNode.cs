using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Record;

/// <summary>
/// Root of a complete subtree of 256^level leaves of the log, so that a proof needs no walk over all leaves; inserted once, never changed. Of a log of ten
/// million events there are some forty thousand.
/// </summary>
sealed class RecordNode
{
    /// <summary>1 for 256 leaves, 2 for 65,536 …</summary>
    public required int Level { get; init; }

    /// <summary>Which one of its level, from 0 without gaps.</summary>
    public required long Number { get; init; }

    public required byte[] Hash { get; init; }
}

sealed class RecordNodeMapping : IEntityTypeConfiguration<RecordNode>
{
    public void Configure(EntityTypeBuilder<RecordNode> builder)
    {
        builder.ToTable("record_nodes");
        builder.HasKey(node => new { node.Level, node.Number });
        builder.Property(node => node.Level).ValueGeneratedNever();
        builder.Property(node => node.Number).ValueGeneratedNever();
    }
}
