using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Load.Processes;
using VanLang.Platform.Tests.Processes.Shell;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Migrations;
using Xunit;

namespace VanLang.Applications.Tests.Processes;

public sealed class KilledProcessesTestsOnSqlite() : KilledProcessesTests(StoreKind.Sqlite, nodes: 1);

public sealed class KilledProcessesTestsOnPostgres() : KilledProcessesTests(StoreKind.Postgres, nodes: 2);

/// <summary>
/// Programs that work on processes, with timers, messages and migrations of running instances under way, are killed (SIGKILL) at random moments and started again. After every kill the
/// states agree with the rows, and what was answered is there.
/// </summary>
/// <remarks><c>VANLANG_KILLS</c> sets how often, otherwise 10 times where <c>CI</c> is set and 4 times elsewhere; <c>VANLANG_KILLS_SEED</c> where; <c>VANLANG_KILLS_APART</c> how many seconds they work in between, otherwise a moment. Their clock runs twenty times as fast, so that leases of who was killed and timers end.</remarks>
public abstract class KilledProcessesTests(StoreKind store, int nodes) : IAsyncLifetime
{
    const int Factor = 20;

    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-kill-processes-").FullName;
    readonly DateTimeOffset beginning = TimeProvider.System.GetUtcNow();
    readonly Dictionary<string, HashSet<Guid>> told = new[] { "begun", "done", "published", "migrating", "held", "cancelled" }.ToDictionary(what => what, _ => new HashSet<Guid>());

