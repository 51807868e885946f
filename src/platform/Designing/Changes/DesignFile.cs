using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Designing.Changes;

/// <summary>A file of a change as it was last saved.</summary>
sealed class DesignFile
{
    public required Guid Id { get; init; }

    public required Guid ChangeId { get; init; }

    /// <summary>Kind in the definition store.</summary>
    public required string Kind { get; init; }

    public required string Key { get; init; }

    /// <summary>Whether it holds the tests that lie beside the definition.</summary>
    public required bool IsTest { get; init; }

    /// <summary>The published version it was begun from; null where it is new.</summary>
    public required string? BaseVersion { get; init; }

    public required string Content { get; set; }

    public required Guid SavedBy { get; set; }

    public required string SavedByName { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    public int Revision { get; set; }
}

sealed class DesignFileMapping : IEntityTypeConfiguration<DesignFile>
{
    public void Configure(EntityTypeBuilder<DesignFile> builder)
    {
        builder.ToTable("design_files");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Revision).IsConcurrencyToken();
        builder.HasIndex(file => new { file.ChangeId, file.Kind, file.Key, file.IsTest }).IsUnique();
        builder.HasOne<DesignChange>().WithMany().HasForeignKey(file => file.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>What a file was at a save: nothing that was saved is lost, whoever saved after.</summary>
sealed class DesignFileSave
{
    public required Guid FileId { get; init; }

    public required int Revision { get; init; }

    public required string Content { get; init; }

    public required Guid SavedBy { get; init; }

    public required string SavedByName { get; init; }

    public required DateTimeOffset SavedAt { get; init; }
}

sealed class DesignFileSaveMapping : IEntityTypeConfiguration<DesignFileSave>
{
    public void Configure(EntityTypeBuilder<DesignFileSave> builder)
    {
        builder.ToTable("design_file_saves");
        builder.HasKey(save => new { save.FileId, save.Revision });
        builder.HasOne<DesignFile>().WithMany().HasForeignKey(save => save.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
