using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Portal;

/// <summary>A code of the portal under which a dossier is known there: its own where it was filed there, a second one where it was joined to it.</summary>
sealed class PortalDossier
{
    /// <summary>Mã hồ sơ at the portal; a code stands for one dossier.</summary>
    public required string Code { get; init; }

    public required Guid DossierId { get; set; }

    public required Guid MessageId { get; init; }

    /// <summary>True where the dossier came in at the counter and this code was joined to it.</summary>
    public required bool IsJoined { get; set; }

    /// <summary>What has to be put back where a dossier that was taken in under this code was joined afterwards, JSON of <see cref="JoinedDossier"/>; else null.</summary>
    public string? Before { get; set; }

    /// <summary>What the form found wrong with the answers as filed, JSON list of <see cref="PortalFinding"/>.</summary>
    public required string Findings { get; init; }
}

/// <summary>A dossier that ended because it was joined to another.</summary>
/// <param name="Parties">Agencies of its process.</param>
sealed record JoinedDossier(Guid DossierId, ProcessParties Parties);

/// <summary>Something for the clerk to look at.</summary>
/// <param name="Field">Key of the form's field; null where it is about a file.</param>
sealed record PortalFinding(string? Field, string Vi, string? En);

/// <summary>How far the portal knows a dossier. What it was told last; what it is still to be told follows from the record.</summary>
sealed class PortalSync
{
    public required Guid DossierId { get; init; }

    /// <summary>Place in the record of the last event that was sent.</summary>
    public long SentSequence { get; set; }

    /// <summary>Status that was sent with it.</summary>
    public DossierStatus SentStatus { get; set; }

    public DateTimeOffset SentAt { get; set; }
}

/// <summary>How far the portal's announcements were read.</summary>
sealed class PortalCursor
{
    public required string Sender { get; init; }

    /// <summary>Place of the last announcement that was read.</summary>
    public long Place { get; set; }

    /// <summary>When the portal last answered.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Failed attempts since then.</summary>
    public int Failures { get; set; }

    public string? Error { get; set; }
}

sealed class PortalDossierMapping : IEntityTypeConfiguration<PortalDossier>, IEntityTypeConfiguration<PortalSync>, IEntityTypeConfiguration<PortalCursor>
{
    public void Configure(EntityTypeBuilder<PortalDossier> builder)
    {
        builder.ToTable("portal_dossiers");
        builder.HasKey(dossier => dossier.Code);
        builder.HasIndex(dossier => dossier.DossierId);
        builder.HasOne<Dossier>().WithMany().HasForeignKey(dossier => dossier.DossierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PortalMessage>().WithMany().HasForeignKey(dossier => dossier.MessageId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PortalSync> builder)
    {
        builder.ToTable("portal_syncs");
        builder.HasKey(sync => sync.DossierId);
        builder.HasOne<Dossier>().WithOne().HasForeignKey<PortalSync>(sync => sync.DossierId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PortalCursor> builder)
    {
        builder.ToTable("portal_cursors");
        builder.HasKey(cursor => cursor.Sender);
    }
}
