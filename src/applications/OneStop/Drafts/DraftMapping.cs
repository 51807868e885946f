using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.OneStop.Drafts;

sealed class DraftMapping : IEntityTypeConfiguration<Draft>, IEntityTypeConfiguration<DraftFile>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("dossier_drafts");
        builder.HasKey(draft => draft.Id);
        builder.Property(draft => draft.Id).ValueGeneratedNever();
        builder.Property(draft => draft.Revision).IsConcurrencyToken();
        builder.HasIndex(draft => draft.DossierId).IsUnique();
        builder.HasIndex(draft => new { draft.AccountId, draft.UpdatedAt });
    }

    public void Configure(EntityTypeBuilder<DraftFile> builder)
    {
        builder.ToTable("dossier_draft_files");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.HasIndex(file => file.DraftId);
        builder.HasOne<Draft>().WithMany().HasForeignKey(file => file.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}
