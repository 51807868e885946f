using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Load;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>
/// What people and workers do all day, on PostgreSQL with large tables: the database counts for each table how often it was read from end to end, and
/// for each index how often it was used, whatever wrote the statement.
/// </summary>
public sealed class LargeTablesTests(LargeTables tables) : IClassFixture<LargeTables>
{
    [Fact]
    public Task The_inbox_reads_the_work_of_one_desk() => tables.Reads(
        async house =>
        {
            foreach (string role in (string[])["one-stop-clerk", "officer", "leader"])
            {
                InboxFilter first = new(null, null, null, null, null, null);
                InboxPageOfRows page = await house.Get<Inbox>().Read(house.Walk.Cast[role], first, DemonstrationHouse.Token);
                page.Rows.ShouldNotBeEmpty();
                await house.Get<Inbox>().Read(house.Walk.Cast[role], first with { After = page.Rows[0].Cursor, Text = "nhung" }, DemonstrationHouse.Token);
            }
        },
        "ix_work_items_agency_id_role_created_at_id");

    [Fact]
    public Task The_list_and_its_search_read_the_dossiers_of_one_agency() => tables.Reads(
        async house =>
        {
            AccessScope scope = AccessScope.Of(house.Walk.Cast["one-stop-clerk"]);
            DossierFilter first = new(null, null, null, null);
            DossierListPage page = await house.Get<DossierList>().Read(scope, first, DemonstrationHouse.Token);
            page.Rows.Count.ShouldBe(DossierList.PageSize);
            foreach (DossierFilter filter in (DossierFilter[])[
                first with { Older = page.Older }, first with { Text = "nhung 0000012" }, first with { Text = "khong co ai" }, first with { Clock = ClockState.Overdue }, first with { Status = DossierStatus.ResultReturned }])
                await house.Get<DossierList>().Read(scope, filter, DemonstrationHouse.Token);
        },
        "ix_dossier_holders_list", "ix_dossier_holders_running");

    [Fact]
    public Task The_case_page_reads_one_dossier() => tables.Reads(
        async house =>
        {
            foreach (string code in tables.Codes)
            {
                (await house.Get<CaseReader>().Read(code, null, house.Walk.Cast["one-stop-clerk"], DemonstrationHouse.Token)).ShouldNotBeNull();
                (await house.Get<DossierList>().IsCode(AccessScope.Of(house.Walk.Cast["one-stop-clerk"]), code, DemonstrationHouse.Token)).ShouldBeTrue();
            }
        },
        "ix_dossiers_code", "ix_record_events_subject_kind_subject_id_ord", "ix_work_items_subject_kind_subject_id", "ix_done_work_items_subject_kind_subject_id_done_at");

    [Fact]
    public Task Citizens_find_their_dossiers() => tables.Reads(
        async house =>
        {
            Actor citizen = house.Walk.Cast["citizen"];
            await house.Get<DossierQueries>().OfAccount(citizen.AccountId!.Value, DemonstrationHouse.Token);
            (await house.Get<DossierQueries>().Find(tables.Codes[0], AccessScope.Of(citizen), DemonstrationHouse.Token)).ShouldNotBeNull();
            (await house.Get<CitizenQueries>().Public(tables.Codes[0], "no", DemonstrationHouse.Token)).ShouldBeNull();
        },
        "ix_dossiers_owner_account_id_submitted_at", "ix_dossiers_code");

    [Fact]
    public Task A_step_writes_where_it_has_to() => tables.Reads(
        async house =>
        {
            string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
            await house.Walk.Accept(code);
            await house.Walk.Prepare(code);
        },
        "pk_process_instances", "pk_work_items");

    [Fact]
    public Task The_operators_list_of_processes_goes_along_an_index() => tables.Reads(
        async house =>
        {
            InstanceFilter all = new(null, null, null, InstanceStatus.Running, null, null, null);
            ProcessInstances instances = house.Get<ProcessInstances>();
            InstanceList page = await instances.List(all, DemonstrationHouse.Token);
            page.Rows.Count.ShouldBe(ProcessInstances.PageSize);
            InstanceRow row = page.Rows[0];
            foreach (InstanceFilter filter in (InstanceFilter[])[
                all with { After = page.Next }, all with { Process = row.Process }, all with { Process = row.Process, Version = row.Version, OlderThanDays = 1 }, all with { NodeId = "examine" },
                all with { Status = InstanceStatus.Standing, Process = row.Process }, all with { Code = tables.Codes[1] },
                all with { Status = InstanceStatus.Ended }, all with { Status = InstanceStatus.Ended, Process = LargeTables.Seldom }, all with { Status = InstanceStatus.Ended, Process = row.Process, Version = row.Version },
                all with { Status = InstanceStatus.Ended, Code = tables.Codes[1] }])
                await instances.List(filter, DemonstrationHouse.Token);
            (await instances.List(all with { Code = tables.Codes[1] }, DemonstrationHouse.Token)).Rows.ShouldHaveSingleItem().Code.ShouldBe(tables.Codes[1]);
            (await house.Get<InstanceReader>().Find(row.Id, DemonstrationHouse.Token)).ShouldNotBeNull();
            // Where it waits at work or for a message no state is looked through.
            InstanceList waits = await instances.List(all with { Process = row.Process, NodeId = "examine" }, DemonstrationHouse.Token);
            waits.Rows.Count.ShouldBe(ProcessInstances.PageSize);
            (await instances.List(all with { Process = row.Process, NodeId = "examine", After = waits.Next }, DemonstrationHouse.Token)).Rows.ShouldNotContain(one => waits.Rows.Any(seen => seen.Id == one.Id));
        },
        "ix_process_instances_started_at_id", "ix_process_instances_definition_key_started_at_id", "ix_process_instances_subject_kind_subject_id", "ix_process_ended_definition_key_ended_at",
        "ix_work_items_node_id_created_at_instance_id");

