using Microsoft.EntityFrameworkCore;

namespace VanLang.Kernel.Data;

/// <summary>Brings the database to the schema this build knows.</summary>
public sealed class DatabaseStart(IDbContextFactory<VanLangDbContext> contexts, DatabaseStore store)
{
    /// <summary>Creates or expands the schema; refuses a schema newer than this build knows.</summary>
    /// <exception cref="DatabaseTooNewException">The database was written by a later build.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        HashSet<string> known = [.. db.Database.GetMigrations()];
        bool exists = await db.Database.CanConnectAsync(cancellationToken);
        if (exists)
        {
            string? unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(name => !known.Contains(name));
            if (unknown is not null)
                throw new DatabaseTooNewException(unknown);
        }

        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            if (exists)
                await store.PrepareMigration(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }

        await store.Settle(db, cancellationToken);
    }

    /// <summary>Waits until no other node makes its start; the turn ends when the result is disposed.</summary>
    public async Task<IAsyncDisposable> TakeTurn(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await store.Hold(db, "start", cancellationToken);
    }
}

/// <summary>The database carries a schema version that this build does not know; starting would damage it.</summary>
public sealed class DatabaseTooNewException(string migration) : Exception($"The database has schema version {migration}, which this build does not know.");
