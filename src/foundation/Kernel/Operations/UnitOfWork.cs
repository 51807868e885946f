using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.Kernel.Telemetry;

namespace VanLang.Kernel.Operations;

/// <summary>
/// The one way to change anything: a body runs in one database transaction; its changes, its events and its idempotent answer commit together
/// or not at all. On SQLite one writer at a time, readers beside it; on PostgreSQL many, and the database decides who was first.
/// </summary>
public sealed class UnitOfWork(IDbContextFactory<VanLangDbContext> contexts, DatabaseStore store, TimeProvider time, RecordSignal recorded)
{
    const int MostAttempts = 5;

    static readonly KeptQuery<Func<VanLangDbContext, string, string, Task<IdempotentAnswer?>>> AnswerTo = new(() => EF.CompileAsyncQuery(
        (VanLangDbContext db, string scope, string key) => db.Set<IdempotentAnswer>().AsNoTracking().FirstOrDefault(a => a.Scope == scope && a.Key == key)));

    /// <summary>Runs <paramref name="body"/> as one operation.</summary>
    /// <param name="body">
    /// Reads, decides, changes. It is run again from the beginning, on a new transaction, where another operation was faster; so it changes nothing
    /// but the database, and what it leaves in variables outside it sets anew each time. So it is where the connection to the database ended under it.
    /// </param>
    /// <returns>
    /// What the body returned; the stored answer where the key was seen before with the same body; <see cref="KernelErrors.KeyReused"/> where it
    /// was seen with another; <see cref="KernelErrors.Conflict"/> where a revision had moved on.
    /// </returns>
    public Task<Outcome<T>> Execute<T>(
        Operation operation, Func<Work, CancellationToken, Task<Outcome<T>>> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(body);
        return HouseTelemetry.Measure(operation.Name, () => Run(operation, body, cancellationToken));
    }

    async Task<Outcome<T>> Run<T>(Operation operation, Func<Work, CancellationToken, Task<Outcome<T>>> body, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Commit commit = new();
            try
            {
                return await Try(operation, body, commit, isAgain: attempt > 1, cancellationToken);
            }
            // Whether a commit whose answer was lost has happened, only the key can tell.
            catch (Exception exception) when (attempt < MostAttempts && store.LostConnection(exception) && (!commit.HasBegun || operation.IdempotencyKey is not null))
            {
            }
            catch (Exception exception) when (store.LostRace(exception))
            {
                if (attempt == MostAttempts && exception is DbUpdateConcurrencyException)
                    return KernelErrors.Conflict;
                // Not a race but a mistake of the program: the same key every time.
                if (attempt == MostAttempts)
                    throw;
            }
            // Perhaps it stumbled over what it had done itself under the same key: the next attempt looks for the answer first.
            catch (Exception exception) when (attempt == 1 && store.KeysCollide && operation.IdempotencyKey is not null && exception is not OperationCanceledException)
            {
            }

            await Pause(attempt, cancellationToken);
        }
    }

    async Task<Outcome<T>> Try<T>(Operation operation, Func<Work, CancellationToken, Task<Outcome<T>>> body, Commit commit, bool isAgain, CancellationToken cancellationToken)
    {
        Work work;
        Outcome<T> outcome;
        using (await store.EnterWriter(cancellationToken))
        {
            await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
            using PendingOf pending = new(db);
            // What fails is run again from the beginning: nothing goes back to the middle of an operation.
            db.Database.AutoSavepointsEnabled = false;
            await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            work = new Work(db, operation, now, isAgain);
            if ((isAgain || !store.KeysCollide) && await Answered<T>(work, cancellationToken) is { } answered)
                return answered;

            outcome = await body(work, cancellationToken);
            // What stood in the way may have been the same command, sent twice at once: then both get its answer.
            if (!outcome.Succeeded)
                return await Answered<T>(work, cancellationToken) ?? outcome;

            if (db.ChangeTracker.HasChanges())
                await db.SaveChangesAsync(cancellationToken);
            // From here on the answer is settled: a client that went away must not undo what the disk may already hold.
            cancellationToken.ThrowIfCancellationRequested();
            commit.HasBegun = true;
            await store.Finish(db, transaction, work.Events, AnswerOf(work, outcome.Value));
        }

        recorded.Raise();
        foreach (Action action in work.CommitActions)
            action();
        return outcome;
    }

    /// <summary>Reads outside any operation; nothing is tracked or saved.</summary>
    public async Task<T> Read<T>(Func<VanLangDbContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await query(db, cancellationToken);
    }

    /// <summary>Reads a long row of results outside any operation, without holding them in memory.</summary>
    public async IAsyncEnumerable<T> ReadAll<T>(
        Func<VanLangDbContext, CancellationToken, IAsyncEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await foreach (T row in query(db, cancellationToken).WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>Changes that are no operation of anybody: sealing the record, claiming jobs.</summary>
    internal async Task<T> Maintain<T>(Func<VanLangDbContext, CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using IDisposable turn = await store.EnterWriter(cancellationToken);
                await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
                db.Database.AutoSavepointsEnabled = false;
                await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                T result = await change(db, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (Exception exception) when (attempt < MostAttempts && (store.LostRace(exception) || store.LostConnection(exception)))
            {
                await Pause(attempt, cancellationToken);
            }
        }
    }

    /// <summary>Holds a duty of which one node at a time may take care, for as long as the result lives; null where another node has it.</summary>
    internal async Task<IAsyncDisposable?> TryHold(string duty, CancellationToken cancellationToken)
    {
        await using VanLangDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await store.TryHold(db, duty, cancellationToken);
    }

    /// <summary>Contexts are used again: what one operation has not sent is no other's.</summary>
    readonly struct PendingOf(VanLangDbContext db) : IDisposable
    {
        public void Dispose()
        {
            db.Pending?.Dispose();
            db.Pending = null;
        }
    }

    /// <summary>How far an attempt came.</summary>
    sealed class Commit
    {
        public bool HasBegun { get; set; }
    }

#pragma warning disable CA5394 // So that two that met do not meet again; no secret.
    static Task Pause(int attempt, CancellationToken cancellationToken) => Task.Delay(Random.Shared.Next(1, 20 * attempt), cancellationToken);
#pragma warning restore CA5394

    static async Task<Outcome<T>?> Answered<T>(Work work, CancellationToken cancellationToken)
    {
        if (work.Operation.IdempotencyKey is not { } key)
            return null;
        IdempotentAnswer? answer = await AnswerTo.For(work.Db)(work.Db, Scope(work.Operation), key);
        if (answer is null)
            return null;
        return answer.BodyHash == BodyHash(work.Operation) ? JsonSerializer.Deserialize<T>(answer.Answer)! : KernelErrors.KeyReused;
    }

    static IdempotentAnswer? AnswerOf<T>(Work work, T value) => work.Operation.IdempotencyKey is { } key
        ? new()
        {
            Scope = Scope(work.Operation),
            Key = key,
            BodyHash = BodyHash(work.Operation),
            Answer = JsonSerializer.Serialize(value),
            At = work.Now,
        }
        : null;

    // Keys are chosen by clients: one client's key must never find another's answer.
    static string Scope(Operation operation) => $"{operation.Name}/{operation.Actor.AccountId}";

    static string BodyHash(Operation operation) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(operation.Body))));
}
