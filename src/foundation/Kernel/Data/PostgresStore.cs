using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Data;

/// <summary>
/// PostgreSQL 15 or later: several nodes, many writers. Transactions are READ COMMITTED; revisions, unique keys and row locks decide, and what
/// lost a race is run again. Advisory locks belong to sessions, so a pooler in transaction mode must not stand between.
/// </summary>
public sealed class PostgresStore : DatabaseStore
{
    readonly string connection;

    /// <param name="connection">Npgsql connection string: <c>Host=…;Database=…;Username=…</c>.</param>
    /// <param name="migrations">Assembly of the schema.</param>
    /// <param name="longestStatement">After which time the server gives a statement up; null for commands that read everything.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public PostgresStore(string connection, string migrations, TimeSpan? longestStatement = null)
        : base(migrations)
    {
        NpgsqlConnectionStringBuilder settings = new(connection);
        settings.ApplicationName ??= "vanlang";
        // What is asked again and again is planned once per connection. Operations leave nothing behind in a session, so none is reset after them.
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 100;
        settings.NoResetOnClose = true;
        // A writer that stands still holds up the order of the record for everybody (docs/operations.md).
        settings.Options ??= $"-c idle_in_transaction_session_timeout=10s -c statement_timeout={(int)(longestStatement?.TotalMilliseconds ?? 0)}";
        this.connection = settings.ConnectionString;
        Database = settings.Database ?? settings.Username ?? "";
    }

    public override string Name => "PostgreSQL";

    internal string Connection => connection;

    // The server ended a transaction in which nothing was asked for too long (idle_in_transaction_session_timeout).
    const string StoodStill = "25P03";

    // A pool of its own for who changes its session.
    string WithReset => $"{connection};No Reset On Close=false";

    /// <summary>Name of the database.</summary>
    public string Database { get; }

    protected override void Connect(DbContextOptionsBuilder options) => options
        .UseNpgsql(connection, npgsql => npgsql.MigrationsAssembly(Migrations).SetPostgresVersion(15, 0))
        .AddInterceptors(new PostgresText(), new PendingFirst());

    internal override ValueTask<IDisposable> EnterWriter(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable>(FreeTurn.Instance);

    internal override bool LostRace(Exception exception) => exception is DbUpdateConcurrencyException || (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    internal override bool LostConnection(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or StoodStill }
                or IOException or SocketException)
                return true;
        }

