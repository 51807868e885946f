using Microsoft.EntityFrameworkCore;

namespace VanLang.Kernel.Data;

/// <summary>Brings the database to the schema this build knows.</summary>
public sealed class DatabaseStart(IDbContextFactory<VanLangDbContext> contexts)
{
    /// <summary>Creates or expands the schema; refuses a schema newer than this build knows.</summary>
    /// <exception cref="DatabaseTooNewException">The database was written by a later build.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        HashSet<string> known = [.. db.Database.GetMigrations()];
        if (await db.Database.CanConnectAsync(cancellationToken))
        {
            string? unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(name => !known.Contains(name));
            if (unknown is not null)
                throw new DatabaseTooNewException(unknown);
        }

        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await db.Database.MigrateAsync(cancellationToken);
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }
}

/// <summary>The database carries a schema version that this build does not know; starting would damage it.</summary>
public sealed class DatabaseTooNewException(string migration) : Exception($"The database has schema version {migration}, which this build does not know.");
