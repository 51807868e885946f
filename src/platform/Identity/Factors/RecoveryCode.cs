using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Accounts;

namespace VanLang.Identity.Factors;

/// <summary>A code that stands in for a lost authenticator, once. Its owner has it on paper, the table its hash.</summary>
sealed class RecoveryCode
{
    public const int PerAccount = 10;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasKey(code => code.Id);
        builder.Property(code => code.Id).ValueGeneratedNever();
        builder.HasIndex(code => new { code.AccountId, code.Hash }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(code => code.AccountId);
    }
}

/// <summary>
/// Codes that people copy from paper: three groups of four letters and digits, without those that look alike (Crockford's alphabet), 60 random
/// bits. Read in either case, with or without hyphens.
/// </summary>
static class PaperCode
{
    const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 12;
    const int Group = 4;

    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetItems<char>(Letters, Length).Chunk(Group).Select(group => new string(group)));

    /// <summary>The twelve letters as hashed; null for anything else.</summary>
    public static string? Normalise(string? typed)
    {
        string code = new([.. (typed ?? "").ToUpperInvariant().Where(letter => letter is not ('-' or ' ')).Select(letter => letter switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => letter,
        })]);
        return code.Length == Length && code.All(letter => Letters.Contains(letter, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>Bound to what it is for, so that the same paper opens nothing else.</summary>
    public static byte[] Hash(Guid owner, string normalised) => SHA256.HashData(Encoding.UTF8.GetBytes($"{owner:N}|{normalised}"));
}
