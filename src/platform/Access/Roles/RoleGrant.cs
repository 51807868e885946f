using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.Access.Roles;

/// <summary>A permission that a role gives from a day to a day. A grant is ended, never removed.</summary>
sealed class RoleGrant
{
    public required Guid Id { get; init; }

    public required string Role { get; init; }

    public required string Permission { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it no longer holds; null while it does.</summary>
    public DateOnly? ValidTo { get; set; }

    public Facts Facts() => new()
    {
        { "role", Role },
        { "permission", Permission },
        { "valid_from", Text(ValidFrom) },
        { "valid_to", Text(ValidTo) },
    };

    static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("role_grants");
        builder.HasKey(grant => grant.Id);
        builder.Property(grant => grant.Id).ValueGeneratedNever();
        builder.HasIndex(grant => new { grant.Role, grant.Permission, grant.ValidFrom }).IsUnique();
    }
}
