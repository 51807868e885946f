using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Ledger.Checkpoints;

/// <summary>A head of the log that was signed; kept for ever, so that what somebody was shown can be compared with it.</summary>
sealed class SignedHead
{
    public required long TreeSize { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>The checkpoint with the log's own signature (C2SP tlog-checkpoint).</summary>
    public required string Note { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What a witness has said of a head.</summary>
sealed class Cosignature
{
    public required long TreeSize { get; init; }

    /// <summary>Name of the witness's key.</summary>
    public required string Witness { get; init; }

    /// <summary>Its signature line (C2SP tlog-cosignature).</summary>
    public required string Line { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A time-stamp over the text of a head (RFC 3161).</summary>
sealed class HeadStamp
{
    public required long TreeSize { get; init; }

    /// <summary>The token, DER.</summary>
    public required byte[] Token { get; init; }

    /// <summary>When it was asked for, by our clock.</summary>
    public required DateTimeOffset At { get; init; }
}

sealed class SignedHeadMapping : IEntityTypeConfiguration<SignedHead>, IEntityTypeConfiguration<Cosignature>, IEntityTypeConfiguration<HeadStamp>
{
    public void Configure(EntityTypeBuilder<SignedHead> builder)
    {
        builder.ToTable("ledger_heads");
        builder.HasKey(head => head.TreeSize);
        builder.Property(head => head.TreeSize).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Cosignature> builder)
    {
        builder.ToTable("ledger_cosignatures");
        builder.HasKey(cosignature => new { cosignature.Witness, cosignature.TreeSize });
        builder.HasIndex(cosignature => cosignature.TreeSize);
    }

    public void Configure(EntityTypeBuilder<HeadStamp> builder)
    {
        builder.ToTable("ledger_stamps");
        builder.HasKey(stamp => stamp.TreeSize);
        builder.Property(stamp => stamp.TreeSize).ValueGeneratedNever();
    }
}
