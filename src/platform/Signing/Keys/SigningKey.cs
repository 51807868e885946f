using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Signing.Keys;

/// <summary>A signing key as it is kept: encrypted with its holder's PIN, with its certificate.</summary>
sealed class SigningKey
{
    public required Guid Id { get; init; }

    /// <summary><c>person</c> or <c>agency</c>.</summary>
    public required string HolderKind { get; init; }

    public required Guid HolderId { get; init; }

    public required byte[] EncryptedKey { get; init; }

    public required byte[] Certificate { get; init; }

    /// <summary>Certificates of the issuers without the root, DER in base64, separated by spaces.</summary>
    public required string Chain { get; init; }

    /// <summary>Tries since the last right PIN.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.HasIndex(key => new { key.HolderKind, key.HolderId }).IsUnique();
    }
}
