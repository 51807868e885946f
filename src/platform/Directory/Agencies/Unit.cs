using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Directory.Agencies;

/// <summary>A room (phòng, ban) of an agency.</summary>
sealed class Unit
{
    public required Guid Id { get; init; }

    /// <summary>Key of the agency, a stroke, the key of the unit within it.</summary>
    public required string Key { get; init; }

    public required Guid AgencyId { get; init; }

    public required string Name { get; set; }

    public string? NameEn { get; set; }

    public string? Abbreviation { get; set; }

    /// <summary>What the unit is for, where a process asks for it: <c>one-stop</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Place in the list of the agency's units, from 0.</summary>
    public required int Order { get; set; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>First day on which it is no longer in force; null while it is.</summary>
    public DateOnly? ValidTo { get; set; }

    public required string Source { get; set; }

    public required bool Verified { get; set; }

    public string? Label { get; set; }
}

sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.HasKey(unit => unit.Id);
        builder.Property(unit => unit.Id).ValueGeneratedNever();
        builder.HasIndex(unit => unit.Key).IsUnique();
        builder.HasIndex(unit => unit.AgencyId);
        builder.HasOne<Agency>().WithMany().HasForeignKey(unit => unit.AgencyId).OnDelete(DeleteBehavior.Restrict);
    }
}
