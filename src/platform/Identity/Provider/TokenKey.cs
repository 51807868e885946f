using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Identity.Provider;

/// <summary>A key that signs what applications are told about people (ES256, P-256), wrapped by the key file.</summary>
sealed class TokenKey
{
    /// <summary>1, 2, 3 …; two nodes that both want the next one agree by this key.</summary>
    public required int Sequence { get; init; }

    /// <summary>PKCS#8 under <see cref="Keys.KeyWrapper"/>.</summary>
    public required byte[] Wrapped { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it signs; it is published at once, so that applications know it before its first signature.</summary>
    public required DateTimeOffset UseFrom { get; init; }
}

sealed class TokenKeyMapping : IEntityTypeConfiguration<TokenKey>
{
    public void Configure(EntityTypeBuilder<TokenKey> builder)
    {
        builder.ToTable("token_keys");
        builder.HasKey(key => key.Sequence);
        builder.Property(key => key.Sequence).ValueGeneratedNever();
    }
}
