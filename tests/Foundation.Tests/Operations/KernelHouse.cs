using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Operations;

/// <summary>The Kernel on a real database, with one kind of row of its own.</summary>
internal sealed class KernelHouse : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("vanlang-kernel-").FullName;
    readonly string? connection;
    readonly bool isNode;
    readonly Action<IServiceCollection>? more;
    readonly ServiceProvider services;

    KernelHouse(string? connection, FakeTimeProvider? time, bool isNode, Action<IServiceCollection>? more)
    {
        this.connection = connection;
        this.isNode = isNode;
        this.more = more;
        Time = time ?? new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Time);
        DatabaseStore store = connection is null ? new SqliteStore(Path.Combine(folder, "vanlang.db"), "none") : new PostgresStore(connection, "none", TimeSpan.FromSeconds(30));
        collection.AddKernel(new RoomCatalog([new NotesRoom()]), new DataFolder(folder), store);
        collection.AddSingleton<JobService>();
        collection.AddSingleton<RecordedSubject, NoteSubject>();
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public static Actor Citizen { get; } = new(ActorKind.Citizen, "Đinh Hồng Nhung") { AccountId = Guid.NewGuid() };

    public FakeTimeProvider Time { get; }

    public UnitOfWork Work => Get<UnitOfWork>();

    public string Connection => connection ?? throw new InvalidOperationException("On SQLite there is no connection string.");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KernelHouse> Open(StoreKind store, Action<IServiceCollection>? more = null)
    {
        if (store == StoreKind.Postgres)
            return new(await PostgresCluster.NewDatabase("kernel", Furnish), time: null, isNode: false, more);
        KernelHouse house = new(connection: null, time: null, isNode: false, more);
        await house.Create();
        return house;
    }

    /// <summary>Another program on the same database and clock.</summary>
    public KernelHouse SecondNode() => new(Connection, Time, isNode: true, more);

    static async Task Furnish(string connection)
    {
        await using KernelHouse house = new(connection, time: null, isNode: true, more: null);
        await house.Create();
    }

    async Task Create()
    {
        await using VanLangDbContext db = await Get<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token);
        await db.Database.EnsureCreatedAsync(Token);
        await Get<DatabaseStore>().Settle(db, Token);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An operation that writes a note and raises an event about it.</summary>
    public Task<Outcome<string>> Write(string text, string? key = null, Actor? actor = null, Guid? id = null) => Work.Execute<string>(
        new Operation("note.write", actor ?? Citizen) { IdempotencyKey = key, Body = new { text } },
        (work, _) =>
        {
            Note note = new() { Id = id ?? work.NewId(), Text = text };
            work.Db.Add(note);
            work.Raise(note.Subject, "note.written", new { text }, before: null, note.Facts());
            return Task.FromResult<Outcome<string>>(note.Id.ToString());
        },
        Token);

    public Task<int> Count<T>()
        where T : class => Work.Read((db, token) => db.Set<T>().CountAsync(token), Token);

    /// <summary>
    /// Seals until nothing waits any longer. On PostgreSQL the order is one for the whole cluster: an event also waits for writers of other tests.
    /// </summary>
    /// <returns>How many at a time.</returns>
    public async Task<List<int>> SealAll()
    {
        List<int> portions = [];
        while (await Work.Read((db, token) => db.Store.Unsealed(db).AnyAsync(token), Token))
        {
            if (await Get<RecordSequencer>().Seal(Token) is var done and > 0)
                portions.Add(done);
            else
                await Task.Delay(5, Token);
        }

        return portions;
    }

    /// <summary>Changes the database behind the program's back.</summary>
    public async Task Tamper(string sql)
    {
        if (connection is not null)
        {
            (await PostgresCluster.Run(connection, sql)).ShouldBeGreaterThan(0);
            return;
        }

        await using SqliteConnection sqlite = new($"Data Source={Path.Combine(folder, "vanlang.db")};Pooling=False");
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
        else if (!isNode)
            await PostgresCluster.Drop(connection);
        Directory.Delete(folder, recursive: true);
    }
}

internal sealed class NotesRoom : Room
{
    public override string Name => "Notes";
}

internal sealed class Note
{
    public const string Kind = "note";

    public required Guid Id { get; init; }

    public required string Text { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(Kind, Id);

    public Facts Facts() => new() { { "text", Text } };
}

internal sealed class NoteMapping : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("notes");
        builder.Property(note => note.Id).ValueGeneratedNever();
        builder.Property(note => note.Revision).IsConcurrencyToken();
        builder.Ignore(note => note.Subject);
    }
}

internal sealed class NoteSubject : RecordedSubject
{
    public override string Kind => Note.Kind;

    public override string Table => "notes";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Note note in db.Set<Note>().OrderBy(n => n.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(note.Id, note.Text, note.Facts());
    }
}
