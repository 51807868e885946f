using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Access.Roles;

/// <summary>A role that positions carry, as <c>province/roles.json</c> names it.</summary>
sealed class Role
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    /// <summary>Mark for the screen, "Giả định"; null where nothing is to be marked.</summary>
    public string? Label { get; set; }
}

sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasKey(role => role.Code);
    }
}
