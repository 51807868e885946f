using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.OneStop.Dossiers;

sealed class DossierMapping : IEntityTypeConfiguration<Dossier>
{
    public void Configure(EntityTypeBuilder<Dossier> builder)
    {
        builder.ToTable("dossiers");
        builder.HasKey(dossier => dossier.Id);
        builder.Property(dossier => dossier.Id).ValueGeneratedNever();
        builder.Property(dossier => dossier.Revision).IsConcurrencyToken();
        builder.Ignore(dossier => dossier.Subject);
        builder.HasIndex(dossier => dossier.Code).IsUnique();
        builder.HasIndex(dossier => dossier.ProcessInstanceId).IsUnique();
        // The few that wait for a clerk to settle a withdrawal.
        builder.HasIndex(dossier => new { dossier.ReceivingAgencyId, dossier.Status }).HasFilter("status = 7").HasDatabaseName("ix_dossiers_withdrawals");
        builder.HasIndex(dossier => new { dossier.OwnerAccountId, dossier.SubmittedAt });
    }
}
