using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>The whole program without its web server: the demonstration province in a folder of its own, at a clock of its own.</summary>
internal sealed class DemonstrationHouse : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly string? connection;
    bool isGuest;

    DemonstrationHouse(string folder, TimeProvider time, ILoggerProvider? log, string? connection, IReadOnlyDictionary<string, string?>? settings)
    {
        this.connection = connection;
        Data = ProgramServices.Open(folder);
        InstallationFile.Settle(Data, demonstration: true);
        ServiceCollection collection = new();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([.. settings ?? new Dictionary<string, string?>(), KeyValuePair.Create(Database.Setting, connection)]).Build();
        collection.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Information);
            if (log is not null)
                logging.AddProvider(log);
        });
        collection.AddSingleton(configuration);
        collection.AddSingleton(new PublicAddress("http://127.0.0.1"));
        ProgramServices.Add(collection, configuration, Data, time, InstallationFile.Read(Data));
        services = collection.BuildServiceProvider();
    }

    public DataFolder Data { get; }

    public DossierWalk Walk { get; private set; } = null!;

    public IServiceProvider Services => services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static FakeTimeProvider Clock(string vietnamTime) =>
        new(new DateTimeOffset(DateTime.Parse(vietnamTime, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7)).ToUniversalTime());

    /// <param name="folder">A folder that is there already, with the database that belongs to it.</param>
    /// <param name="guest">The folder stays another house's.</param>
    public static async Task<DemonstrationHouse> Open(StoreKind? store = null, TimeProvider? time = null, ILoggerProvider? log = null, string? folder = null, IReadOnlyDictionary<string, string?>? settings = null, bool guest = false)
    {
        folder ??= await PreparedProvince.Copy(store ?? Stores.Default, time ?? TimeProvider.System);
        DemonstrationHouse house = new(folder, time ?? TimeProvider.System, log, PostgresCluster.DatabaseOf(folder), settings) { isGuest = guest };
        await house.Get<DatabaseStart>().Migrate(Token);
        await DemonstrationStart.Prepare(house.Services, Token);
        house.Walk = new DossierWalk(house.Services, await Cast.Of(house.Services), house.Pin);
        return house;
    }

    /// <summary>On a folder whose database was moved, or that another house has left or goes on with; the folder stays the other house's.</summary>
    public static async Task<DemonstrationHouse> OpenMoved(string folder, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        DemonstrationHouse house = await Open(time: time, folder: folder, settings: settings);
        house.isGuest = true;
        return house;
    }

    /// <summary>Gives an empty folder, or an empty database beside it, schema and province; the record of it is sealed.</summary>
    public static async Task Furnish(string folder, string? connection, TimeProvider time)
    {
        await using DemonstrationHouse house = new(folder, time, log: null, connection, settings: null) { isGuest = true };
        await house.Get<DatabaseStart>().Migrate(CancellationToken.None);
        await DemonstrationStart.Prepare(house.Services, CancellationToken.None);
        await house.Settle();
    }

    public string Pin => File.ReadAllText(Path.Combine(Data.Keys, "demonstration-pin")).Trim();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<T> Read<T>(Func<VanLangDbContext, CancellationToken, Task<T>> query) => Get<UnitOfWork>().Read(query, Token);

    public async Task<DossierFile> Dossier(string code) =>
        (await Get<DossierQueries>().Find(code, VanLang.Kernel.Access.AccessScope.Of(Walk.Cast["one-stop-clerk"]), Token)).ShouldNotBeNull();

    /// <summary>A dossier from draft to the returned result, its papers made.</summary>
    public async Task<string> WholeJourney()
    {
        string code = (await Walk.Submit(await Walk.Draft())).Code;
        await Walk.Accept(code);
        await Walk.Collect(code);
        await Walk.Prepare(code);
        await Walk.Sign(code);
        await Walk.Issue(code);
        await Walk.Return(code);
        await Settle();
        return code;
    }

    /// <summary>Seals and delivers until nothing is left.</summary>
    public async Task Settle()
    {
        // On PostgreSQL an event also waits for writers of other tests, whose databases are in the same cluster.
        while (await Get<RecordSequencer>().Seal(Token) + await Get<RecordDelivery>().Deliver(Token) > 0 || (await Get<RecordStates>().Read(Token)).Unsealed > 0)
        {
        }
    }

    public async Task<List<VerificationFinding>> Verify()
    {
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in Get<RecordVerification>().Verify(new(), Token))
            findings.Add(finding);
        return findings;
    }

    /// <summary>Changes the database behind the program's back.</summary>
    public async Task Tamper(string sql)
    {
        if (connection is not null)
        {
            (await PostgresCluster.Run(connection, sql)).ShouldBeGreaterThan(0);
            return;
        }

        await using SqliteConnection sqlite = new($"Data Source={Data.Database};Pooling=False;Foreign Keys=False");
        await sqlite.OpenAsync(Token);
        await using SqliteCommand command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        (await command.ExecuteNonQueryAsync(Token)).ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (connection is null)
            SqliteConnection.ClearAllPools();
        else if (!isGuest)
            await PostgresCluster.Drop(connection);
        if (!isGuest)
            System.IO.Directory.Delete(Data.Path, recursive: true);
    }
}
