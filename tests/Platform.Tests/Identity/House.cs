using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Access;
using VanLang.Access.Contracts;
using VanLang.Databases;
using VanLang.Directory;
using VanLang.Directory.Contracts;
using VanLang.Identity;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Import;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Web;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

/// <summary>A small program of the three rooms on a database of its own; with <see cref="Serve"/> also on a port of loopback.</summary>
sealed class House : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    readonly WebApplication app;
    bool keep;

    House(WebApplication app, DataFolder data, FakeTimeProvider time, CapturedLogs logs)
    {
        this.app = app;
        Data = data;
        Time = time;
        Logs = logs;
    }

    public DataFolder Data { get; }

    public FakeTimeProvider Time { get; }

    public CapturedLogs Logs { get; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string File(string file)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "VanLang.slnx")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "province", file);
    }

    /// <summary>On a copy of an empty database, or on the folder given.</summary>
    public static Task<House> Build(DataFolder? data = null, params (string Key, string Value)[] settings) => Build(Stores.Default, data, settings);

    static async Task<House> Build(StoreKind store, DataFolder? data, (string Key, string Value)[] settings)
    {
        if (data is null && store == StoreKind.Postgres)
        {
            data = new(NewFolder());
            await PostgresCluster.NewDatabaseFor(data.Path, "identity", async connection =>
            {
                await using House house = Compose(new(NewFolder()), [], connection);
                await house.Change(db => db.Database.EnsureCreatedAsync());
                await house.Change(async db =>
                {
                    await db.Store.Settle(db, Token);
                    return true;
                });
            });
        }

        data ??= Copy(await Empty.Value);
        return Compose(data, settings);
    }

    static readonly Lazy<Task<string>> Empty = new(async () =>
    {
        string folder = NewFolder();
        await using House house = Compose(new DataFolder(folder), []);
        await house.Change(db => db.Database.EnsureCreatedAsync());
        house.keep = true;
        return folder;
    });

    static readonly Lazy<Task<(string Folder, IReadOnlyList<DemonstrationSignIn> SignIns)>> Furnished = new(async () =>
    {
        // On SQLite whatever the tests run on: a database of PostgreSQL has a template of its own, and of this folder the keys alone.
        await using House house = await Build(StoreKind.Sqlite, null, []);
        await house.Furnish();
        house.keep = true;
        return (house.Data.Path, house.SignIns);
    });

    static string NewFolder() => System.IO.Directory.CreateTempSubdirectory("vanlang-").FullName;

    /// <summary>The database comes once per test run; each test has a copy of its own.</summary>
    static DataFolder Copy(string folder)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        DataFolder copy = new(NewFolder());
        foreach (string file in System.IO.Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy.Path, Path.GetRelativePath(folder, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }

        return copy;
    }

    static House Compose(DataFolder data, (string Key, string Value)[] settings, string? connection = null)
    {
        connection ??= PostgresCluster.DatabaseOf(data.Path);
        DatabaseStore store = connection is null ? new SqliteStore(data.Database, "none") : new PostgresStore(connection, "none", TimeSpan.FromSeconds(30));
        FakeTimeProvider time = new(Monday);
        CapturedLogs logs = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrel();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(time);
        // Passkeys belong to a name; the browsers of the tests come to the number.
        string host = builder.Configuration["Trial:PublicHost"] ?? "127.0.0.1";
        builder.Services.AddSingleton(provider => new PublicAddress(
            provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", host, StringComparison.Ordinal)));
        builder.Services.AddSingleton(new Installation(IsDemonstration: builder.Configuration["Trial:Real"] is null, AsOfDay: null));
        Room[] rooms = [new WebRoom(), new DirectoryRoom(), new AccessRoom(), new IdentityRoom(), new TrialRoom()];
        builder.Services.AddKernel(new RoomCatalog(rooms), data, store);
        foreach (Room room in rooms)
            room.AddServices(builder.Services, builder.Configuration);
        // Hundreds of sign-ins: a hash that is slow on purpose would be most of the time.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        builder.Services.AddWeb(options => options.PageAssemblies = [.. rooms.Skip(1).Select(room => room.Assembly)]);
        WebApplication app = builder.Build();
        app.UseWeb();
        app.UseIdentity();
        app.UseWebForms();
        app.MapWeb();
        foreach (Room room in rooms)
            room.MapEndpoints(app);
        return new(app, data, time, logs);
    }

    /// <summary>With the province's agencies, people and roles, and the demonstration accounts.</summary>
    public static Task<House> Province(params (string Key, string Value)[] settings) => Province(Stores.Default, settings);

    public static async Task<House> Province(StoreKind store, params (string Key, string Value)[] settings)
    {
        (string folder, IReadOnlyList<DemonstrationSignIn> signIns) = await Furnished.Value;
        DataFolder copy = Copy(folder);
        if (store == StoreKind.Postgres)
            await PostgresCluster.NewDatabaseFor(copy.Path, "identity_furnished", async connection =>
            {
                await using House template = Compose(new(NewFolder()), [], connection);
                await template.Change(db => db.Database.EnsureCreatedAsync());
                await template.Change(async db =>
                {
                    await db.Store.Settle(db, Token);
                    return true;
                });
                // The passwords of the accounts are in the folder's keys.
                foreach (string file in System.IO.Directory.GetFiles(new DataFolder(folder).Keys))
                    System.IO.File.Copy(file, Path.Combine(System.IO.Directory.CreateDirectory(template.Data.Keys).FullName, Path.GetFileName(file)), overwrite: true);
                await template.Furnish();
            });
        House house = Compose(copy, settings);
        house.SignIns = signIns;
        return house;
    }

    public string Password => SignIns[0].Password;

    public string UserName(string role) => SignIns.First(signIn => signIn.Role == role).UserName;

    /// <summary>A browser in which the demonstration account of the role has signed in.</summary>
    public async Task<TestBrowser> SignedIn(string role)
    {
        TestBrowser browser = Browser();
        (await browser.SignIn(UserName(role), Password)).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>The same on a port.</summary>
    public static Task<House> Serve(params (string Key, string Value)[] settings) => Serve(Stores.Default, settings);

    public static async Task<House> Serve(StoreKind store, params (string Key, string Value)[] settings)
    {
        House house = await Province(store, settings);
        await house.app.StartAsync(Token);
        return house;
    }

    public async Task Furnish()
    {
        foreach (ImportResult result in new[]
        {
            await Get<ImportAgencies>().Execute(File("agencies.json"), Actor.System, Token),
            await Get<ImportPeople>().Execute(File("people.json"), Actor.System, Token),
            await Get<ImportRoles>().Execute(File("roles.json"), Actor.System, Token),
        })
            result.Problems.ShouldBeEmpty();
        SignIns = await Get<DemonstrationAccounts>().Create(Path.GetDirectoryName(File("province.json"))!, Token);
    }

    public IReadOnlyList<DemonstrationSignIn> SignIns { get; private set; } = [];

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public TestBrowser Browser(params (string Name, string Value)[] headers) => new(Address, headers);

    public Task<TResult> Query<T, TResult>(Func<VanLangDbContext, IQueryable<T>> query, Func<IQueryable<T>, Task<TResult>> take) =>
        Get<UnitOfWork>().Read((db, _) => take(query(db)), Token);

    public Task StartOn() => app.StartAsync(Token);

    public Task<int> Sql(FormattableString sql) => Change(db => db.Database.ExecuteSqlAsync(sql, Token));

    /// <summary>The database as it lies on the disk, with what its tables keep: whoever carries the disk away reads this.</summary>
    public async Task<byte[]> RawDatabase()
    {
        if (PostgresCluster.DatabaseOf(Data.Path) is { } connection)
            return await PostgresCluster.Raw(connection);
        await Sql($"VACUUM");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await using FileStream file = new(Data.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>What the act throws; null where it throws nothing.</summary>
    public static async Task<Exception?> Try(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (System.Data.Common.DbException exception)
        {
            return exception;
        }
    }

    public async Task<List<VerificationFinding>> Verify()
    {
        do
            await Get<RecordSequencer>().Seal(Token);
        while ((await Get<RecordStates>().Read(Token)).Unsealed > 0);
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in Get<RecordVerification>().Verify(new VerificationCount(), Token))
            findings.Add(finding);
        return findings;
    }

    /// <summary>Does the jobs that are due now, once each; one that fails waits for its next time.</summary>
    public async Task RunJobs()
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(app.Services);
        while (await jobs.RunDue(Token) > 0)
        {
        }
    }

    public Task<long> Events() => Get<UnitOfWork>().Read((db, token) => db.Database.SqlQuery<long>($"SELECT COUNT(*) AS \"Value\" FROM record_events").SingleAsync(token), Token);

    async Task<T> Change<T>(Func<VanLangDbContext, Task<T>> change)
    {
        await using VanLangDbContext db = await Get<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token);
        return await change(db);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (string line in Logs.All.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Take(5))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!keep && PostgresCluster.DatabaseOf(Data.Path) is { } connection)
            await PostgresCluster.Drop(connection);
        if (!keep)
            System.IO.Directory.Delete(Data.Path, recursive: true);
    }
}

/// <summary>Everything that was logged, as text.</summary>
sealed class CapturedLogs : ILoggerProvider, ILogger
{
    readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public string All => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
