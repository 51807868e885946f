using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Files;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Foundation.Tests.Backup;

/// <summary>A house with rows, a record and stored files, a folder of backups, and places to restore them into.</summary>
internal sealed class BackupHouse : IAsyncDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("vanlang-backup-").FullName;
    readonly List<ServiceProvider> restored = [];
    readonly List<ScratchDatabase> databases = [];
    readonly StoreKind store;

    BackupHouse(KernelHouse house, StoreKind store)
    {
        this.store = store;
        House = house;
        Data = house.Get<DataFolder>();
        Store = new FileStore(Data.Files, FileKeyRing.OpenOrCreate(Path.Combine(Data.Keys, "files.key"), house.Time), house.Time) { Heic = null };
    }

    public KernelHouse House { get; }

    public DataFolder Data { get; }

    public FileStore Store { get; }

    public string Backups => Path.Combine(root, "backups");

    public FileKeyRing Key(string name = "backup.key") => FileKeyRing.OpenOrCreate(Path.Combine(root, name), House.Time);

    public static async Task<BackupHouse> Open(StoreKind store = StoreKind.Sqlite) => new(await KernelHouse.Open(store), store);

    /// <summary>Keeps a file under a row of its own.</summary>
    public async Task<StoredFile> Keep(string text)
    {
        FileReceipt receipt = await Store.Receive(new MemoryStream(Samples.Pdf(text)), FileIntakePolicy.Citizen, "giấy.pdf", KernelHouse.Token);
        StoredFile file = receipt.ShouldBeOfType<FileReceipt.Received>().File;
        Outcome<Done> outcome = await House.Work.Execute<Done>(
            new Operation("file.keep", Actor.System),
            (work, _) =>
            {
                work.Db.Add(file);
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            KernelHouse.Token);
        outcome.Succeeded.ShouldBeTrue();
        return file;
    }

    public string PathOf(StoredFile file, string? folder = null) =>
        Path.Combine(folder ?? Data.Files, file.StoreName[..2], file.StoreName[2..4], file.StoreName);

    public Task<List<int>> Seal() => House.SealAll();

    public Task<MadeBackup> BackUp(Func<BackupRequest, BackupRequest>? how = null)
    {
        House.Time.Advance(TimeSpan.FromSeconds(1));
        BackupRequest request = new(Backups);
        return House.Get<MakeBackup>().Execute(how is null ? request : how(request), progress: null, KernelHouse.Token);
    }

    /// <summary>Restores into a new place; the keys come from the house unless told otherwise.</summary>
    public async Task<IServiceProvider> Restore(Func<RestoreRequest, RestoreRequest>? how = null)
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(new FakeTimeProvider(House.Time.GetUtcNow()));
        DataFolder place = new(Path.Combine(root, $"restored-{restored.Count}"));
        collection.AddKernel(new RoomCatalog([new NotesRoom()]), place, await EmptyStore(place));
        collection.AddSingleton<RecordedSubject, NoteSubject>();
        ServiceProvider services = collection.BuildServiceProvider();
        restored.Add(services);
        RestoreRequest request = new(Backups) { Keys = Data.Keys };
        await services.GetRequiredService<RestoreBackup>().Execute(how is null ? request : how(request), KernelHouse.Token);
        return services;
    }

    async Task<DatabaseStore> EmptyStore(DataFolder place)
    {
        string migrations = typeof(BackupHouse).Assembly.GetName().Name!;
        if (store == StoreKind.Sqlite)
            return new SqliteStore(place.Database, migrations);
        databases.Add(await ScratchDatabase.Create(House.Connection, KernelHouse.Token));
        return new PostgresStore(databases[^1].Connection, migrations);
    }

    /// <summary>What <c>verify</c> finds in a restored place, and over what.</summary>
    public static async Task<(List<VerificationFinding> Findings, VerificationCount Count)> Verify(IServiceProvider services)
    {
        VerificationCount count = new();
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in services.GetRequiredService<RecordVerification>().Verify(count, KernelHouse.Token))
            findings.Add(finding);
        return (findings, count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider services in restored)
            await services.DisposeAsync();
        foreach (ScratchDatabase database in databases)
            await database.DisposeAsync();
        await House.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(root, recursive: true);
    }
}
