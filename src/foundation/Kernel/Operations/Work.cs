using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Operations;

/// <summary>
/// An operation under way: its context, its instant, and the events it raises. Contracts of other rooms take it as their first argument and so
/// join the same transaction.
/// </summary>
public sealed class Work
{
    readonly List<RecordEvent> events = [];
    readonly List<Action> afterCommit = [];

    internal Work(VanLangDbContext db, Operation operation, DateTimeOffset now, bool isAgain)
    {
        IsAgain = isAgain;
        Db = db;
        Operation = operation;
        Now = now;
        TransactionId = Guid.CreateVersion7(now);
    }

    public VanLangDbContext Db { get; }

    public Operation Operation { get; }

    public Actor Actor => Operation.Actor;

    /// <summary>The one instant of this operation, UTC, whole milliseconds (what the database can hold).</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether it is run again because another operation was faster: who can wait in a row with others does so now.</summary>
    public bool IsAgain { get; }

    internal Guid TransactionId { get; }

    /// <summary>What was raised, in its order; written as the last thing of the operation.</summary>
    internal IReadOnlyList<RecordEvent> Events => events;

    internal IReadOnlyList<Action> CommitActions => afterCommit;

    /// <summary>A new time-ordered id (UUIDv7).</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Writes an event of a subject to the record, in this transaction.</summary>
    /// <param name="subject">What the event is about.</param>
    /// <param name="type">Stable event type, <c>dossier.accepted</c>.</param>
    /// <param name="data">What happened, as a small serialisable value without large texts.</param>
    /// <param name="before">What counts in law before the event; null where the subject is new.</param>
    /// <param name="after">What counts in law after it; null for an event that changes none of it.</param>
    /// <returns>The id of the event.</returns>
    public Guid Raise(Subject subject, string type, object data, Facts? before = null, Facts? after = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        RecordEvent raised = RecordEvent.Of(this, subject, type, version: 1, data, before, after);
        events.Add(raised);
        return raised.Id;
    }

    /// <summary>Runs after the transaction has committed, never when it has not: to wake a worker, not to do work.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>
    /// Draws the next number of a register in a period (R4). Draw last before the end of the operation: the counter row is held until commit.
    /// </summary>
    /// <param name="register">Which register, with its owner: <c>dossier/H44.148</c>.</param>
    /// <param name="period">Period in which the numbers run: a year <c>2026</c> or a day <c>20261123</c>.</param>
    public Task<long> NextNumber(string register, string period, CancellationToken cancellationToken) =>
        Db.Store.NextNumber(Db, register, period, cancellationToken);

    /// <summary>
    /// Hand-written statements, on the database that gains by them; null on one where EF's statements cost as little. They go to the server before
    /// whatever else this operation asks there, and else together with its end.
    /// </summary>
    public StatementBatch? Statements => Db.Pending ??= Db.Store.Batch(Db);

    /// <summary>Waits until every other operation that has queued under this name has ended: for what no row stands for yet.</summary>
    public Task Queue(string name, CancellationToken cancellationToken) => Db.Store.Queue(Db, name, cancellationToken);
}
