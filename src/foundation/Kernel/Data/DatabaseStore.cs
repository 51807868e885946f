using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Data;

/// <summary>
/// The database under the program. What differs between SQLite and PostgreSQL stands in its two kinds, <see cref="SqliteStore"/> and
/// <see cref="PostgresStore"/>; nobody else asks which one it is.
/// </summary>
/// <param name="migrations">Name of the assembly that holds the schema for this kind of database.</param>
public abstract class DatabaseStore(string migrations)
{
    /// <summary>Name for an operator.</summary>
    public abstract string Name { get; }

    protected string Migrations => migrations;

    /// <summary>Points a context at the database.</summary>
    public void Configure(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Connect(options);
        options.UseSnakeCaseNamingConvention()
            .ReplaceService<IModelCacheKeyFactory, RoomsModelKey>()
            // A room without tables is no mistake.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.NoEntityTypeConfigurationsWarning)
                // A query may be where somebody learns that another one was faster, and runs again; whatever else went wrong is told by who asked.
                .Log((CoreEventId.QueryIterationFailed, LogLevel.Debug)));
    }

    /// <summary>Waits until this process may write, and says when it has written; several may at once where the database can.</summary>
    internal abstract ValueTask<IDisposable> EnterWriter(CancellationToken cancellationToken);

    /// <summary>Whether an operation failed only because another one was faster: run again, it sees what the other one left.</summary>
    internal abstract bool LostRace(Exception exception);

    /// <summary>
    /// Whether the second of two operations under one key may find out only at its end, on the primary key of its answer. Then nobody looks for an answer
    /// before that: who repeats a command, which is rare, pays for it, and not everybody else.
    /// </summary>
    internal abstract bool KeysCollide { get; }

    /// <summary>
    /// Whether the connection ended under an operation: the server restarted, another one took over, or it was cut as standing still too long. What had
    /// not begun to commit is undone and may be run again.
    /// </summary>
    internal abstract bool LostConnection(Exception exception);

    /// <summary>Whoever else queues under this name waits until the transaction of the context has ended.</summary>
    internal abstract Task Queue(VanLangDbContext db, string name, CancellationToken cancellationToken);

    /// <summary>Holds a duty of which one node at a time may take care; null where another node holds it. Ends when disposed, or with the node.</summary>
    internal abstract Task<IAsyncDisposable?> TryHold(VanLangDbContext db, string duty, CancellationToken cancellationToken);

    /// <summary>The same, waiting for its turn.</summary>
    internal abstract Task<IAsyncDisposable> Hold(VanLangDbContext db, string duty, CancellationToken cancellationToken);

    /// <summary>Draws the next number of a counter, held until the transaction ends (R4).</summary>
    internal abstract Task<long> NextNumber(VanLangDbContext db, string register, string period, CancellationToken cancellationToken);

    /// <summary>
    /// Hand-written statements that are sent together; null where a statement is a call within the process, so that nothing is gained by it and
    /// EF's statements serve.
    /// </summary>
    internal abstract StatementBatch? Batch(VanLangDbContext db);

    /// <summary>
    /// Writes the events of an operation and the answer to its key, after every other row, and commits. The order of the events is so the order of what
    /// happened: by now every row they speak of is held.
    /// </summary>
    internal abstract Task Finish(VanLangDbContext db, IDbContextTransaction transaction, IReadOnlyList<RecordEvent> events, IdempotentAnswer? answer);

    /// <summary>How many jobs of a node run at the same time.</summary>
    internal abstract int JobsAtOnce { get; }

    /// <summary>Claims due jobs for a holder, in the order in which they were due; other nodes that ask at the same time get others.</summary>
    internal abstract Task<List<Jobs.Job>> ClaimJobs(VanLangDbContext db, Jobs.JobLease lease, int atMost, CancellationToken cancellationToken);

    /// <summary>Committed events that have no place in the log yet.</summary>
    internal abstract IQueryable<RecordEvent> Unsealed(VanLangDbContext db);

    /// <summary>Whether <see cref="NextToSeal"/> would find something.</summary>
    internal abstract Task<bool> WaitsForSealing(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>
    /// The next events of the log in their order, at most <paramref name="atMost"/>; none where another node seals. No event that commits later
    /// belongs before them. That they were taken is written with the transaction of the context.
    /// </summary>
    internal abstract Task<IReadOnlyList<RecordEvent>> NextToSeal(VanLangDbContext db, int atMost, CancellationToken cancellationToken);

    /// <summary>Writes the places of events with the transaction of the context, at the latest when it saves.</summary>
    internal abstract Task Keep(VanLangDbContext db, IReadOnlyList<RecordPosition> places, CancellationToken cancellationToken);

    /// <summary>Whose transaction has been writing for the longest; null where nobody writes.</summary>
    internal abstract Task<OpenWriter?> OldestWriter(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>What the clock of the database says; null where it has none of its own.</summary>
    internal abstract Task<DateTimeOffset?> Now(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>Bytes that the database takes.</summary>
    internal abstract Task<long> Size(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>Settings and state that the database keeps once it has its schema.</summary>
    internal abstract Task Settle(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>Prepares the context's connection for a change of the schema, which may take long.</summary>
    internal abstract Task PrepareMigration(VanLangDbContext db, CancellationToken cancellationToken);

    /// <summary>Undoes <see cref="PrepareMigration"/>: contexts are used again, and the session of a migration is not one to work in.</summary>
    internal abstract Task FinishMigration(VanLangDbContext db);

    /// <summary>How types are stored that the database does not know by itself.</summary>
    internal abstract void Convert(ModelConfigurationBuilder conventions);

    /// <summary>Columns and tables that only this kind of database needs.</summary>
    internal virtual void Shape(ModelBuilder model)
    {
    }

    protected abstract void Connect(DbContextOptionsBuilder options);
}