    [Fact]
    public Task Load_and_delay_of_an_agency_read_its_open_work_and_what_it_did_in_the_period() => tables.Reads(
        async house =>
        {
            Actor leader = house.Walk.Cast["leader"];
            LoadReader reader = house.Get<LoadReader>();
            LoadScope scope = await LoadScope.Of(leader, house.Get<DirectoryQueries>(), reader.Now, DemonstrationHouse.Token);
            LoadQuery all = new(null, null, null, null, LoadBy.Step, LoadKind.Open, null, false);
            LoadItems items = await reader.Read(scope, all, DemonstrationHouse.Token);
            items.Open.Count.ShouldBeInRange(100, 1_000);
            items.Done.Count.ShouldBeInRange(10, 1_000);
            foreach (LoadQuery query in (LoadQuery[])[all with { Step = items.Open[0].Step }, all with { Kind = LoadKind.Done, Person = items.Done[0].PersonId!.Value.ToString("N") }])
                (await house.Get<LoadRows>().Read(scope, query, 1, DemonstrationHouse.Token)).Rows.ShouldNotBeEmpty();
        },
        "ix_work_items_agency_id_role_created_at_id", "ix_done_work_items_agency_id_done_at");

    [Fact]
    public Task Sealing_delivery_and_timers_read_what_is_new_or_due() => tables.Reads(
        async house =>
        {
            await house.Walk.Submit(await house.Walk.Draft());
            await house.Settle();
            await house.Get<UnitOfWork>().Maintain(
                (db, token) => house.Get<DatabaseStore>().ClaimJobs(db, new("large-tables", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(1)), 20, token), DemonstrationHouse.Token);
        },
        "ix_record_events_w", "pk_record_positions", "ix_jobs_due_at");
}

/// <summary>A house of the demonstration with 30,000 dossiers, most of them of other agencies, and what belongs to them.</summary>
public sealed class LargeTables : IAsyncLifetime
{
    const int Copies = 30_000;

    /// <summary>Key of a process of which one in a hundred of those that ended was: only an index by key finds them without reading the others.</summary>
    internal const string Seldom = "seldom";

    // Everything that grows with the work of the province.
    static readonly string[] Growing = ["dossiers", "dossier_holders", "work_items", "done_work_items", "process_instances", "process_ended", "record_events", "record_positions", "jobs", "submitted_documents"];

    readonly SemaphoreSlim one = new(1, 1);
    DemonstrationHouse house = null!;
    string connection = null!;

    internal IReadOnlyList<string> Codes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        house = await DemonstrationHouse.Open(StoreKind.Postgres);
        List<string> codes = [];
        for (int upTo = 0; upTo < 3; upTo++)
        {
            string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
            if (upTo > 0)
                await house.Walk.Accept(code);
            if (upTo > 1)
                await house.Walk.Prepare(code);
            codes.Add(code);
        }

