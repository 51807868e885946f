using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.OneStop.Dossiers;

/// <summary>An agency that holds or held a step of a dossier and therefore sees it.</summary>
sealed class DossierHolder
{
    public required Guid DossierId { get; init; }

    public required Guid AgencyId { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Submission time of the dossier, repeated here so that lists page along one index.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }
}

sealed class DossierHolderMapping : IEntityTypeConfiguration<DossierHolder>
{
    public void Configure(EntityTypeBuilder<DossierHolder> builder)
    {
        builder.ToTable("dossier_holders");
        builder.HasKey(holder => new { holder.DossierId, holder.AgencyId });
        builder.HasIndex(holder => new { holder.AgencyId, holder.SubmittedAt, holder.DossierId });
        builder.HasOne<Dossier>().WithMany().HasForeignKey(holder => holder.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
