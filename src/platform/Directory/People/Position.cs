using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Directory.Agencies;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Record;

namespace VanLang.Directory.People;

/// <summary>A post that a person holds in an agency or one of its units, from a day to a day (chức vụ). It gives the power to act.</summary>
sealed class Position
{
    public required Guid Id { get; init; }

    /// <summary>Made from person, agency, unit, role and first day: what may not change without being another position.</summary>
    public required string Key { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid AgencyId { get; init; }

    public Guid? UnitId { get; init; }

    /// <summary>Role code that processes and permissions ask for: <c>one-stop-clerk</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Title as printed, "Chủ tịch UBND phường".</summary>
    public required string Title { get; set; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it is no longer held; null while it is.</summary>
    public DateOnly? ValidTo { get; set; }

    public string? Label { get; set; }

    public static string KeyOf(string personKey, PositionRow row) =>
        $"{personKey}/{row.Agency}/{row.Unit}/{row.Role}/{DirectoryDates.Text(row.ValidFrom)}";

    public Facts Facts() => new()
    {
        { "person_id", PersonId },
        { "agency_id", AgencyId },
        { "unit_id", UnitId },
        { "role", Role },
        { "title", Title },
        { "valid_from", DirectoryDates.Text(ValidFrom) },
        { "valid_to", DirectoryDates.Text(ValidTo) },
    };
}

sealed class PositionMapping : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> builder)
    {
        builder.ToTable("positions");
        builder.HasKey(position => position.Id);
        builder.Property(position => position.Id).ValueGeneratedNever();
        builder.HasIndex(position => position.Key).IsUnique();
        builder.HasIndex(position => position.PersonId);
        builder.HasIndex(position => new { position.AgencyId, position.Role });
        builder.HasIndex(position => new { position.UnitId, position.Role });
        builder.HasOne<Person>().WithMany().HasForeignKey(position => position.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Agency>().WithMany().HasForeignKey(position => position.AgencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(position => position.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
