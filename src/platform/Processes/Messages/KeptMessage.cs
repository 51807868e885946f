using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Messages;

/// <summary>A published message. It is kept for a time, so that who comes to wait for it later still gets it.</summary>
sealed class KeptMessage
{
    /// <summary>Order of publication: of one name and key the first goes first.</summary>
    public long Ord { get; init; }

    /// <summary>Made of name and the sender's own id, so that a message that is sent twice is one.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Key { get; init; }

    /// <summary>JSON object.</summary>
    public required string Variables { get; init; }

    /// <summary>What a process that it starts is about and whose it is, JSON of <see cref="StartedCase"/>; null where it starts none.</summary>
    public required string? Starts { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>From then on nobody gets it any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was noted that it expired without anybody having got it.</summary>
    public DateTimeOffset? UnheardAt { get; init; }

    /// <summary>When the first process got it.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When an operator took it back: then nobody gets it any more.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>A message that a process has got: another instance of the same process does not get it.</summary>
sealed class MessageDelivery
{
    public required Guid MessageId { get; init; }

    public required string DefinitionKey { get; init; }

    public required Guid InstanceId { get; init; }

    public required DateTimeOffset At { get; init; }
}

sealed class KeptMessageMapping : IEntityTypeConfiguration<KeptMessage>, IEntityTypeConfiguration<MessageDelivery>
{
    public void Configure(EntityTypeBuilder<KeptMessage> builder)
    {
        builder.ToTable("published_messages");
        builder.HasKey(message => message.Ord);
        builder.Property(message => message.Ord).ValueGeneratedOnAdd();
        builder.HasIndex(message => message.Id).IsUnique();
        builder.HasIndex(message => new { message.Name, message.Key, message.Ord });
        builder.HasIndex(message => message.ExpiresAt);
        // What operators look after: that nobody has got yet.
        builder.HasIndex(message => message.Ord, "ix_published_messages_unheard").HasDatabaseName("ix_published_messages_unheard").HasFilter("heard_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<MessageDelivery> builder)
    {
        builder.ToTable("message_deliveries");
        builder.HasKey(delivery => new { delivery.MessageId, delivery.DefinitionKey });
    }
}
