using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Dossiers;

/// <summary>A paper that came with a dossier: a file, or a paper seen at the counter.</summary>
sealed class SubmittedDocument
{
    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    /// <summary>Id of the component in the procedure.</summary>
    public required string ComponentId { get; init; }

    /// <summary>Name as the submitter sees it: the file's name, or the component's for a paper.</summary>
    public required string Name { get; init; }

    /// <summary>The stored file; null for a paper shown at the counter and not scanned.</summary>
    public required Guid? FileId { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string? ContentHash { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>0 with the submission, 1 with the first supplement, and so on.</summary>
    public required int Round { get; init; }

    /// <summary>A paper that comes to a dossier with an operation.</summary>
    public static SubmittedDocument Of(Work work, Guid dossierId, string componentId, string name, Guid? fileId, string? contentHash, int round) => new()
    {
        Id = work.NewId(),
        DossierId = dossierId,
        ComponentId = componentId,
        Name = name,
        FileId = fileId,
        ContentHash = contentHash,
        AddedAt = work.Now,
        Round = round,
    };
}

sealed class SubmittedDocumentMapping : IEntityTypeConfiguration<SubmittedDocument>
{
    public void Configure(EntityTypeBuilder<SubmittedDocument> builder)
    {
        builder.ToTable("submitted_documents");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.HasIndex(document => new { document.DossierId, document.Round });
        builder.HasOne<Dossier>().WithMany().HasForeignKey(document => document.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
