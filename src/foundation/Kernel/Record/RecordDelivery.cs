using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>Hands sealed events to the subscribers, each from its own position.</summary>
sealed partial class RecordDelivery(UnitOfWork work, IEnumerable<RecordSubscriber> subscribers, TimeProvider time, ILogger<RecordDelivery> log)
{
    const int BatchSize = 100;
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <returns>How many events were looked at.</returns>
    public async Task<int> Deliver(CancellationToken cancellationToken)
    {
        int seen = 0;
        foreach (RecordSubscriber subscriber in subscribers)
        {
            // One node at a time per subscriber; another takes over when this one ends. Should both believe to be it, the position decides.
            await using IAsyncDisposable? mine = await work.TryHold($"subscriber/{subscriber.Name}", cancellationToken);
            if (mine is null)
                continue;
            await RetryParked(subscriber, cancellationToken);
            seen += await DeliverNew(subscriber, cancellationToken);
        }

        return seen;
    }

    async Task<int> DeliverNew(RecordSubscriber subscriber, CancellationToken cancellationToken)
    {
        (long next, List<SealedEvent> events) = await work.Read(
            async (db, token) =>
            {
                long from = await db.Set<RecordSubscription>().Where(s => s.Name == subscriber.Name).Select(s => s.Next).FirstOrDefaultAsync(token);
                return (from, await Sealed(db, position => position.Sequence >= from, token));
            },
            cancellationToken);

        foreach (SealedEvent sealedEvent in events.Where(e => subscriber.Wants(e.Type)))
            await Handle(subscriber, sealedEvent, isNew: true, cancellationToken);
        if (events.Count > 0)
            await work.Maintain((db, token) => MoveOn(db, subscriber.Name, events[^1].Sequence + 1, token), cancellationToken);
        return events.Count;
    }

    async Task RetryParked(RecordSubscriber subscriber, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<SealedEvent> due = await work.Read(
            async (db, token) =>
            {
                List<long> sequences = await db.Set<ParkedEvent>()
                    .Where(p => p.Subscriber == subscriber.Name && p.NextAt <= now)
                    .OrderBy(p => p.Sequence).Select(p => p.Sequence).Take(BatchSize).ToListAsync(token);
                return sequences.Count == 0 ? [] : await Sealed(db, position => sequences.Contains(position.Sequence), token);
            },
            cancellationToken);
        foreach (SealedEvent sealedEvent in due)
            await Handle(subscriber, sealedEvent, isNew: false, cancellationToken);
    }

    async Task Handle(RecordSubscriber subscriber, SealedEvent sealedEvent, bool isNew, CancellationToken cancellationToken)
    {
        // What is told to the outside may not overtake either, so this is asked before anything is prepared.
        if (await work.Read((db, token) => BlockedBehindParked(db, subscriber.Name, sealedEvent, token), cancellationToken))
        {
            await Park(subscriber.Name, sealedEvent, "waits behind an earlier event of the same subject", cancellationToken);
            return;
        }

        string? error = null;
        try
        {
            object? prepared = await subscriber.Prepare(sealedEvent, cancellationToken);
            Operation operation = new($"subscriber.{subscriber.Name}", Actor.System);
            Outcome<Done> outcome = await work.Execute<Done>(
                operation,
                async (work, token) =>
                {
                    error = null;
                    // First: what holds the position, or the parked event, until the end is handled by nobody else.
                    int mine = isNew
                        ? await MoveOn(work.Db, subscriber.Name, sealedEvent.Sequence + 1, token)
                        : await work.Db.Set<ParkedEvent>().Where(p => p.Subscriber == subscriber.Name && p.Sequence == sealedEvent.Sequence).ExecuteDeleteAsync(token);
                    if (mine == 0)
                        return new Done();
                    if (await BlockedBehindParked(work.Db, subscriber.Name, sealedEvent, token))
                    {
                        error = "waits behind an earlier event of the same subject";
                        return KernelErrors.Conflict;
                    }

                    await subscriber.Handle(work, sealedEvent, prepared, token);
                    return new Done();
                },
                cancellationToken);
            error ??= outcome.Failure?.ToString();
        }
#pragma warning disable CA1031 // Whatever a subscriber throws parks its subject and nothing else.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            error = $"{exception.GetType().Name}: {exception.Message}";
        }

