using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>
/// What may follow an event: receipts, notifications, statistics. Each subscriber has a durable position; events of one subject come in order,
/// at least once. An event that fails is tried again at growing intervals and parks its own subject alone.
/// </summary>
public abstract class RecordSubscriber
{
    /// <summary>Stable name; the position is kept under it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the subscriber wants events of this type.</summary>
    public abstract bool Wants(string eventType);

    /// <summary>
    /// Does the slow part before the operation: rendering, fetching, calls to the outside. It may be repeated; nothing of it counts until
    /// <see cref="Handle"/> has committed.
    /// </summary>
    public virtual Task<object?> Prepare(SealedEvent sealedEvent, CancellationToken cancellationToken) => Task.FromResult<object?>(null);

    /// <summary>Handles one sealed event, in an operation of its own whose commit also moves the subscriber on.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> gave.</param>
    public abstract Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken);
}

/// <summary>An event with its place in the log.</summary>
/// <param name="Sequence">Leaf index, from 0.</param>
/// <param name="TreeSize">Size of the log when it was sealed.</param>
/// <param name="Root">Root of the log at that size, hexadecimal.</param>
/// <param name="Payload">Canonical JSON with <c>data</c>, <c>before</c> and <c>after</c>; null where erased by law.</param>
public sealed record SealedEvent(
    Guid Id, long Sequence, long TreeSize, string Root, DateTimeOffset At, string Type, Subject Subject, string? Payload);
