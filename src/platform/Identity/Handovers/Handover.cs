using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Handovers;

/// <summary>
/// An account put into the hands of its owner by a code on paper: the first one of an installation, that of a new official, or one whose owner lost
/// password or phone. A reset is opened by one person and confirmed by another; only then is there a code.
/// </summary>
sealed class Handover
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required HandoverKind Kind { get; init; }

    /// <summary>Account of the one who opened it; null for the command line.</summary>
    public Guid? OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Why, in the words of the one who opened it.</summary>
    public string? Reason { get; init; }

    /// <summary>Account of the second person of a reset.</summary>
    public Guid? ConfirmedBy { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Hash of the code; null until there is one.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>Until when the code works, or until when it may be confirmed.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>When the owner read that it happened.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Two people at once: one of them finds that it has changed.</summary>
    public Guid Revision { get; set; }

    public bool IsOpen => UsedAt is null && CancelledAt is null;

    public Facts Facts() => new()
    {
        { "account_id", AccountId },
        { "kind", Kind.ToString() },
        { "opened_by", OpenedBy },
        { "confirmed_by", ConfirmedBy },
        { "code_hash", CodeHash is null ? null : Convert.ToHexStringLower(CodeHash) },
        { "expires_at", ExpiresAt },
        { "used_at", UsedAt },
        { "cancelled_at", CancelledAt },
    };
}

enum HandoverKind
{
    /// <summary>The first administrator of an installation, from the command line.</summary>
    First,

    /// <summary>A new account of an official.</summary>
    Activation,

    /// <summary>Password or second factor lost.</summary>
    Reset,
}

sealed class HandoverMapping : IEntityTypeConfiguration<Handover>
{
    public void Configure(EntityTypeBuilder<Handover> builder)
    {
        builder.ToTable("handovers", table => table.HasCheckConstraint(
            "ck_handovers_two_persons", "kind <> 'Reset' OR confirmed_by IS NULL OR (opened_by IS NOT NULL AND confirmed_by <> opened_by AND confirmed_by <> account_id)"));
        builder.HasKey(handover => handover.Id);
        builder.Property(handover => handover.Id).ValueGeneratedNever();
        builder.Property(handover => handover.Kind).HasConversion<string>();
        builder.Property(handover => handover.Revision).IsConcurrencyToken();
        builder.Ignore(handover => handover.IsOpen);
        builder.HasIndex(handover => handover.AccountId, "ix_handovers_open").IsUnique().HasFilter("used_at IS NULL AND cancelled_at IS NULL");
        builder.HasIndex(handover => handover.AccountId, "ix_handovers_account");
        builder.HasOne<Account>().WithMany().HasForeignKey(handover => handover.AccountId);
    }
}

/// <summary>Lets <c>verify</c> find a code that was put in, or a confirmation that nobody gave.</summary>
sealed class HandoverSubject : RecordedSubject
{
    public const string Name = "handover";

    public override string Kind => Name;

    public override string Table => "handovers";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Handover row in db.Set<Handover>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Id, row.AccountId.ToString(), row.Facts());
    }
}
