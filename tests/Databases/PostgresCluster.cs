using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using VanLang.Databases;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace VanLang.Databases;

/// <summary>
/// A PostgreSQL of the tests alone: a cluster in a temporary folder on a free port of loopback, started when the first test asks and stopped with
/// the test program, however that ends. It does not flush: what survives a power cut is PostgreSQL's own matter.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    const string User = "vanlang";
    const string BesideFiles = "test-database";
    static readonly Lazy<Task<PostgresCluster>> Shared = new(Start);
    static int databases;

    readonly Process? keeper;
    readonly int port;

    public PostgresCluster()
    {
    }

    PostgresCluster(Process keeper, int port)
    {
        this.keeper = keeper;
        this.port = port;
    }

    /// <summary>A database of its own, kept beside the folder of files that belongs to it.</summary>
    public static async Task NewDatabaseFor(string folder, string template, Func<string, Task> furnish) =>
        await File.WriteAllTextAsync(Path.Combine(folder, BesideFiles), await NewDatabase(template, furnish));

    /// <summary>The database that belongs to a folder; null where it is SQLite's own file in it.</summary>
    public static string? DatabaseOf(string folder) =>
        File.Exists(Path.Combine(folder, BesideFiles)) ? File.ReadAllText(Path.Combine(folder, BesideFiles)) : null;

    /// <summary>A database of its own, copied from a template that is made once by <paramref name="furnish"/>.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewDatabase(string template, Func<string, Task> furnish)
    {
        PostgresCluster cluster = await Shared.Value;
        await Template(template, furnish);
        string name = $"{template}_{Interlocked.Increment(ref databases)}";
        // Copies of one template wait for each other: PostgreSQL refuses to copy a database that is just being copied.
        await cluster.copying.WaitAsync();
        try
        {
            await cluster.Do($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            cluster.copying.Release();
        }

        return cluster.Connection(name);
    }

    /// <summary>The template itself, made by the first who asks.</summary>
    public static async Task Template(string name, Func<string, Task> furnish)
    {
        PostgresCluster cluster = await Shared.Value;
        await cluster.templates.GetOrAdd(name, template => new(() => cluster.MakeTemplate(template, furnish))).Value;
    }

    /// <summary>An empty database.</summary>
    public static async Task<string> EmptyDatabase()
    {
        PostgresCluster cluster = await Shared.Value;
        string name = $"empty_{Interlocked.Increment(ref databases)}";
        await cluster.Do($"CREATE DATABASE {name}");
        return cluster.Connection(name);
    }

    /// <summary>Takes a database away that no test needs any longer.</summary>
    public static async Task Drop(string connection)
    {
        NpgsqlConnectionStringBuilder settings = new(connection);
        await using (NpgsqlConnection pooled = new(connection))
            NpgsqlConnection.ClearPool(pooled);
        await (await Shared.Value).Do($"DROP DATABASE IF EXISTS {settings.Database} WITH (FORCE)");
    }

    /// <summary>Runs a statement on a database.</summary>
    public static async Task<int> Run(string connection, string sql)
    {
        await using NpgsqlConnection open = new(connection + ";Pooling=false");
        await open.OpenAsync();
#pragma warning disable CA2100 // The tests' own statements.
        // A table of a hundred thousand rows takes its time on a busy machine.
        await using NpgsqlCommand command = new(sql, open) { CommandTimeout = 600 };
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The files of a database's own tables and indexes, one after the other.</summary>
    public static async Task<byte[]> Raw(string connection)
    {
        await Run(connection, "CHECKPOINT");
        await using NpgsqlConnection open = new(connection + ";Pooling=false");
        await open.OpenAsync();
        await using NpgsqlCommand command = new(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)", open);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        using MemoryStream bytes = new();
        while (await reader.ReadAsync())
            bytes.Write((byte[])reader[0]);
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        // The fixture that the runner made stops what the tests have started.
        if (keeper is null)
        {
            if (Shared.IsValueCreated)
                await (await Shared.Value).DisposeAsync();
            return;
        }

        NpgsqlConnection.ClearAllPools();
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
        copying.Dispose();
    }

    readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Task>> templates = new();
    readonly SemaphoreSlim copying = new(1, 1);

    string Connection(string database) => $"Host=127.0.0.1;Port={port};Username={User};Database={database};Maximum Pool Size=60";

    Task<int> Do(string sql) => Run(Connection("postgres"), sql);

    async Task MakeTemplate(string name, Func<string, Task> furnish)
    {
        await Do($"CREATE DATABASE {name}");
        string connection = Connection(name);
        await furnish(connection);
        // A template in use cannot be copied.
        await using (NpgsqlConnection pooled = new(connection))
            NpgsqlConnection.ClearPool(pooled);
        await Do($"UPDATE pg_database SET datallowconn = false WHERE datname = '{name}'");
        await Do($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    static async Task<PostgresCluster> Start()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-postgres-").FullName;
        int port = FreePort();
        // The keeper reads until its input ends, also where this program is killed, and then takes everything down.
        string script = $"""
            set -e
            cd {folder}
            initdb -D data -A trust -U {User} --no-sync -E UTF8 --locale=C.UTF-8 >log 2>&1
            pg_ctl -D data -l log -w -o "-k {folder} -h 127.0.0.1 -p {port} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300 -c shared_buffers=64MB" start >>log 2>&1
            echo ready
            cat >/dev/null || true
            pg_ctl -D data -m immediate stop >/dev/null 2>&1 || true
            cd /
            rm -rf {folder}
            """;
        ProcessStartInfo start = new("bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            Process.Start("chown", ["postgres", folder]).WaitForExit();
            start = new("runuser") { RedirectStandardInput = true, RedirectStandardOutput = true, ArgumentList = { "-u", "postgres", "--", "bash" } };
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        start.Environment["PATH"] = $"{Programs()}:{Environment.GetEnvironmentVariable("PATH")}";
        Process keeper = Process.Start(start)!;
        if (await keeper.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "log"))}");
        return new(keeper, port);
    }

    static string Programs() => new[] { "/usr/lib/postgresql" }.Where(System.IO.Directory.Exists).SelectMany(System.IO.Directory.GetDirectories)
        .Where(version => int.TryParse(Path.GetFileName(version), out int number) && number >= 15 && File.Exists(Path.Combine(version, "bin", "initdb")))
        .OrderByDescending(version => int.Parse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture))
        .Select(version => Path.Combine(version, "bin")).FirstOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL 15 or later is missing: apt-get install -y postgresql");

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>On which database a test runs.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Where a test does not say it itself.</summary>
public static class Stores
{
    /// <summary>SQLite, or PostgreSQL for all where <c>VANLANG_TEST_STORE=postgres</c>.</summary>
    public static StoreKind Default { get; } =
        Environment.GetEnvironmentVariable("VANLANG_TEST_STORE") == "postgres" ? StoreKind.Postgres : StoreKind.Sqlite;
}
