using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Messages;

/// <summary>A running process waits for a message. The row goes with the step in which it no longer does.</summary>
sealed class MessageSubscription
{
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>Number of the subscription within its instance.</summary>
    public required long SubscriptionId { get; init; }

    /// <summary>Of one message at most one instance of each process hears.</summary>
    public required string DefinitionKey { get; init; }

    public required string NodeId { get; init; }

    public required string Name { get; init; }

    /// <summary>What tells receivers apart; empty where the name is enough.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset Since { get; init; }
}

sealed class MessageSubscriptionMapping : IEntityTypeConfiguration<MessageSubscription>
{
    public void Configure(EntityTypeBuilder<MessageSubscription> builder)
    {
        builder.ToTable("message_subscriptions");
        builder.HasKey(subscription => subscription.Id);
        builder.Property(subscription => subscription.Id).ValueGeneratedNever();
        builder.HasIndex(subscription => new { subscription.InstanceId, subscription.SubscriptionId }).IsUnique();
        builder.HasIndex(subscription => new { subscription.Name, subscription.Key, subscription.Since });
        builder.HasIndex(subscription => new { subscription.NodeId, subscription.Since, subscription.InstanceId });
    }
}
