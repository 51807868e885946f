using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Identity.Accounts;

/// <summary>Wrong attempts on a name, from one address or from all. Names that do not exist are counted like those that do.</summary>
sealed class SignInFailures
{
    /// <summary>SHA-256 of name and address.</summary>
    public required byte[] Key { get; init; }

    public required int Count { get; set; }

    public required DateTimeOffset LastAt { get; set; }
}

sealed class SignInFailuresMapping : IEntityTypeConfiguration<SignInFailures>
{
    public void Configure(EntityTypeBuilder<SignInFailures> builder)
    {
        builder.ToTable("sign_in_failures");
        builder.HasKey(failures => failures.Key);
        builder.HasIndex(failures => failures.LastAt);
    }
}
