using System.Data;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>
/// PostgreSQL by its own <c>pg_dump</c> and <c>pg_restore</c>: their form is what every administrator can read, and they rebuild indexes after the rows. The dump and
/// our own reading share one exported snapshot; it has written nothing, so it does not hold up the order of the record.
/// </summary>
sealed class PostgresCopy(IDbContextFactory<VanLangDbContext> contexts, PostgresStore store) : DatabaseCopy
{
    public override string Store => "postgres";

    public override async Task Take(string path, Func<VanLangDbContext, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(12));
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0", cancellationToken);
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        string snapshot = await db.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").SingleAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await read(db, cancellationToken);
        await Run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={path}"], cancellationToken);
        await using FileStream written = new(path, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
        DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
    }

    public override async Task RequireEmpty(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        int tables = await db.Database.SqlQuery<int>(
            $"SELECT count(*)::int AS \"Value\" FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')").SingleAsync(cancellationToken);
        if (tables > 0)
            throw new BackupFailedException($"Cơ sở dữ liệu {store.Database} đã có bảng; chỉ khôi phục vào chỗ trống.", "The database holds tables; a backup is restored into an empty one only.");
    }

    public override Task Bring(string path, CancellationToken cancellationToken) =>
        Run("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={store.Database}", path], cancellationToken);

    async Task Run(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder settings = new(store.Connection);
        ProcessStartInfo start = new(PathOf(program), arguments) { RedirectStandardError = true };
        // The password in the environment of the one program, never on a command line that others can read.
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = store.Database;
        if (settings.Username is { Length: > 0 } user)
            start.Environment["PGUSER"] = user;
        if (settings.Password is { Length: > 0 } password)
            start.Environment["PGPASSWORD"] = password;
        start.Environment["PGCONNECT_TIMEOUT"] = "15";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BackupFailedException($"Máy thiếu {program}: cài postgresql-client.", $"{program} is missing on this machine: install postgresql-client.");
        }

        using (process)
        {
            string said = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new BackupFailedException($"{program} dừng với lỗi: {FirstLine(said)}", $"{program} failed.");
        }
    }

    static string FirstLine(string text) => text.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase), text).Trim();

    // Debian keeps one folder for each version; a newer client reads an older server, never the other way.
    static string PathOf(string program)
    {
        const string versions = "/usr/lib/postgresql";
        return !Directory.Exists(versions)
            ? program
            : Directory.EnumerateDirectories(versions)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin", program)).FirstOrDefault(File.Exists, program);
    }
}
