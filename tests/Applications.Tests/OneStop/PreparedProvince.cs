using System.Collections.Concurrent;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Kernel.Calendar;
using Xunit;

[assembly: AssemblyFixture(typeof(PreparedProvince))]

namespace VanLang.Applications.Tests.OneStop;

/// <summary>
/// The demonstration province, loaded once for each day and database. A house is a copy of it: loading takes seconds of processor time, copying
/// milliseconds, and most tests only need a house.
/// </summary>
public sealed class PreparedProvince : IDisposable
{
    static readonly ConcurrentDictionary<(StoreKind Store, DateOnly Day), Lazy<Task<Original>>> Originals = new();
    static readonly string Root = System.IO.Directory.CreateTempSubdirectory("vanlang-prepared-").FullName;

    /// <summary>A folder, and where the database is PostgreSQL that database beside it, prepared at the first instant of the day in Vietnam.</summary>
    internal static async Task<string> Copy(StoreKind store, TimeProvider time)
    {
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        Original original = await Originals.GetOrAdd((store, day), _ => new(() => Prepare(store, day))).Value;
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-house-").FullName;
        foreach (string source in System.IO.Directory.EnumerateFiles(original.Folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(original.Folder, source));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        if (original.Template is { } template)
            await PostgresCluster.NewDatabaseFor(folder, template, _ => Task.CompletedTask);
        return folder;
    }

    static async Task<Original> Prepare(StoreKind store, DateOnly day)
    {
        string name = $"{store}_{day:yyyyMMdd}".ToLowerInvariant();
        string folder = System.IO.Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        TimeProvider morning = DemonstrationHouse.Clock($"{day:yyyy-MM-dd} 00:00");
        if (store == StoreKind.Sqlite)
        {
            await DemonstrationHouse.Furnish(folder, connection: null, morning);
            return new(folder, null);
        }

        await PostgresCluster.Template(name, connection => DemonstrationHouse.Furnish(folder, connection, morning));
        return new(folder, name);
    }

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);

    sealed record Original(string Folder, string? Template);
}
