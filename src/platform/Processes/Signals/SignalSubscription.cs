using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Signals;

/// <summary>A running process waits for a signal. The row goes with the step in which it no longer does.</summary>
sealed class SignalSubscription
{
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>Number of the subscription within its instance.</summary>
    public required long SubscriptionId { get; init; }

    public required string NodeId { get; init; }

    public required string Name { get; init; }

    /// <summary>A process hears the signals of its own agency, and those for the whole province.</summary>
    public required Guid AgencyId { get; init; }

    public required DateTimeOffset Since { get; init; }
}

sealed class SignalSubscriptionMapping : IEntityTypeConfiguration<SignalSubscription>
{
    public void Configure(EntityTypeBuilder<SignalSubscription> builder)
    {
        builder.ToTable("signal_subscriptions");
        builder.HasKey(subscription => subscription.Id);
        builder.Property(subscription => subscription.Id).ValueGeneratedNever();
        builder.HasIndex(subscription => new { subscription.InstanceId, subscription.SubscriptionId }).IsUnique();
        builder.HasIndex(subscription => new { subscription.Name, subscription.AgencyId });
        builder.HasIndex(subscription => new { subscription.NodeId, subscription.Since, subscription.InstanceId });
    }
}
