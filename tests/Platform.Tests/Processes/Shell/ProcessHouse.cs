using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes;
using VanLang.Processes.Contracts;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Starts;
using VanLang.Rules;
using Xunit;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>The rooms Processes and Rules on a real database at a clock of their own. After everything that is done, state and projections must agree.</summary>
internal sealed class ProcessHouse : IAsyncDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-processes-").FullName;
    readonly string? connection;
    readonly ServiceProvider services;

    ProcessHouse(string? connection, Action<IServiceCollection>? more)
    {
        this.connection = connection;
        Room[] rooms = [new RulesRoom(), new ProcessesRoom()];
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Time);
        DatabaseStore store = connection is null ? new SqliteStore(Path.Combine(folder, "vanlang.db"), "none") : new PostgresStore(connection, "none", TimeSpan.FromSeconds(30));
        collection.AddKernel(new RoomCatalog(rooms), new DataFolder(folder), store);
        foreach (Room room in rooms)
            room.AddServices(collection, new ConfigurationBuilder().Build());
        collection.AddSingleton<JobService>();
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public static Guid Agency { get; } = Guid.NewGuid();

    public static Actor Officer { get; } = new(ActorKind.Official, "Đinh Hồng Nhung")
    {
        AccountId = Guid.NewGuid(),
        PersonId = Guid.NewGuid(),
        PositionId = Guid.NewGuid(),
        PositionTitle = "Chuyên viên",
        Role = CandidateRoles.Officer,
        UnitId = Agency,
        AgencyId = Agency,
    };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProcessHouse> Open(StoreKind store, Action<IServiceCollection>? more = null)
    {
        if (store == StoreKind.Postgres)
            return new(await PostgresCluster.NewDatabase("processes", Furnish), more);
        ProcessHouse house = new(connection: null, more);
        await house.Create();
        return house;
    }

    static async Task Furnish(string connection)
    {
        ProcessHouse house = new(connection, more: null);
        await house.Create();
        await house.services.DisposeAsync();
    }

    async Task Create()
    {
        await using VanLangDbContext db = await Get<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token);
        await db.Database.EnsureCreatedAsync(Token);
        await Get<DatabaseStore>().Settle(db, Token);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public IServiceProvider Services => services;

    public Task<T> Read<T>(Func<VanLangDbContext, Task<T>> query) => Get<UnitOfWork>().Read((db, _) => query(db), Token);

    /// <summary>Runs something as one operation.</summary>
    public async Task<Outcome<Done>> Do(Func<Work, Task<Failure?>> body, Actor? actor = null) => await Get<UnitOfWork>().Execute<Done>(
        new Operation("test", actor ?? Officer),
        async (work, _) => await body(work) is { } failure ? failure : new Done(),
        Token);

    /// <summary>Publishes a process as an import would.</summary>
    /// <returns>Its version.</returns>
    public async Task<string> Deploy(string inProcess, string key = "thu", DateOnly? from = null)
    {
        string content = Encoding.UTF8.GetString(BpmnText.File(inProcess, BpmnText.Events)).Replace("<process id=\"thu\"", $"<process id=\"{key}\"", StringComparison.Ordinal);
        ImportProcesses.Problems($"{key}.bpmn", content, scenarios: null, calendar: null, services.GetServices<ProcessService>().Select(service => service.Name).ToHashSet(), _ => true).ShouldBeEmpty();
        await Publish(ProcessDefinitions.Kind, key, content, from);
        return DefinitionStore.VersionOf(content);
    }

    public async Task Publish(string kind, string key, string content, DateOnly? from = null) => (await Do(async work =>
    {
        await DefinitionStore.Publish(work, kind, key, content, from ?? new DateOnly(2026, 1, 1), validTo: null, Token);
        return null;
    })).Succeeded.ShouldBeTrue();

    /// <summary>Publishes a working calendar: Monday to Friday, 07:30 to 12:00 and 13:30 to 17:00.</summary>
    public Task PublishCalendar()
    {
        DateOnly from = new(2026, 1, 1);
        CalendarData data = new(
            "thu", "Thử", "Test", from, from.AddYears(2),
            [new([DayOfWeek.Saturday, DayOfWeek.Sunday], from, null, "test", null, true, null)],
            [new("Cả năm", "All year", new(1, 1), new(1, 1), [new(new(7, 30), new(12, 0)), new(new(13, 30), new(17, 0))], from, null, "test", null, true, null)],
            [], []);
        return Publish(WorkingCalendars.Kind, WorkingCalendars.Province, JsonSerializer.Serialize(data, ImportJson.Options));
    }

    /// <summary>Starts an instance of the process of this version.</summary>
    /// <returns>Its id.</returns>
    public Task<Guid> Start(string version, string key = "thu", params (string Name, object? Value)[] variables) => Start(version, key, agrees: true, variables);

    /// <param name="agrees">False where others change the same tables at this moment.</param>
    public async Task<Guid> Start(string version, string key, bool agrees, params (string Name, object? Value)[] variables)
    {
        Guid id = Guid.NewGuid();
        (await Do(async work => (await Get<ProcessRuntime>().Start(
            work, new ProcessStart(id, key, version, new Subject("case", id), new(Agency, Agency, Agency, null), Case.Values(variables)), Token)).Failure)).Failure.ShouldBeNull();
        if (agrees)
            await Agrees();
        return id;
    }

    /// <summary>Deploys and starts.</summary>
    public async Task<Guid> Run(string inProcess, params (string Name, object? Value)[] variables) => await Start(await Deploy(inProcess), "thu", variables);

    /// <summary>The oldest open task at a node is done; gives what follows.</summary>
    public async Task<ProcessAdvance> Complete(string nodeId, string? outcome = null, params (string Name, object? Value)[] variables)
    {
        Guid item = await Read(db => db.Set<WorkItem>().Where(i => i.NodeId == nodeId).OrderBy(i => i.CreatedAt).ThenBy(i => i.TaskId).Select(i => i.Id).FirstAsync(Token));
        ProcessAdvance? advance = null;
        (await Do(async work =>
        {
            OpenWork open = (await ProcessRuntime.Find(work, item)).ShouldNotBeNull();
            Outcome<ProcessAdvance> done = await Get<ProcessRuntime>().Complete(work, open, outcome, Case.Values(variables), Token);
            advance = done.Value;
            return done.Failure;
        })).Failure.ShouldBeNull();
        await Agrees();
        return advance!;
    }

    public async Task Cancel(Guid instance)
    {
        (await Do(async work => (await Get<ProcessRuntime>().Cancel(work, instance, "rút hồ sơ", Token)).Failure)).Failure.ShouldBeNull();
        await Agrees();
    }

    /// <summary>Cancels an instance where it still runs.</summary>
    public Task<Outcome<Done>> TryCancel(Guid instance) => Do(async work => (await Get<ProcessRuntime>().Cancel(work, instance, "rút hồ sơ", Token)).Failure);

    /// <summary>Publishes the message <c>answer</c>.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> Publish(string id, string key, params (string Name, object? Value)[] variables) => (await Get<ProcessMessages>().Publish(
        new OutsideMessage(id, "answer", key, Case.Values(variables)), Guid.NewGuid().ToString(), Officer, Token)).Value!.New;

    public async Task Throw(string signal, Guid? agency) => (await Do(async work =>
    {
        await ProcessSignals.Throw(work, signal, agency, parties: null, Token);
        return null;
    })).Succeeded.ShouldBeTrue();

    /// <summary>An operator lets everything of an instance that stands try again.</summary>
    public async Task Retry(Guid instance)
    {
        InstanceState state = await State(instance);
        foreach (Token token in state.Tokens.Where(token => token.Incident is not null))
        {
            (await Do(async work => (await Get<InstanceSteps>().Tell(
                work, (await InstanceSteps.Find(work.Db, instance)).ShouldNotBeNull(), "process.retried",
                new RetryIncident(VietnamTime.ToLocal(work.Now), token.Id, new Dictionary<string, object?>()), Token)).Failure)).Failure.ShouldBeNull();
        }

        await Agrees();
    }

    /// <summary>Does the periodic work on starts of processes once.</summary>
    public Task Settle() => Once<SettleStartsJob>(SettleStartsJob.Periodic);

    /// <summary>A periodic job begins, as when the program starts.</summary>
    public async Task Begin(PeriodicJob periodic) => (await Do(async work =>
    {
        periodic.Schedule(work, "", work.Now);
        await Task.CompletedTask;
        return null;
    })).Succeeded.ShouldBeTrue();

    /// <summary>Does the periodic work on messages once.</summary>
    public Task Housekeeping() => Once<MessageHousekeepingJob>(MessageHousekeepingJob.Periodic);

    async Task Once<THandler>(PeriodicJob periodic)
        where THandler : JobHandler
    {
        THandler job = services.GetServices<JobHandler>().OfType<THandler>().Single();
        (await Do(async work =>
        {
            await job.Handle(work, "", Token);
            await work.Unschedule(periodic.Id, Token);
            return null;
        }, Actor.System)).Succeeded.ShouldBeTrue();
        await Agrees();
    }

    /// <summary>Time goes on, and what has become due is done.</summary>
    public async Task Pass(TimeSpan time)
    {
        Time.Advance(time);
        await RunJobs();
    }

    public async Task RunJobs()
    {
        while (await Get<JobService>().RunDue(Token) > 0)
        {
        }

        await Agrees();
    }

    /// <summary>Nodes of the open work, the oldest first.</summary>
    public Task<List<string>> Open() => Read(db => db.Set<WorkItem>().OrderBy(i => i.CreatedAt).ThenBy(i => i.TaskId).Select(i => i.NodeId).ToListAsync(Token));

    public async Task<InstanceState> State(Guid instance) => InstanceState.FromJson(Encoding.UTF8.GetBytes(
        await Read(db => db.Set<ProcessInstance>().Where(i => i.Id == instance).Select(i => i.State).SingleOrDefaultAsync(Token))
        ?? await Read(db => db.Set<EndedProcess>().Where(i => i.Id == instance).Select(i => i.State).SingleAsync(Token))));

    /// <summary>Which end event an instance came to; null while it runs.</summary>
    public Task<string?> EndOf(Guid instance) => Read(db => db.Set<EndedProcess>().Where(i => i.Id == instance).Select(i => i.EndNodeId).SingleOrDefaultAsync(Token));

    public Task<List<Job>> Jobs() => Read(db => db.Set<Job>().OrderBy(job => job.DueAt).ToListAsync(Token));

    /// <summary>Runs a statement on PostgreSQL.</summary>
    public Task<int> Sql(string sql) => PostgresCluster.Run(connection!, sql);

    /// <summary>How often PostgreSQL has read a table from end to end; sessions tell what they counted when they end.</summary>
    public async Task<long> SequentialReads(string table)
    {
        NpgsqlConnection.ClearAllPools();
        await using NpgsqlConnection open = new(connection + ";Pooling=false");
        await open.OpenAsync(Token);
        await using NpgsqlCommand others = new("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()", open);
        while ((long)(await others.ExecuteScalarAsync(Token))! > 0)
            await Task.Delay(20, Token);
        await using NpgsqlCommand reads = new("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = $1", open) { Parameters = { new() { Value = table } } };
        return (long)(await reads.ExecuteScalarAsync(Token))!;
    }

    public Task Agrees() => Read(async db =>
    {
        await ProcessInvariants.Hold(db);
        return true;
    });

    /// <summary>Seals the record and compares all rows with it.</summary>
    public async Task<List<VerificationFinding>> Verify()
    {
        while (await Get<RecordSequencer>().Seal(Token) > 0 || (await Get<RecordStates>().Read(Token)).Unsealed > 0)
        {
        }

        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in Get<RecordVerification>().Verify(new(), Token))
            findings.Add(finding);
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (connection is null)
            SqliteConnection.ClearAllPools();
        else
            await PostgresCluster.Drop(connection);
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
