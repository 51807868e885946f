using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Modifications;

/// <summary>A modification that a second person has to confirm.</summary>
sealed class ModificationRequest
{
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>Revision of the instance that was seen.</summary>
    public required long Revision { get; init; }

    /// <summary>JSON of a <see cref="Contracts.ModificationPlan"/>.</summary>
    public required string Plan { get; init; }

    public required string Reason { get; init; }

    public required Guid RequestedBy { get; init; }

    /// <summary>The same as officials say it.</summary>
    public required string RequestedByName { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Account of who confirmed or refused it; null while it waits.</summary>
    public Guid? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public bool? Confirmed { get; set; }
}

sealed class ModificationRequestMapping : IEntityTypeConfiguration<ModificationRequest>
{
    public void Configure(EntityTypeBuilder<ModificationRequest> builder)
    {
        builder.ToTable("process_modifications", table => table.HasCheckConstraint("ck_process_modifications_two_persons", "confirmed IS NULL OR NOT confirmed OR decided_by <> requested_by"));
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.HasIndex(request => request.InstanceId).IsUnique().HasFilter("decided_at IS NULL");
    }
}
