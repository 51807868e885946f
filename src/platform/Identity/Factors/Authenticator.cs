using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Factors;

/// <summary>An authenticator app of an account. One that was taken away keeps its row without its secret, so that the record can be compared.</summary>
sealed class Authenticator
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The shared secret under data protection; null once it is taken away.</summary>
    public byte[]? Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its owner proved with a first code that it works; until then it is asked of nobody.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>The last half minute whose code was used (<see cref="Totp.StepOf"/>); codes up to it are refused.</summary>
    public long LastStep { get; set; }

    /// <summary>Two codes at the same moment: the second is refused.</summary>
    public Guid Revision { get; set; }

    public Facts Facts() => new()
    {
        { "account_id", AccountId },
        { "secret_digest", Secret is null ? null : Convert.ToHexStringLower(SHA256.HashData(Secret)) },
        { "confirmed_at", ConfirmedAt },
        { "removed_at", RemovedAt },
    };
}

sealed class AuthenticatorMapping : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("authenticators");
        builder.HasKey(authenticator => authenticator.Id);
        builder.Property(authenticator => authenticator.Id).ValueGeneratedNever();
        builder.Property(authenticator => authenticator.Revision).IsConcurrencyToken();
        // One at a time: a second one would be a second door that nobody remembers. The one that is begun beside it takes its place when confirmed.
        builder.HasIndex(authenticator => authenticator.AccountId, "ix_authenticators_working").IsUnique().HasFilter("removed_at IS NULL AND confirmed_at IS NOT NULL");
        builder.HasIndex(authenticator => authenticator.AccountId, "ix_authenticators_begun").IsUnique().HasFilter("removed_at IS NULL AND confirmed_at IS NULL");
        builder.HasOne<Account>().WithMany().HasForeignKey(authenticator => authenticator.AccountId);
    }
}

/// <summary>Lets <c>verify</c> find an authenticator that was put in, exchanged or taken away behind the program's back.</summary>
sealed class AuthenticatorSubject : RecordedSubject
{
    public const string Name = "authenticator";

    public override string Kind => Name;

    public override string Table => "authenticators";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Authenticator row in db.Set<Authenticator>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Id, row.AccountId.ToString(), row.Facts());
    }
}
