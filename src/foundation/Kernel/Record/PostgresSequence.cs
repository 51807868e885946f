using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Record;

/// <summary>
/// The order of the record on PostgreSQL. Each event is stamped with <c>w</c>, the first transaction id not yet given out when it was written: all
/// that it can have seen has an id below. Once every transaction below <c>w</c> has ended (<c>w &lt;= xmin</c>), nothing that belongs before the
/// event can still appear, and <c>ord</c> orders what has appeared: cause before effect, nothing lost, nothing twice.
/// </summary>
static class PostgresSequence
{
    // Own id below, too: an event of this transaction is later than everything this transaction did before.
    const string FirstIdNotGivenOut = "greatest(pg_snapshot_xmax(pg_current_snapshot()), ((pg_current_xact_id()::text::bigint + 1)::text)::xid8)";

    public const string W = "W";

    public static void Shape(ModelBuilder model)
    {
        EntityTypeBuilder<RecordEvent> events = model.Entity<RecordEvent>();
        events.Property<ulong>(W).HasColumnName("w").HasColumnType("xid8").HasDefaultValueSql(FirstIdNotGivenOut);
        events.HasIndex(W);

        EntityTypeBuilder<RecordMark> mark = model.Entity<RecordMark>();
        mark.ToTable("record_mark");
        mark.HasKey(m => m.Id);
        mark.Property(m => m.Id).ValueGeneratedNever();
        mark.Property(m => m.Through).HasColumnType("xid8");
        mark.Property(m => m.Until).HasColumnType("xid8");
    }

    // From the one mark to the events, so that what is sealed is not read.
    public static IQueryable<RecordEvent> Unsealed(VanLangDbContext db) =>
        from mark in db.Set<RecordMark>().AsNoTracking()
        from e in db.Set<RecordEvent>().AsNoTracking()
        where EF.Property<ulong>(e, W) > mark.Through && (mark.Until == null || EF.Property<ulong>(e, W) > mark.Until || e.Ord > mark.After)
        select e;

    /// <summary>Whether a window is open or a complete one could be opened; asked without the lock.</summary>
    public static async Task<bool> Waits(VanLangDbContext db, CancellationToken cancellationToken) => (await db.Database.SqlQuery<bool>(
        $"""
        SELECT (m.until IS NOT NULL OR EXISTS (SELECT FROM record_events e WHERE e.w > m.through AND e.w <= pg_snapshot_xmin(pg_current_snapshot()))) AS "Value"
        FROM record_mark m
        """).ToListAsync(cancellationToken)).FirstOrDefault();

    /// <summary>
    /// The next events of the window. A window reaches up to the oldest transaction open when it was opened; it is sealed in portions, and only
    /// then the next one is opened. The mark moves in the same transaction.
    /// </summary>
    public static async Task<IReadOnlyList<RecordEvent>> Next(VanLangDbContext db, long lockKey, int atMost, CancellationToken cancellationToken)
    {
        bool mine = await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({lockKey}) AS \"Value\"").SingleAsync(cancellationToken);
        if (!mine)
            return [];
        RecordMark mark = await db.Set<RecordMark>().SingleAsync(cancellationToken);
        if (mark.Until is null)
        {
            mark.Until = (ulong)await db.Database.SqlQuery<long>($"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancellationToken);
            mark.After = 0;
        }

        ulong through = mark.Through, until = mark.Until.Value;
        long after = mark.After;
        List<RecordEvent> events = await db.Set<RecordEvent>().AsNoTracking()
            .Where(e => EF.Property<ulong>(e, W) > through && EF.Property<ulong>(e, W) <= until && e.Ord > after)
            .OrderBy(e => e.Ord).Take(atMost).ToListAsync(cancellationToken);
        if (events.Count == atMost)
        {
            mark.After = events[^1].Ord;
        }
        else
        {
            mark.Through = until;
            mark.Until = null;
            mark.After = 0;
        }

        return events;
    }

    /// <summary>Who holds up the order: of all transactions of the cluster that have written, the oldest.</summary>
    public static async Task<OpenWriter?> OldestWriter(VanLangDbContext db, CancellationToken cancellationToken) => (await db.Database.SqlQuery<OpenWriter>(
        $"""
        SELECT application_name AS "Program", pid AS "Process", xact_start AS "Since"
        FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
        ORDER BY age(backend_xid) DESC LIMIT 1
        """).ToListAsync(cancellationToken)).FirstOrDefault();

    /// <summary>
    /// Makes the mark. Transaction ids belong to one cluster: where the database has come to another one by dump and restore, everything in it is
    /// committed, and what has no place yet is taken up again by <c>ord</c>.
    /// </summary>
    public static async Task Settle(VanLangDbContext db, CancellationToken cancellationToken)
    {
        long cluster = await db.Database.SqlQuery<long>($"SELECT system_identifier AS \"Value\" FROM pg_control_system()").SingleAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO record_mark (id, through, until, after, cluster) VALUES (1, '0', NULL, 0, {cluster}) ON CONFLICT (id) DO NOTHING", cancellationToken);
        if (await db.Set<RecordMark>().AnyAsync(mark => mark.Cluster == cluster, cancellationToken))
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH moved AS (UPDATE record_mark SET through = '0', until = NULL, after = 0, cluster = {cluster} WHERE cluster <> {cluster} RETURNING id)
            UPDATE record_events e
            SET w = CASE WHEN EXISTS (SELECT FROM record_positions p WHERE p.event_ord = e.ord) THEN '0'::xid8 ELSE '1'::xid8 END
            WHERE EXISTS (SELECT FROM moved)
            """, cancellationToken);
    }
}

/// <summary>How far the log has been sealed, in transaction ids of this cluster; one row.</summary>
sealed class RecordMark
{
    public required int Id { get; init; }

    /// <summary>Every event with <c>w</c> up to here has its place.</summary>
    public required ulong Through { get; set; }

    /// <summary>Upper end of the window that is being sealed; null between windows.</summary>
    public ulong? Until { get; set; }

    /// <summary><c>ord</c> of the last event sealed in the open window.</summary>
    public long After { get; set; }

    /// <summary>Identity of the cluster whose ids these are.</summary>
    public required long Cluster { get; init; }
}
