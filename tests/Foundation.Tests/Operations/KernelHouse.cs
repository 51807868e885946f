using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Operations;

/// <summary>The Kernel on a real SQLite file, with one kind of row of its own.</summary>
internal sealed class KernelHouse : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("vanlang-kernel-").FullName;
    readonly ServiceProvider services;

    KernelHouse(Action<IServiceCollection>? more)
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddKernel(new RoomCatalog([new NotesRoom()]), new DataFolder(folder), "none");
        collection.AddSingleton<JobService>();
        collection.AddSingleton<RecordedSubject, NoteSubject>();
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public static Actor Citizen { get; } = new(ActorKind.Citizen, "Đinh Hồng Nhung") { AccountId = Guid.NewGuid() };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));

    public UnitOfWork Work => Get<UnitOfWork>();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KernelHouse> Open(Action<IServiceCollection>? more = null)
    {
        KernelHouse house = new(more);
        await using VanLangDbContext db = await house.Get<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token);
        await db.Database.EnsureCreatedAsync(Token);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", Token);
        return house;
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

    /// <summary>Changes the database behind the program's back.</summary>
    public async Task Tamper(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(folder, "vanlang.db")};Pooling=False");
        await connection.OpenAsync(Token);
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        (await command.ExecuteNonQueryAsync(Token)).ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
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