        Codes = codes;
        await house.Settle();
        connection = await house.Read((db, _) => Task.FromResult(db.Database.GetConnectionString()!));
        await Copy();
    }

    /// <summary>Does something and sees that it read no growing table from end to end, and used these indexes.</summary>
    internal async Task Reads(Func<DemonstrationHouse, Task> act, params string[] indexes)
    {
        await one.WaitAsync(DemonstrationHouse.Token);
        try
        {
            Dictionary<string, long> before = await Counts();
            await act(house);
            Dictionary<string, long> after = await Counts();
            foreach (string table in Growing)
                (after[table] - before[table]).ShouldBe(0, $"{table} was read from end to end");
            foreach (string index in indexes)
                (after[index] - before[index]).ShouldBeGreaterThan(0, $"{index} was not used");
        }
        finally
        {
            one.Release();
        }
    }

    // A session tells what it counted when it ends at the latest.
    async Task<Dictionary<string, long>> Counts()
    {
        NpgsqlConnection.ClearAllPools();
        Dictionary<string, long> counts = [];
        await using NpgsqlConnection open = new(connection + ";Pooling=false");
        await open.OpenAsync();
        while (await Number(open, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()") > 0)
            await Task.Delay(20);
        await using NpgsqlCommand command = new("SELECT relname, seq_scan FROM pg_stat_user_tables UNION ALL SELECT indexrelname, idx_scan FROM pg_stat_user_indexes", open);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    }

    async Task Copy()
    {
        // One in a hundred stays with the agency of the demonstration.
        const string Agency = "CASE WHEN n % 100 < 1 THEN t.agency ELSE md5('agency ' || n % 150)::uuid END";
        string all =
            $"""
            CREATE TEMP TABLE s AS
            SELECT t.dossier, t.instance, n, md5(t.dossier::text || n)::uuid AS new_dossier, md5(t.instance::text || n)::uuid AS new_instance, {Agency} AS agency, t.submitted_at - n * interval '7 minutes' AS at
            FROM generate_series(1, {Copies}) n
            JOIN (SELECT id AS dossier, process_instance_id AS instance, receiving_agency_id AS agency, submitted_at, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS of FROM dossiers) t ON t.place = n % t.of;
            CREATE TEMP TABLE last AS SELECT coalesce(max(sequence), -1) AS sequence, (SELECT max(ord) FROM record_events) AS ord FROM record_positions;
            {Of("dossiers", "t.id = s.dossier", "'id', s.new_dossier, 'process_instance_id', s.new_instance, 'code', 'S-' || lpad(s.n::text, 7, '0'), 'search_text', t.search_text || ' ' || lpad(s.n::text, 7, '0'), 'submitted_at', s.at, 'owner_account_id', NULL, 'holder_agency_id', s.agency")}
            INSERT INTO dossier_holders (dossier_id, agency_id, since, submitted_at, search_text, finished_at) SELECT new_dossier, agency, at, at, d.search_text, d.finished_at FROM s JOIN dossiers d ON d.id = s.new_dossier;
            {Of("process_instances", "t.id = s.instance", "'id', s.new_instance, 'subject_id', s.new_dossier")}
            INSERT INTO process_ended (id, definition_key, version, subject_kind, subject_id, state, revision, end_node_id, started_at, ended_at)
            SELECT md5('ended ' || n)::uuid, CASE WHEN n % 100 = 0 THEN '{Seldom}' ELSE t.definition_key END, t.version, t.subject_kind, md5('gone ' || n)::uuid, t.state, 9, 'End', t.started_at, t.started_at + n * interval '1 minute'
            FROM s JOIN process_instances t ON t.id = s.instance;
            {Of("work_items", "t.instance_id = s.instance", "'id', md5(t.id::text || s.n)::uuid, 'instance_id', s.new_instance, 'subject_id', s.new_dossier, 'agency_id', s.agency")}
            {Of("done_work_items", "t.instance_id = s.instance", "'id', md5(t.id::text || s.n)::uuid, 'instance_id', s.new_instance, 'subject_id', s.new_dossier, 'agency_id', s.agency, 'done_at', t.done_at - n * interval '7 minutes'")}
            {Of("submitted_documents", "t.dossier_id = s.dossier", "'id', md5(t.id::text || s.n)::uuid, 'dossier_id', s.new_dossier")}
            {Of("record_events", "t.subject_id = s.dossier AND t.type = 'dossier.submitted'", "'id', md5(t.id::text || s.n)::uuid, 'subject_id', s.new_dossier, 'ord', (SELECT ord FROM last) + s.n, 'w', '0'")}
            INSERT INTO record_positions (sequence, event_ord, leaf_hash) SELECT sequence + n, ord + n, sha256(n::text::bytea) FROM last, generate_series(1, {Copies}) n;
            INSERT INTO record_checkpoints (tree_size, root, frontier, at)
            SELECT sequence + {Copies} + 1, sha256('root'), decode(repeat('ab', 32 * length(replace((sequence + {Copies} + 1)::bit(64)::text, '0', ''))), 'hex'), now() FROM last;
            UPDATE record_subscriptions SET next = (SELECT sequence + {Copies} + 1 FROM last);
            SELECT setval(pg_get_serial_sequence('record_events', 'ord'), (SELECT ord + {Copies} + 1 FROM last));
            INSERT INTO jobs (id, kind, lane, payload, due_at, attempt) SELECT gen_random_uuid(), 'process.timer', n::text, 'null', now() + n * interval '1 hour', 0 FROM generate_series(1, {Copies}) n;
            """;
        await PostgresCluster.Run(connection, "SET session_replication_role = replica;" + all);
        await PostgresCluster.Run(connection, "VACUUM ANALYZE");
    }

    // The rows of the three that were worked for real, again and again.
    static string Of(string table, string join, string other) =>
        $"INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object({other}))).* FROM s JOIN {table} t ON {join};";

    static async Task<long> Number(NpgsqlConnection open, string sql)
    {
#pragma warning disable CA2100 // The test's own statement.
        await using NpgsqlCommand command = new(sql, open);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        one.Dispose();
        await house.DisposeAsync();
    }
}
