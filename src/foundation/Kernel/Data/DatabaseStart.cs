using Microsoft.EntityFrameworkCore;

namespace VanLang.Kernel.Data;

/// <summary>Brings the database to the schema this build knows.</summary>
public sealed class DatabaseStart(IDbContextFactory<VanLangDbContext> contexts, DatabaseStore store)
{
    /// <summary>
    /// Creates or expands the schema. A schema that a later build has only expanded is left as it is, and this build goes on beside that one; any other
    /// that it does not know it refuses.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">The database was changed by a later build in a way that this one does not know, or was moved away.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        string[] known = [.. db.Database.GetMigrations()];
        bool exists = await db.Database.CanConnectAsync(cancellationToken);
        string[] applied = exists ? [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)] : [];
        if (await SchemaSteps.Stranger(db, known, applied, cancellationToken) is { } stranger)
            throw DatabaseRefusedException.TooNew(stranger);

        bool isBehind = applied.Except(known).Any();
        if (!isBehind && known.Except(applied).Any())
        {
            try
            {
                if (exists)
                    await store.PrepareMigration(db, cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
            }
            finally
            {
                await store.FinishMigration(db);
            }
        }

        if (!isBehind)
            await SchemaSteps.Keep(db, cancellationToken);
        if (await db.Set<StoredVersion>().AsNoTracking().SingleOrDefaultAsync(version => version.Name == DatabaseMove.MovedTo, cancellationToken) is { } moved)
            throw DatabaseRefusedException.Moved(moved.Value);
        await store.Settle(db, cancellationToken);
    }

    /// <summary>Waits until no other node makes its start; the turn ends when the result is disposed.</summary>
    public async Task<IAsyncDisposable> TakeTurn(CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await store.Hold(db, "start", cancellationToken);
    }
}

/// <summary>The program does not start on this database, as it would damage it or nobody would find what it takes in.</summary>
public sealed class DatabaseRefusedException : Exception
{
    DatabaseRefusedException(string message)
        : base(message)
    {
    }

    internal static DatabaseRefusedException TooNew(string migration) => new(
        $"Cơ sở dữ liệu có lược đồ {migration} mà bản này không biết. / The database has schema version {migration}, which this build does not know.");

    internal static DatabaseRefusedException Moved(string where) => new(
        $"Cơ sở dữ liệu này đã chuyển sang {where}. / This database was moved to {where}.");
}
