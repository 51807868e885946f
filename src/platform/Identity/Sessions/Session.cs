using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Accounts;

namespace VanLang.Identity.Sessions;

/// <summary>A signed-in browser. The browser holds the key, the table its hash alone.</summary>
sealed class Session
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last request, exact to a few minutes.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends whatever happens.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended by sign-out, by its owner or by a new password.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The position in which the official acts; null until one is chosen, and for citizens.</summary>
    public Guid? PositionId { get; set; }

    /// <summary>A second factor, or a passkey, was proved in it.</summary>
    public bool SecondFactor { get; set; }

    /// <summary>When its owner last proved to be the one: at sign-in, and again before what is delicate.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Where from, shortened so that it names a network and no household: <c>192.0.2.x</c>.</summary>
    public required string Network { get; init; }

    /// <summary>Browser and system in two words, for the owner's list.</summary>
    public required string Agent { get; init; }
}

sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasIndex(session => session.KeyHash).IsUnique();
        builder.HasIndex(session => session.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId);
    }
}