    string? connection;
    IHost house = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (store == StoreKind.Postgres)
            connection = await PostgresCluster.NewDatabase("killed_processes", Furnish);
        else
            await Furnish(null);
        house = ProcessHost.Build(folder, connection, new FastTime(beginning, Factor), works: false);
    }

    async Task Furnish(string? database)
    {
        using IHost made = ProcessHost.Build(folder, database, new FastTime(beginning, Factor), works: false);
        await using (VanLangDbContext db = await made.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
            await made.Services.GetRequiredService<DatabaseStore>().Settle(db, CancellationToken.None);
        }

        await KilledProcesses.Publish(made.Services.GetRequiredService<UnitOfWork>());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        house.Dispose();
        if (connection is null)
            SqliteConnection.ClearAllPools();
        else
            await PostgresCluster.Drop(connection);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Processes_survive_every_kill_and_their_states_agree_with_their_rows()
    {
        int kills = Number("VANLANG_KILLS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 10 : 4);
        int seed = Number("VANLANG_KILLS_SEED", 20261129);
        TimeSpan apart = TimeSpan.FromSeconds(Number("VANLANG_KILLS_APART", 0));
        Random random = new(seed);
        Stopwatch watch = Stopwatch.StartNew();
        Node[] next = [.. Enumerable.Range(0, nodes).Select(n => new Node(this, seed + n))];
        int killed = 0;
        try
        {
            for (int kill = 0; kill < kills; kill++)
            {
                Node[] at = next;
                foreach (Node node in at)
                    await node.Go();
                await Task.WhenAll(at.Select(node => node.Heard(1)));
                next = [.. Enumerable.Range(0, nodes).Select(n => new Node(this, seed + ((kill + 1) * nodes) + n))];
                if (apart > TimeSpan.Zero)
                    await Task.WhenAll(at.Select(node => node.HeardFor(apart)));
                await at[random.Next(nodes)].Heard(random.Next(2, 60));
                await Task.Delay(random.Next(0, 25), Token);
                foreach (Node node in at)
                    await node.Kill();
                killed += at.Length;
                await Agree();
            }
        }
        finally
        {
            foreach (Node node in next)
                node.Dispose();
        }

        await Finish();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{killed} programs killed at {kills} moments, seed {seed}, {watch.Elapsed.TotalSeconds:0} s; {string.Join(", ", told.Select(what => $"{what.Value.Count} {what.Key}"))}.");
    }

    async Task Agree()
    {
        DateTimeOffset now = house.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await Read(async db =>
        {
            // A server ends what a program had sent before it was killed, COMMIT with it: what is compared is one moment.
            await using IDbContextTransaction? moment = connection is null ? null : await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
            await ProcessInvariants.Hold(db, underWay: now);
            HashSet<Guid> running = [.. await db.Set<ProcessInstance>().Select(instance => instance.Id).ToListAsync(Token)], ended = [.. await db.Set<EndedProcess>().Select(instance => instance.Id).ToListAsync(Token)];
            running.Overlaps(ended).ShouldBeFalse();
            told["begun"].IsSubsetOf(running.Union(ended)).ShouldBeTrue();
            told["cancelled"].IsSubsetOf(ended).ShouldBeTrue();
            told["done"].IsSubsetOf(await db.Set<DoneWorkItem>().Select(done => done.Id).ToListAsync(Token)).ShouldBeTrue();
            told["migrating"].IsSubsetOf(await db.Set<MigrationRun>().Select(run => run.Id).ToListAsync(Token)).ShouldBeTrue();
            HashSet<Guid> messages = [.. await db.Set<KeptMessage>().Select(message => message.Id).ToListAsync(Token)];
            told["published"].Select(id => Kernel.DeterministicId.Of($"message/answer/{id}")).ShouldAllBe(id => messages.Contains(id));
            return true;
        });
    }

    // Nobody is killed any more: whatever was left comes to its end.
    async Task Finish()
    {
        JobService jobs = house.Services.GetRequiredService<JobService>();
        Stopwatch watch = Stopwatch.StartNew();
        ResumeInstance resume = house.Services.GetRequiredService<ResumeInstance>();
        foreach (Guid held in await Read(db => db.Set<ProcessInstance>().Where(instance => instance.SuspendedAt != null).Select(instance => instance.Id).ToListAsync(Token)))
            (await resume.Execute(held, "hết thử", held.ToString(), KilledProcesses.Officer, Token)).Succeeded.ShouldBeTrue();
        while (await Read(db => db.Set<Job>().AnyAsync(job => job.FailedAt == null, Token)))
        {
            await jobs.RunDue(Token);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), "What was left over does not end.");
            await Task.Delay(20, Token);
        }

        await Agree();
        while (await house.Services.GetRequiredService<RecordSequencer>().Seal(Token) > 0)
        {
        }

        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in house.Services.GetRequiredService<RecordVerification>().Verify(new(), Token))
            findings.Add(finding);
        findings.ShouldBeEmpty();
        await Read(async db =>
        {
            (await db.Set<Job>().CountAsync(Token)).ShouldBe(0, "a job has failed");
            (await db.Set<MigrationRun>().CountAsync(run => run.FinishedAt == null, Token)).ShouldBe(0);
            (await db.Set<MigrationItem>().CountAsync(item => item.State == MigrationState.Waiting, Token)).ShouldBe(0);
            await EachOnce(db);
            if (connection is not null)
                (await db.Database.SqlQueryRaw<long>("SELECT deadlocks AS \"Value\" FROM pg_stat_database WHERE datname = current_database()").SingleAsync(Token)).ShouldBe(0);
            return true;
        });
    }

    // Every timer fired at most once, every message went to a process once, every version change is on record as it is.
    static async Task EachOnce(VanLangDbContext db)
    {
        List<RecordEvent> events = await db.Set<RecordEvent>().AsNoTracking().Where(e => e.SubjectKind == "process").OrderBy(e => e.Ord).ToListAsync(Token);
        ILookup<Guid, Guid> late = (await db.Set<DoneWorkItem>().Where(done => done.NodeId == "late").Select(done => done.InstanceId).ToListAsync(Token))
            .Concat(await db.Set<WorkItem>().Where(item => item.NodeId == "late").Select(item => item.InstanceId).ToListAsync(Token)).ToLookup(id => id);
        foreach (IGrouping<Guid, RecordEvent> instance in events.GroupBy(e => e.SubjectId))
        {
            List<long> elapsed = [.. instance.SelectMany(Effects).Where(effect => effect.GetProperty("$type").GetString() == "timer-elapsed").Select(effect => effect.GetProperty("timerId").GetInt64())];
            elapsed.ShouldBeUnique();
            // A reminder that fired left its task, whatever became of that.
            late[instance.Key].Count().ShouldBe(instance.SelectMany(Effects).Count(effect => effect.GetProperty("$type").GetString() == "timer-elapsed" && effect.GetProperty("nodeId").GetString() == "remind"));
        }

        ILookup<Guid, RecordEvent> migrated = events.Where(e => e.Type == "process.migrated").ToLookup(e => e.SubjectId);
        List<(Guid, string)> deliveries = [.. (await db.Set<MessageDelivery>().ToListAsync(Token)).Select(delivery => (delivery.MessageId, delivery.DefinitionKey))];
        deliveries.Distinct().Count().ShouldBe(deliveries.Count);
        foreach (ProcessInstance running in await db.Set<ProcessInstance>().AsNoTracking().ToListAsync(Token))
        {
            if (migrated[running.Id].LastOrDefault() is { } last)
                JsonDocument.Parse(last.Payload!).RootElement.GetProperty("data").GetProperty("to").GetString().ShouldBe(running.Version);
        }
    }

    static IEnumerable<JsonElement> Effects(RecordEvent happened) =>
        JsonDocument.Parse(happened.Payload!).RootElement.GetProperty("data").TryGetProperty("effects", out JsonElement effects) ? effects.EnumerateArray() : [];

    Task<T> Read<T>(Func<VanLangDbContext, Task<T>> query) => house.Services.GetRequiredService<UnitOfWork>().Read((db, _) => query(db), Token);

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    void Hear(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] != "ready")
            told[words[0]].Add(Guid.Parse(words[1]));
    }

    sealed class Node : IDisposable
    {
        static readonly string Program = Environment.GetEnvironmentVariable("VANLANG_LOAD") ?? Path.Combine(AppContext.BaseDirectory, "VanLang.Load.dll");

        readonly KilledProcessesTests test;
        readonly Process process;
        readonly System.Text.StringBuilder said = new(), complaint = new();

        public Node(KilledProcessesTests test, int seed)
        {
            this.test = test;
            ProcessStartInfo start = new("dotnet")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList = { Program, "process-worker", test.folder, seed.ToString(CultureInfo.InvariantCulture), test.beginning.ToString("O", CultureInfo.InvariantCulture), Factor.ToString(CultureInfo.InvariantCulture) },
                // It never lives long enough to gain from a second compilation.
                Environment = { ["DOTNET_TieredPGO"] = "0" },
            };
            if (test.connection is not null)
                start.Environment["VANLANG_DATABASE"] = test.connection;
            process = Process.Start(start)!;
            process.ErrorDataReceived += (_, line) => complaint.AppendLine(line.Data);
            process.BeginErrorReadLine();
        }

        public async Task Go()
        {
            await process.StandardInput.WriteAsync("\n");
            await process.StandardInput.FlushAsync();
        }

        /// <summary>Waits for so many answers.</summary>
        public async Task Heard(int lines)
        {
            char[] one = new char[1];
            while (lines > 0)
            {
                if (await process.StandardOutput.ReadAsync(one).AsTask().WaitAsync(TimeSpan.FromMinutes(3)) == 0)
                    throw new InvalidOperationException($"The program ended by itself. {complaint}");
                said.Append(one[0]);
                lines -= one[0] == '\n' ? 1 : 0;
            }
        }

        /// <summary>Hears what it answers so long.</summary>
        public async Task HeardFor(TimeSpan time)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (watch.Elapsed < time)
                await Heard(1);
        }

        /// <summary>Kills it, and hears what it had said before.</summary>
        public async Task Kill()
        {
            process.Kill();
            said.Append(await process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync();
            // A line without its end was not said.
            foreach (string line in said.ToString().Split('\n')[..^1])
                test.Hear(line);
            if (complaint.ToString().Trim() is { Length: > 0 } complained)
                TestContext.Current.TestOutputHelper?.WriteLine(complained);
            process.Dispose();
        }

        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }
}
