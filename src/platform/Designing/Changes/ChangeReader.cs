using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Changes as they stand.</summary>
sealed class ChangeReader(UnitOfWork unitOfWork)
{
    const int Shown = 100;

    /// <summary>Those that are open or wait, then what was last decided; a hundred of each.</summary>
    public Task<(IReadOnlyList<ChangeRow> UnderWay, IReadOnlyList<ChangeRow> Done)> List(CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            return (await Of([ChangeState.Open, ChangeState.HandedIn]), await Of([ChangeState.Published, ChangeState.Discarded]));

            async Task<IReadOnlyList<ChangeRow>> Of(ChangeState[] states) => await db.Set<DesignChange>().Where(change => states.Contains(change.State))
                .OrderByDescending(change => change.ChangedAt).Take(Shown)
                .Select(change => new ChangeRow(change, db.Set<DesignFile>().Count(file => file.ChangeId == change.Id))).ToListAsync(token);
        },
        cancellationToken);

    /// <summary>A change with its files; null where there is none.</summary>
    public Task<WholeChange?> Find(Guid id, CancellationToken cancellationToken) => unitOfWork.Read<WholeChange?>(
        async (db, token) => await db.Set<DesignChange>().SingleOrDefaultAsync(change => change.Id == id, token) is { } change
            ? new(change, await db.Set<DesignFile>().Where(file => file.ChangeId == id).OrderBy(file => file.Kind).ThenBy(file => file.Key).ThenBy(file => file.IsTest).ToListAsync(token))
            : null,
        cancellationToken);

    /// <summary>The change to which a file belongs; null where there is no such file.</summary>
    public Task<Guid?> ChangeOf(Guid fileId, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<DesignFile>().Where(file => file.Id == fileId).Select(file => (Guid?)file.ChangeId).SingleOrDefaultAsync(token), cancellationToken);

    /// <summary>What a file was at each save, the last first, without the texts; at most a hundred.</summary>
    public Task<List<SaveRow>> Saves(Guid fileId, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<DesignFileSave>().Where(save => save.FileId == fileId).OrderByDescending(save => save.Revision).Take(Shown)
            .Select(save => new SaveRow(save.Revision, save.SavedByName, save.SavedAt)).ToListAsync(token),
        cancellationToken);

    /// <summary>The text at a save; null where there is none.</summary>
    public Task<string?> Saved(Guid fileId, int revision, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<DesignFileSave>().Where(save => save.FileId == fileId && save.Revision == revision).Select(save => save.Content).SingleOrDefaultAsync(token),
        cancellationToken);
}

/// <summary>A change in a list.</summary>
sealed record ChangeRow(DesignChange Change, int Files);

/// <summary>A change with its files.</summary>
sealed record WholeChange(DesignChange Change, IReadOnlyList<DesignFile> Files);

/// <summary>A save of a file.</summary>
sealed record SaveRow(int Revision, string By, DateTimeOffset At);
