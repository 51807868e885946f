using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>
/// SQLite by <c>VACUUM INTO</c>: one read transaction, writers go on beside it, and what was deleted long ago does not get into the copy.
/// </summary>
sealed class SqliteCopy(IDbContextFactory<VanLangDbContext> contexts, SqliteStore store) : DatabaseCopy
{
    public override string Store => "sqlite";

    public override async Task Take(string path, Func<VanLangDbContext, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        await using (VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            db.Database.SetCommandTimeout(TimeSpan.FromHours(12));
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellationToken);
        }

        await using (VanLangDbContext copy = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // Contexts are used again: the next who gets this one must not work in the copy.
            string? own = copy.Database.GetConnectionString();
            copy.Database.SetConnectionString(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            copy.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            try
            {
                await read(copy, cancellationToken);
            }
            finally
            {
                await copy.Database.CloseConnectionAsync();
                copy.Database.SetConnectionString(own);
            }
        }

        // SQLite does not flush what VACUUM INTO writes.
        using FileStream written = new(path, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
        DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
    }

    public override Task RequireEmpty(CancellationToken cancellationToken) => File.Exists(store.File)
        ? throw new BackupFailedException($"{store.File} đã có; chỉ khôi phục vào chỗ trống.", $"{store.File} exists; a backup is restored into an empty place only.")
        : Task.CompletedTask;

    public override async Task Bring(string path, CancellationToken cancellationToken)
    {
        await HashedCopy.Copy(path, store.File, cancellationToken);
        DurableFiles.FlushFolder(Path.GetDirectoryName(store.File)!);
    }
}
