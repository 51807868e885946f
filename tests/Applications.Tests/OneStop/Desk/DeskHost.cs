using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Access;
using VanLang.Access.Contracts;
using VanLang.Databases;
using VanLang.Directory;
using VanLang.Directory.Contracts;
using VanLang.Forms;
using VanLang.Hosting;
using VanLang.Identity;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.OneStop;
using VanLang.Printing;
using VanLang.Processes;
using VanLang.Rules;
using VanLang.Signing;
using VanLang.Signing.Contracts;
using VanLang.Web;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

/// <summary>The rooms on a database of their own, with the province of the demonstration loaded.</summary>
public class DeskHost : IAsyncLifetime
{
    string folder = "";
    ServiceProvider services = null!;
    string? connection;

    internal virtual StoreKind Kind => Stores.Default;

    internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal Task<T> Read<T>(Func<VanLangDbContext, Task<T>> query) => Get<UnitOfWork>().Read((db, _) => query(db), CancellationToken.None);

    /// <summary>The official of the province's data with this key, in the first post held today.</summary>
    internal async Task<Actor> Official(string key)
    {
        DirectoryQueries directory = Get<DirectoryQueries>();
        DateOnly day = VietnamTime.DateOf(DateTimeOffset.UtcNow);
        PersonRecord person = (await directory.PersonByKey(key, CancellationToken.None)).ShouldNotBeNull();
        PositionRecord position = (await directory.PositionsOf(person.Id, day, CancellationToken.None))[0];
        return new Actor(ActorKind.Official, person.FullName)
        {
            AccountId = DeterministicId.Of(person.Id.ToString()),
            PersonId = person.Id,
            PositionId = position.Id,
            PositionTitle = position.Title,
            Role = position.Role,
            UnitId = position.UnitId ?? position.AgencyId,
            AgencyId = position.AgencyId,
            Permissions = (await Get<AccessQueries>().PermissionsOf(position.Role, day, CancellationToken.None)).ToHashSet(),
        };
    }

    public async ValueTask InitializeAsync()
    {
        RoomCatalog rooms = Rooms.All();
        folder = await PreparedProvince.Copy(Kind, TimeProvider.System);
        connection = PostgresCluster.DatabaseOf(folder);
        DataFolder data = new(folder);
        IConfiguration configuration = new ConfigurationBuilder().Build();
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddLocalization(options => options.ResourcesPath = "Resources");
        collection.AddSingleton(configuration);
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton(new Installation(true, null));
        collection.AddSingleton(new PublicAddress("http://127.0.0.1:8080"));
        collection.AddKernel(
            rooms, data, connection is null ? new SqliteStore(data.Database, "VanLang.Migrations.Sqlite") : new PostgresStore(connection, "VanLang.Migrations.Postgres"));
        collection.AddSingleton(_ => new FileStore(data.Files, FileKeyRing.OpenOrCreate(Path.Combine(data.Keys, "files.key"), TimeProvider.System), TimeProvider.System));
        collection.AddSingleton(new TrustListFile(Path.Combine(ProgramServices.ProvinceFolder, "signatures.json"), folder));
        foreach (Room room in rooms.Rooms)
            room.AddServices(collection, configuration);
        services = collection.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (connection is null)
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        else
            await PostgresCluster.Drop(connection);
        GC.SuppressFinalize(this);
        System.IO.Directory.Delete(folder, recursive: true);
    }
}

/// <summary>On SQLite, whatever the others run on.</summary>
public sealed class SqliteDeskHost : DeskHost
{
    internal override StoreKind Kind => StoreKind.Sqlite;
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresDeskHost : DeskHost
{
    internal override StoreKind Kind => StoreKind.Postgres;
}
