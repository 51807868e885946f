using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using System.Security.Cryptography;
using System.Text;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>
/// An account of a citizen or an official. The user name is an e-mail address, a phone number or the official's name in the province's data;
/// every change passes one operation, so that nothing about an account changes without a line in the record.
/// </summary>
sealed class Account : IdentityUser<Guid>
{
    public required AccountKind Kind { get; init; }

    /// <summary>Name of a citizen as typed; of an official as it stood when the account was made (the directory has the present one).</summary>
    [PersonalData]
    public required string FullName { get; set; }

    /// <summary>The official to whom the account belongs.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Personal number (số định danh cá nhân), 12 digits, as stated and not verified.</summary>
    [PersonalData]
    public string? PersonalNumber { get; set; }

    /// <summary>Signs in on the machine of the program only.</summary>
    public bool IsDemonstration { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the citizen agreed to the processing of personal data.</summary>
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>When an administrator closed the account; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Officials prove themselves with two factors; the accounts of a demonstration may, and so may citizens.</summary>
    public bool NeedsSecondFactor => Kind == AccountKind.Official && !IsDemonstration;

    /// <summary>What counts: a changed password hash or a changed link to an official would let somebody act as another.</summary>
    public Facts Facts() => new()
    {
        { "kind", Kind.ToString() },
        { "person_id", PersonId },
        { "is_demonstration", IsDemonstration ? "true" : "false" },
        { "user_name_digest", Digest(NormalizedUserName) },
        { "password_digest", Digest(PasswordHash) },
        { "disabled_at", DisabledAt },
    };

    static string? Digest(string? text) => text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

enum AccountKind
{
    Citizen,
    Official,
}

sealed class AccountMapping :
    IEntityTypeConfiguration<Account>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>,
    IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.Kind).HasConversion<string>();
        builder.Ignore(account => account.NeedsSecondFactor);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasIndex(account => account.NormalizedEmail);
        builder.HasIndex(account => account.PersonId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("account_claims");
        builder.HasKey(claim => claim.Id);
        builder.HasOne<Account>().WithMany().HasForeignKey(claim => claim.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("account_logins");
        builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.HasOne<Account>().WithMany().HasForeignKey(login => login.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("account_tokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("account_passkeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(passkey => passkey.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId);
    }
}
