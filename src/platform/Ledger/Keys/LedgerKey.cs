using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel;
using VanLang.Kernel.Record;
using VanLang.Transparency;

namespace VanLang.Ledger.Keys;

/// <summary>The key that signs the heads of the log, and the name of the log, which stays what it was when the key was made.</summary>
sealed class LedgerKey
{
    public const string SubjectKind = "ledger-key";

    /// <summary>1 for the first key; two nodes that both make it agree by this.</summary>
    public required int Sequence { get; init; }

    /// <summary>Name of the log: an address without scheme.</summary>
    public required string Origin { get; init; }

    /// <summary>Ed25519, 32 bytes.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The secret half under the data-protection ring, which the key file wraps.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public VerifierKey Verifier => new(Origin, NoteKeyKind.Log, PublicKey);

    public Subject Subject => new(SubjectKind, DeterministicId.Of($"{SubjectKind} {Sequence}"));
}

sealed class LedgerKeyMapping : IEntityTypeConfiguration<LedgerKey>
{
    public void Configure(EntityTypeBuilder<LedgerKey> builder)
    {
        builder.ToTable("ledger_keys");
        builder.HasKey(key => key.Sequence);
        builder.Property(key => key.Sequence).ValueGeneratedNever();
        builder.Ignore(key => key.Verifier);
        builder.Ignore(key => key.Subject);
    }
}
