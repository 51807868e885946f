using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Data;

/// <summary>
/// One file, one process, one writer at a time with readers beside it (WAL). For a commune, a test, a demonstration.
/// </summary>
/// <param name="file">Path of the database file.</param>
/// <param name="migrations">Assembly of the schema.</param>
public sealed class SqliteStore(string file, string migrations) : DatabaseStore(migrations), IDisposable
{
    readonly SemaphoreSlim writer = new(1, 1);

    public override string Name => "SQLite";

    /// <summary>Path of the database file.</summary>
    public string File => file;

    public void Dispose() => writer.Dispose();

    protected override void Connect(DbContextOptionsBuilder options) => options
        .UseSqlite($"Data Source={file}", sqlite => sqlite.MigrationsAssembly(Migrations))
        .AddInterceptors(new SqliteSettings());

    internal override async ValueTask<IDisposable> EnterWriter(CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);
        return new Turn(writer);
    }

    // One writer at a time: only a revision that somebody saw earlier can have moved on.
    internal override bool LostRace(Exception exception) => exception is DbUpdateConcurrencyException;

    // One writer at a time: an answer that is not there when an operation begins does not come while it runs.
    internal override bool KeysCollide => false;

    // A file is always there.
    internal override bool LostConnection(Exception exception) => false;

    internal override Task Queue(VanLangDbContext db, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task<IAsyncDisposable?> TryHold(VanLangDbContext db, string duty, CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable?>(new Alone());

    internal override Task<IAsyncDisposable> Hold(VanLangDbContext db, string duty, CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable>(new Alone());

    internal override async Task<long> NextNumber(VanLangDbContext db, string register, string period, CancellationToken cancellationToken)
    {
        List<long> drawn = await db.Database
            .SqlQuery<long>($"""
                INSERT INTO counters (register, period, value) VALUES ({register}, {period}, 1)
                ON CONFLICT (register, period) DO UPDATE SET value = value + 1
                RETURNING value AS "Value"
                """)
            .ToListAsync(cancellationToken);
        return drawn[0];
    }

    internal override StatementBatch? Batch(VanLangDbContext db) => null;

    internal override async Task Finish(VanLangDbContext db, IDbContextTransaction transaction, IReadOnlyList<RecordEvent> events, IdempotentAnswer? answer)
    {
        db.AddRange(events);
        if (answer is not null)
            db.Add(answer);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    // They write one after the other, and people write between them: more would only make these wait. Two, so that one may wait for somebody outside.
    internal override int JobsAtOnce => 2;

    internal override async Task<List<Job>> ClaimJobs(VanLangDbContext db, JobLease lease, int atMost, CancellationToken cancellationToken)
    {
        List<Job> due = await JobService.Due(db, lease.Since).Take(atMost).ToListAsync(cancellationToken);
        foreach (Job job in due)
        {
            job.LeaseOwner = lease.Owner;
            job.LeaseUntil = lease.Until;
            job.Attempt++;
        }

        return due;
    }

    internal override IQueryable<RecordEvent> Unsealed(VanLangDbContext db)
    {
        // Insertion order is commit order: what came after the last place is not sealed.
        IQueryable<long> sealedOrds = db.Set<RecordPosition>().OrderByDescending(position => position.EventOrd).Select(position => position.EventOrd).Take(1);
        return db.Set<RecordEvent>().AsNoTracking().Where(e => !sealedOrds.Any() || e.Ord > sealedOrds.First());
    }

    internal override async Task<bool> WaitsForSealing(VanLangDbContext db, CancellationToken cancellationToken) =>
        (await Unsealed(db).OrderBy(e => e.Ord).Take(1).ToListAsync(cancellationToken)).Count > 0;

    internal override async Task<IReadOnlyList<RecordEvent>> NextToSeal(VanLangDbContext db, int atMost, CancellationToken cancellationToken) =>
        await Unsealed(db).OrderBy(e => e.Ord).Take(atMost).ToListAsync(cancellationToken);

    internal override Task Keep(VanLangDbContext db, IReadOnlyList<RecordPosition> places, CancellationToken cancellationToken)
    {
        db.AddRange(places);
        return Task.CompletedTask;
    }

    // Whoever writes here is done before anybody could be told.
    internal override Task<OpenWriter?> OldestWriter(VanLangDbContext db, CancellationToken cancellationToken) => Task.FromResult<OpenWriter?>(null);

    // A file is read by this machine's clock alone.
    internal override Task<DateTimeOffset?> Now(VanLangDbContext db, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    internal override Task<long> Size(VanLangDbContext db, CancellationToken cancellationToken) =>
        Task.FromResult(new FileInfo(file) is { Exists: true } found ? found.Length : 0);

    internal override Task Settle(VanLangDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);

    internal override Task PrepareMigration(VanLangDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task FinishMigration(VanLangDbContext db) => Task.CompletedTask;

    internal override void Convert(ModelConfigurationBuilder conventions)
    {
        // SQLite knows neither type: instants are whole milliseconds since 1970 UTC, đồng whole numbers, both in their natural order.
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        conventions.Properties<decimal>().HaveConversion<long>();
    }

    sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }

    // One process: nobody else could hold a duty.
    sealed class Alone : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
