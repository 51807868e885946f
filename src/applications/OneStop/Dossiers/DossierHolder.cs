using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Dossiers;

/// <summary>An agency that holds or held a step of a dossier and therefore sees it.</summary>
sealed class DossierHolder
{
    public required Guid DossierId { get; init; }

    public required Guid AgencyId { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Submission time of the dossier, repeated here so that lists page along one index.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Search text of the dossier, repeated here so that a search by words reads the same index and no dossier but those it finds. Null in rows that an earlier build wrote meanwhile.</summary>
    public required string? SearchText { get; init; }

    /// <summary>When the dossier ended, repeated here so that the few that run are found without those that have ended. Null where it runs, and in rows of dossiers that an earlier build ended meanwhile.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Lets an agency see a dossier.</summary>
    public static DossierHolder Of(Dossier dossier, Guid agencyId, DateTimeOffset since) => new()
    {
        DossierId = dossier.Id,
        AgencyId = agencyId,
        Since = since,
        SubmittedAt = dossier.SubmittedAt,
        FinishedAt = dossier.FinishedAt,
        // An index of PostgreSQL holds no more than 2,700 bytes a row; a text of such length is looked for in the dossier itself.
        SearchText = dossier.SearchText.Length <= LongestIndexed ? dossier.SearchText : null,
    };

    /// <summary>Tells the lists of a dossier's agencies that it has ended.</summary>
    public static Task End(Work work, Dossier dossier, CancellationToken cancellationToken) => work.Db.Set<DossierHolder>().Where(holder => holder.DossierId == dossier.Id)
        .ExecuteUpdateAsync(set => set.SetProperty(holder => holder.FinishedAt, dossier.FinishedAt), cancellationToken);

    const int LongestIndexed = 600;
}

sealed class DossierHolderMapping : IEntityTypeConfiguration<DossierHolder>
{
    public void Configure(EntityTypeBuilder<DossierHolder> builder)
    {
        builder.ToTable("dossier_holders");
        builder.HasKey(holder => new { holder.DossierId, holder.AgencyId });
        builder.HasIndex(holder => new { holder.AgencyId, holder.SubmittedAt, holder.DossierId, holder.SearchText }).HasDatabaseName("ix_dossier_holders_list");
        builder.HasIndex(holder => new { holder.AgencyId, holder.SubmittedAt, holder.DossierId }).HasFilter("finished_at IS NULL").HasDatabaseName("ix_dossier_holders_running");
        builder.HasOne<Dossier>().WithMany().HasForeignKey(holder => holder.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