        return false;
    }

    // A statement of its own: what the other one committed is seen by the next statement, which takes its snapshot afterwards.
    internal override Task Queue(VanLangDbContext db, string name, CancellationToken cancellationToken)
    {
        long key = KeyOf(name);
        return db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", cancellationToken);
    }

    internal override async Task<IAsyncDisposable?> TryHold(VanLangDbContext db, string duty, CancellationToken cancellationToken)
    {
        NpgsqlConnection holder = new(WithReset);
        try
        {
            await holder.OpenAsync(cancellationToken);
            await using NpgsqlCommand command = new("SELECT pg_try_advisory_lock($1)", holder) { Parameters = { new() { Value = KeyOf(duty) } } };
            if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                return new Duty(holder, KeyOf(duty));
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }

        await holder.DisposeAsync();
        return null;
    }

    internal override async Task<IAsyncDisposable> Hold(VanLangDbContext db, string duty, CancellationToken cancellationToken)
    {
        NpgsqlConnection holder = new(WithReset);
        try
        {
            await holder.OpenAsync(cancellationToken);
            // The node before may take longer than a statement usually may.
            await using NpgsqlCommand patience = new("SET statement_timeout = 0", holder);
            await patience.ExecuteNonQueryAsync(cancellationToken);
            await using NpgsqlCommand command = new("SELECT pg_advisory_lock($1)", holder) { CommandTimeout = 0, Parameters = { new() { Value = KeyOf(duty) } } };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Duty(holder, KeyOf(duty));
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }

    internal override async Task<long> NextNumber(VanLangDbContext db, string register, string period, CancellationToken cancellationToken)
    {
        List<long> drawn = await db.Database
            .SqlQuery<long>($"""
                INSERT INTO counters (register, period, value) VALUES ({register}, {period}, 1)
                ON CONFLICT (register, period) DO UPDATE SET value = counters.value + 1
                RETURNING value AS "Value"
                """)
            .ToListAsync(cancellationToken);
        return drawn[0];
    }

    internal override StatementBatch? Batch(VanLangDbContext db) => new(db);

    internal override bool KeysCollide => true;

    // One round trip, with what was not sent yet. COMMIT goes with the rest: where one of them fails, the server skips what follows and the transaction is
    // rolled back.
    internal override async Task Finish(VanLangDbContext db, IDbContextTransaction transaction, IReadOnlyList<RecordEvent> events, IdempotentAnswer? answer)
    {
        StatementBatch batch = db.Pending ??= new(db);
        foreach (RecordEvent raised in events)
            raised.AddTo(batch);
        answer?.AddTo(batch);
        batch.Add("COMMIT");
        await batch.Send(CancellationToken.None);
    }

    internal override int JobsAtOnce => 8;

    // Two claims at the same time pass by each other's rows.
    internal override async Task<List<Job>> ClaimJobs(VanLangDbContext db, JobLease lease, int atMost, CancellationToken cancellationToken)
    {
        List<Job> claimed = await db.Set<Job>().FromSql(
            $"""
            UPDATE jobs SET lease_owner = {lease.Owner}, lease_until = {lease.Until}, attempt = attempt + 1
            WHERE id = ANY (ARRAY(
                SELECT id FROM jobs WHERE failed_at IS NULL AND due_at <= {lease.Since} AND (lease_until IS NULL OR lease_until < {lease.Since})
                ORDER BY due_at LIMIT {atMost} FOR UPDATE SKIP LOCKED))
            RETURNING id, kind, lane, payload, due_at, attempt, lease_owner, lease_until, failed_at, error
            """).AsNoTracking().ToListAsync(cancellationToken);
        return [.. claimed.OrderBy(job => job.DueAt)];
    }

    internal override IQueryable<RecordEvent> Unsealed(VanLangDbContext db) => PostgresSequence.Unsealed(db);

    internal override Task<bool> WaitsForSealing(VanLangDbContext db, CancellationToken cancellationToken) => PostgresSequence.Waits(db, cancellationToken);

    internal override Task<IReadOnlyList<RecordEvent>> NextToSeal(VanLangDbContext db, int atMost, CancellationToken cancellationToken) =>
        PostgresSequence.Next(db, KeyOf("record.seal"), atMost, cancellationToken);

    // One statement for hundreds of rows.
    internal override Task Keep(VanLangDbContext db, IReadOnlyList<RecordPosition> places, CancellationToken cancellationToken)
    {
        long[] sequences = [.. places.Select(place => place.Sequence)], ords = [.. places.Select(place => place.EventOrd)];
        byte[][] leaves = [.. places.Select(place => place.LeafHash)];
        return db.Database.ExecuteSqlAsync(
            $"INSERT INTO record_positions (sequence, event_ord, leaf_hash) SELECT place, ord, leaf FROM unnest({sequences}, {ords}, {leaves}) AS t (place, ord, leaf)", cancellationToken);
    }

    internal override Task<OpenWriter?> OldestWriter(VanLangDbContext db, CancellationToken cancellationToken) => PostgresSequence.OldestWriter(db, cancellationToken);

    internal override async Task<DateTimeOffset?> Now(VanLangDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(cancellationToken);

    internal override async Task<long> Size(VanLangDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancellationToken);

    internal override Task Settle(VanLangDbContext db, CancellationToken cancellationToken) => PostgresSequence.Settle(db, cancellationToken);

    internal override async Task PrepareMigration(VanLangDbContext db, CancellationToken cancellationToken)
    {
        db.Database.SetConnectionString(WithReset);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0", cancellationToken);
    }

    internal override async Task FinishMigration(VanLangDbContext db)
    {
        await db.Database.CloseConnectionAsync();
        db.Database.SetConnectionString(connection);
    }

    internal override void Convert(ModelConfigurationBuilder conventions)
    {
        // Instants as SQLite keeps them: whole milliseconds, UTC. Đồng are whole. Texts compare by their bytes on every machine, whatever its locale.
        conventions.Properties<DateTimeOffset>().HaveConversion<WholeMilliseconds>().HavePrecision(3);
        conventions.Properties<decimal>().HaveConversion<long>();
        conventions.Properties<string>().UseCollation("C");
    }

    internal override void Shape(ModelBuilder model)
    {
        PostgresSequence.Shape(model);
        // A claim writes the row anew: with room on its page no index has to be told.
        model.Entity<Job>().HasStorageParameter("fillfactor", 50);
    }

    // Stable over builds and machines, 64 bits; two names that meet only wait for each other.
    internal static long KeyOf(string name) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    sealed class WholeMilliseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()),
        stored => stored.ToUniversalTime());

    sealed class FreeTurn : IDisposable
    {
        public static readonly FreeTurn Instance = new();

        public void Dispose()
        {
        }
    }

    sealed class Duty(NpgsqlConnection holder, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using NpgsqlCommand command = new("SELECT pg_advisory_unlock($1)", holder) { Parameters = { new() { Value = key } } };
                await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // The session has ended, and the lock with it.
            }

            await holder.DisposeAsync();
        }
    }
}
