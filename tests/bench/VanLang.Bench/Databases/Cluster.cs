using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace VanLang.Bench.Databases;

/// <summary>
/// A PostgreSQL of the bench alone, in a temporary folder on a free port of loopback, with all durability on: what is measured is what an office would
/// have. It is stopped and removed with this program, however that ends.
/// </summary>
sealed class Cluster : IAsyncDisposable
{
    const string User = "vanlang";

    readonly Process keeper;
    readonly string programs;

    Cluster(Process keeper, string programs, int port)
    {
        this.keeper = keeper;
        this.programs = programs;
        Port = port;
    }

    public int Port { get; }

    public string Connection(string database) => $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Maximum Pool Size=100;SSL Mode=Disable";

    public static async Task<Cluster> Start()
    {
        string programs = System.IO.Directory.GetDirectories("/usr/lib/postgresql")
            .Where(version => int.TryParse(Path.GetFileName(version), out int number) && number >= 15 && File.Exists(Path.Combine(version, "bin", "pgbench")))
            .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version, "bin")).FirstOrDefault() ?? throw new InvalidOperationException("PostgreSQL 15 or later is missing: apt-get install -y postgresql");
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-bench-").FullName;
        int port = FreePort();
        string script = $"""
            set -e
            cd {folder}
            initdb -D data -A trust -U {User} --no-sync -E UTF8 --locale=C.UTF-8 >log 2>&1
            pg_ctl -D data -l log -w -o "-k {folder} -h 127.0.0.1 -p {port} -c max_connections=200 -c shared_buffers=2GB -c max_wal_size=8GB -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_utility=on" start >>log 2>&1
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
        start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        Process keeper = Process.Start(start)!;
        if (await keeper.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "log"))}");
        Cluster cluster = new(keeper, programs, port);
        await cluster.Run("postgres", "CREATE DATABASE yardstick");
        await cluster.Run("yardstick", "CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number int NOT NULL, text text NOT NULL)");
        return cluster;
    }

    /// <summary>An empty database; its connection string.</summary>
    public async Task<string> Create(string name)
    {
        await Run("postgres", $"CREATE DATABASE {name}");
        await Run(name, "CREATE EXTENSION pg_stat_statements");
        return Connection(name);
    }

    /// <summary>The yardstick: commits of one row in a second, by pgbench with prepared statements.</summary>
    public async Task<double> RawCommits(int clients, double seconds)
    {
        string script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, $"INSERT INTO raw (number, text) VALUES (7, '{new string('x', 200)}');");
            ProcessStartInfo start = new(Path.Combine(programs, "pgbench"))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    "-n", "-M", "prepared", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", User, "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "1",
                    "-T", Math.Max(1, (int)seconds).ToString(CultureInfo.InvariantCulture), "-f", script, "yardstick",
                },
            };
            using Process pgbench = Process.Start(start)!;
            Task<string> errors = pgbench.StandardError.ReadToEndAsync();
            string output = await pgbench.StandardOutput.ReadToEndAsync();
            await pgbench.WaitForExitAsync();
            string rate = output.Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal)) ?? throw new InvalidOperationException(await errors);
            return double.Parse(rate.Split(' ')[2], CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    public Task Run(string database, string sql) => Sql.Run(Connection(database), sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
