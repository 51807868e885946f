using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Record;

/// <summary>How far a subscriber has come.</summary>
sealed class RecordSubscription
{
    public required string Name { get; init; }

    /// <summary>Leaf index of the next event to look at.</summary>
    public required long Next { get; set; }
}

/// <summary>An event that a subscriber could not handle yet; later events of the same subject wait behind it.</summary>
sealed class ParkedEvent
{
    public required string Subscriber { get; init; }

    public required long Sequence { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required int Attempts { get; set; }

    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Type and message of the last failure, for the operator.</summary>
    public required string Error { get; set; }
}

sealed class RecordSubscriptionMapping : IEntityTypeConfiguration<RecordSubscription>, IEntityTypeConfiguration<ParkedEvent>
{
    public void Configure(EntityTypeBuilder<RecordSubscription> builder)
    {
        builder.ToTable("record_subscriptions");
        builder.HasKey(subscription => subscription.Name);
    }

    public void Configure(EntityTypeBuilder<ParkedEvent> builder)
    {
        builder.ToTable("record_parked_events");
        builder.HasKey(parked => new { parked.Subscriber, parked.Sequence });
        builder.HasIndex(parked => new { parked.Subscriber, parked.NextAt });
        builder.HasIndex(parked => new { parked.Subscriber, parked.SubjectKind, parked.SubjectId });
    }
}
