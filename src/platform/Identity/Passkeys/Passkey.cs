using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Passkeys;

/// <summary>
/// A passkey of an account: a key pair (WebAuthn) whose private half never leaves the owner's device or its cloud. It proves device and finger or PIN at
/// once, so it stands for password and second factor. One that was taken away keeps its row, so that the record can be compared.
/// </summary>
sealed class Passkey
{
    /// <summary>Most that one account has; who needs more has forgotten some.</summary>
    public const int PerAccount = 20;

    public const int LongestName = 60;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>How the device names it, at most 1,023 bytes.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>As a COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>What its owner calls the device.</summary>
    public required string Name { get; init; }

    /// <summary>Ways to reach the device (<c>internal</c>, <c>usb</c>, <c>hybrid</c> …), joined by a blank; a hint for the browser.</summary>
    public required string Transports { get; init; }

    /// <summary>It may be copied to the owner's other devices by its maker.</summary>
    public required bool MayBeBackedUp { get; init; }

    public required bool IsBackedUp { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The device's own count of uses, where it keeps one; 0 where it does not.</summary>
    public required long SignCount { get; set; }

    /// <summary>When the question was put that was answered last; an answer to the same or an earlier one is refused.</summary>
    public required DateTimeOffset LastAskedAt { get; set; }

    /// <summary>When its count went back, as that of a copy would; it opens nothing from then on.</summary>
    public DateTimeOffset? SuspectedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Two answers at the same moment: the second is read again.</summary>
    public Guid Revision { get; set; }

    public Facts Facts() => new()
    {
        { "account_id", AccountId },
        { "credential_digest", Convert.ToHexStringLower(SHA256.HashData(CredentialId)) },
        { "public_key_digest", Convert.ToHexStringLower(SHA256.HashData(PublicKey)) },
        { "suspected_at", SuspectedAt },
        { "removed_at", RemovedAt },
    };
}

sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.HasKey(passkey => passkey.Id);
        builder.Property(passkey => passkey.Id).ValueGeneratedNever();
        builder.Property(passkey => passkey.Revision).IsConcurrencyToken();
        builder.HasIndex(passkey => passkey.CredentialId).IsUnique();
        builder.HasIndex(passkey => passkey.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.AccountId);
    }
}

/// <summary>Lets <c>verify</c> find a passkey that was put in, exchanged or brought back behind the program's back.</summary>
sealed class PasskeySubject : RecordedSubject
{
    public const string Name = "passkey";

    public override string Kind => Name;

    public override string Table => "passkeys";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Passkey row in db.Set<Passkey>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Id, row.AccountId.ToString(), row.Facts());
    }
}