        if (error is not null)
            await Park(subscriber.Name, sealedEvent, error, cancellationToken);
    }

    async Task Park(string subscriber, SealedEvent sealedEvent, string error, CancellationToken cancellationToken)
    {
        int attempts = await work.Maintain(
            async (db, token) =>
            {
                ParkedEvent? parked = await db.Set<ParkedEvent>().FindAsync([subscriber, sealedEvent.Sequence], token);
                if (parked is null)
                    db.Add(parked = new()
                    {
                        Subscriber = subscriber,
                        Sequence = sealedEvent.Sequence,
                        SubjectKind = sealedEvent.Subject.Kind,
                        SubjectId = sealedEvent.Subject.Id,
                        Attempts = 0,
                        NextAt = default,
                        Error = error,
                    });
                parked.Attempts++;
                parked.Error = error;
                TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(parked.Attempts, 12)));
                parked.NextAt = time.GetUtcNow() + (wait < LongestWait ? wait : LongestWait);
                return parked.Attempts;
            },
            cancellationToken);
        LogParked(subscriber, sealedEvent.Sequence, attempts, error);
    }

    static Task<bool> BlockedBehindParked(VanLangDbContext db, string subscriber, SealedEvent e, CancellationToken cancellationToken) =>
        db.Set<ParkedEvent>().AnyAsync(
            p => p.Subscriber == subscriber && p.SubjectKind == e.Subject.Kind && p.SubjectId == e.Subject.Id && p.Sequence < e.Sequence,
            cancellationToken);

    /// <returns>1 where the subscriber had not come so far yet; 0 where it had.</returns>
    static async Task<int> MoveOn(VanLangDbContext db, string subscriber, long next, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO record_subscriptions (name, next) VALUES ({subscriber}, {next})
            ON CONFLICT (name) DO UPDATE SET next = {next} WHERE record_subscriptions.next < {next}
            """,
            cancellationToken);

    static async Task<List<SealedEvent>> Sealed(
        VanLangDbContext db, System.Linq.Expressions.Expression<Func<RecordPosition, bool>> which, CancellationToken cancellationToken)
    {
        var rows = await db.Set<RecordPosition>().Where(which).OrderBy(position => position.Sequence).Take(BatchSize)
            .Join(db.Set<RecordEvent>(), position => position.EventOrd, e => e.Ord, (position, e) => new { position.Sequence, Event = e })
            .OrderBy(row => row.Sequence)
            .ToListAsync(cancellationToken);
        List<SealedEvent> events = [];
        RecordCheckpoint? checkpoint = null;
        foreach (var row in rows)
        {
            // A batch is sealed under one checkpoint: the first whose size counts the event.
            if (checkpoint is null || checkpoint.TreeSize <= row.Sequence)
                checkpoint = await db.Set<RecordCheckpoint>().Where(c => c.TreeSize > row.Sequence).OrderBy(c => c.TreeSize).FirstAsync(cancellationToken);
            events.Add(new(
                row.Event.Id,
                row.Sequence,
                checkpoint.TreeSize,
                Convert.ToHexStringLower(checkpoint.Root),
                row.Event.At,
                row.Event.Type,
                new Subject(row.Event.SubjectKind, row.Event.SubjectId),
                row.Event.Payload));
        }

        return events;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriber {Subscriber} parked event {Sequence} at attempt {Attempts}: {Error}")]
    partial void LogParked(string subscriber, long sequence, int attempts, string error);
}
