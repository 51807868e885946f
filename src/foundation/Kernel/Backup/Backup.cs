using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Backup;

/// <summary>A backup that was begun, and what came of it: holds back the collection of files, and tells the operator of the last one.</summary>
sealed class Backup
{
    public required Guid Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when a backup under way holds back the collection; it is moved on while the backup lives.</summary>
    public required DateTimeOffset HoldsUntil { get; set; }

    /// <summary>Null while it is under way, and for ever where it was killed.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Where it lies, as its machine names the place.</summary>
    public required string Place { get; set; }

    /// <summary>Bytes of the parts and of all stored files it names.</summary>
    public long Bytes { get; set; }

    public long Files { get; set; }

    /// <summary>Sealed events in it.</summary>
    public long TreeSize { get; set; }

    /// <summary>When a restore of it was last tried and found whole.</summary>
    public DateTimeOffset? DrilledAt { get; set; }
}

sealed class BackupMapping : IEntityTypeConfiguration<Backup>
{
    public void Configure(EntityTypeBuilder<Backup> builder)
    {
        builder.ToTable("backups");
        builder.HasKey(backup => backup.Id);
        builder.Property(backup => backup.Id).ValueGeneratedNever();
        builder.HasIndex(backup => backup.StartedAt);
    }
}
