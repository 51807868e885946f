using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Identity.Keys;

/// <summary>A key of the data-protection ring, wrapped by the key file; shared by every node.</summary>
sealed class DataProtectionKey
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("data_protection_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).ValueGeneratedNever();
    }
}
