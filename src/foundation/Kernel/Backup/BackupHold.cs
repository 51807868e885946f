using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Backup;

/// <summary>
/// The row of a backup under way. While it is renewed no stored file is collected, on any node; a backup that was killed holds nothing back for longer
/// than <see cref="Length"/>.
/// </summary>
sealed class BackupHold : IAsyncDisposable
{
    static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    readonly UnitOfWork work;
    readonly TimeProvider time;
    readonly Guid id;
    readonly CancellationTokenSource ended = new();
    readonly Task renewing;

    BackupHold(UnitOfWork work, TimeProvider time, Guid id)
    {
        this.work = work;
        this.time = time;
        this.id = id;
        renewing = Renew();
    }

    /// <summary>Whether any backup is under way.</summary>
    public static Task<bool> IsAny(VanLangDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Set<Backup>().AnyAsync(backup => backup.FinishedAt == null && backup.HoldsUntil > now, cancellationToken);

    public static async Task<BackupHold> Begin(UnitOfWork work, TimeProvider time, string place, CancellationToken cancellationToken)
    {
        Guid id = await work.Maintain(
            (db, _) =>
            {
                DateTimeOffset now = time.GetUtcNow();
                Backup backup = new() { Id = Guid.CreateVersion7(now), StartedAt = now, HoldsUntil = now + Length, Place = place };
                db.Add(backup);
                return Task.FromResult(backup.Id);
            },
            cancellationToken);
        return new(work, time, id);
    }

    /// <summary>Puts the finished backup on record: copies of people's data were taken.</summary>
    public async Task Finish(string place, BackupManifest manifest, CancellationToken cancellationToken)
    {
        Outcome<Done> outcome = await work.Execute<Done>(
            new Operation("backup.make", Actor.System),
            async (work, token) =>
            {
                Backup backup = await work.Db.Set<Backup>().SingleAsync(backup => backup.Id == id, token);
                backup.Place = place;
                backup.FinishedAt = work.Now;
                backup.Bytes = manifest.Bytes;
                backup.Files = manifest.Files;
                backup.TreeSize = manifest.Record.TreeSize;
                work.Raise(new Subject("backup", id), "backup.made", new { place, manifest.Bytes, manifest.Files, manifest.HasKeys, isSealed = manifest.SealedBy is not null });
                return new Done();
            },
            cancellationToken);
        if (outcome.Failure is { } failure)
            throw new InvalidOperationException($"The finished backup could not be put on record: {failure}.");
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
        await Move(_ => time.GetUtcNow());
    }

    async Task Renew()
    {
        using PeriodicTimer timer = new(Length / 5, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
                await Move(now => now + Length);
        }
        catch (OperationCanceledException)
        {
        }
    }

    Task<int> Move(Func<DateTimeOffset, DateTimeOffset> until)
    {
        DateTimeOffset holdsUntil = until(time.GetUtcNow());
        return work.Maintain(
            (db, token) => db.Set<Backup>().Where(backup => backup.Id == id && backup.FinishedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(backup => backup.HoldsUntil, holdsUntil), token),
            CancellationToken.None);
    }
}
