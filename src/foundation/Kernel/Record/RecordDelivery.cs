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
    const int MostLookedAt = 250;
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

    // Of most events a subscriber wants to know no more than their type.
    async Task<int> DeliverNew(RecordSubscriber subscriber, CancellationToken cancellationToken)
    {
        (int seen, long next, List<SealedEvent> wanted) = await work.Read(
            async (db, token) =>
            {
                long from = await db.Set<RecordSubscription>().Where(s => s.Name == subscriber.Name).Select(s => s.Next).FirstOrDefaultAsync(token);
                List<RecordPosition> places = await db.Set<RecordPosition>()
                    .Where(position => position.Sequence >= from).OrderBy(position => position.Sequence).Take(MostLookedAt).ToListAsync(token);
                long[] ords = [.. places.Select(place => place.EventOrd)];
                Dictionary<long, string> types = await db.Set<RecordEvent>().Where(e => ords.Contains(e.Ord)).Select(e => new { e.Ord, e.Type }).ToDictionaryAsync(e => e.Ord, e => e.Type, token);
                List<RecordPosition> wanted = [.. places.Where(place => subscriber.Wants(types[place.EventOrd])).Take(BatchSize)];
                if (wanted.Count == BatchSize)
                    places.RemoveAll(place => place.Sequence > wanted[^1].Sequence);
                return (places.Count, from + places.Count, await Sealed(db, wanted, token));
            },
            cancellationToken);

        foreach (SealedEvent sealedEvent in wanted)
            await Handle(subscriber, sealedEvent, isNew: true, cancellationToken);
        if (seen > 0)
            await work.Maintain((db, token) => MoveOn(db, subscriber.Name, next, token), cancellationToken);
        return seen;
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
                return await Sealed(db, await db.Set<RecordPosition>().Where(position => sequences.Contains(position.Sequence)).OrderBy(position => position.Sequence).ToListAsync(token), token);
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

    // By two questions, each along its index: where the server knows little of the tables it reads all of both for a join.
    static async Task<List<SealedEvent>> Sealed(VanLangDbContext db, List<RecordPosition> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
            return [];
        long[] ords = [.. places.Select(place => place.EventOrd)];
        Dictionary<long, RecordEvent> found = await db.Set<RecordEvent>().Where(e => ords.Contains(e.Ord)).ToDictionaryAsync(e => e.Ord, cancellationToken);
        List<SealedEvent> events = [];
        RecordCheckpoint? checkpoint = null;
        foreach (RecordPosition place in places)
        {
            RecordEvent recorded = found[place.EventOrd];
            // A batch is sealed under one checkpoint: the first whose size counts the event.
            if (checkpoint is null || checkpoint.TreeSize <= place.Sequence)
                checkpoint = await db.Set<RecordCheckpoint>().Where(c => c.TreeSize > place.Sequence).OrderBy(c => c.TreeSize).FirstAsync(cancellationToken);
            events.Add(new(
                recorded.Id,
                place.Sequence,
                checkpoint.TreeSize,
                Convert.ToHexStringLower(checkpoint.Root),
                recorded.At,
                recorded.Type,
                new Subject(recorded.SubjectKind, recorded.SubjectId),
                recorded.Payload));
        }

        return events;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriber {Subscriber} parked event {Sequence} at attempt {Attempts}: {Error}")]
    partial void LogParked(string subscriber, long sequence, int attempts, string error);
}
