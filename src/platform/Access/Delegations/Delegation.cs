using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.Access.Delegations;

/// <summary>
/// A power given from one position to another for a time (ủy quyền), or the work of somebody absent given to a substitute. It is ended, never
/// removed. What it gives on a day is decided by <see cref="Contracts.DelegationQueries"/>.
/// </summary>
sealed class Delegation
{
    public required Guid Id { get; init; }

    public required Guid GiverPositionId { get; init; }

    public required Guid GiverPersonId { get; init; }

    public required Guid ReceiverPositionId { get; init; }

    public required Guid ReceiverPersonId { get; init; }

    public required Guid AgencyId { get; init; }

    /// <summary>Role code of the giver's position.</summary>
    public required string Role { get; init; }

    /// <summary>Names of the permissions that are given.</summary>
    public required List<string> Permissions { get; init; }

    /// <summary>Codes of the procedures to which it is limited; empty for all.</summary>
    public required List<string> Procedures { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it no longer holds.</summary>
    public required DateOnly ValidTo { get; init; }

    /// <summary>Number and notation of the legal paper, "12/QĐ-UBND".</summary>
    public required string PaperNumber { get; init; }

    /// <summary>Why, in the giver's words: leave, business trip.</summary>
    public string? Note { get; init; }

    /// <summary>Position of who recorded it: the giver, or the head of a person that is absent.</summary>
    public required Guid RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was ended before its time; null while it was not.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(DelegationSubject.Name, Id);

    public Facts Facts() => new()
    {
        { "giver_position_id", GiverPositionId },
        { "receiver_position_id", ReceiverPositionId },
        { "role", Role },
        { "permissions", string.Join(' ', Permissions) },
        { "procedures", string.Join(' ', Procedures) },
        { "valid_from", ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        { "valid_to", ValidTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        { "paper_number", PaperNumber },
        { "ended_at", EndedAt },
    };
}

sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("delegations", table =>
        {
            table.HasCheckConstraint("ck_delegations_period", "valid_from < valid_to");
            table.HasCheckConstraint("ck_delegations_other", "giver_person_id <> receiver_person_id");
        });
        builder.HasKey(delegation => delegation.Id);
        builder.Property(delegation => delegation.Id).ValueGeneratedNever();
        builder.Property(delegation => delegation.Revision).IsConcurrencyToken();
        builder.Ignore(delegation => delegation.Subject);
        builder.HasIndex(delegation => new { delegation.ReceiverPersonId, delegation.ValidTo });
        builder.HasIndex(delegation => new { delegation.AgencyId, delegation.Role, delegation.ValidTo });
    }
}
