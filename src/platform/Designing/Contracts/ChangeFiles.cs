using Microsoft.EntityFrameworkCore;
using VanLang.Designing.Changes;
using VanLang.Designing.Library;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Contracts;

/// <summary>Puts files into a change that another room has begun for the designer: all of them, or none.</summary>
public sealed class ChangeFiles
{
    readonly UnitOfWork unitOfWork;
    readonly DesignLibrary library;
    readonly TimeProvider time;

    internal ChangeFiles(UnitOfWork unitOfWork, DesignLibrary library, TimeProvider time) => (this.unitOfWork, this.library, this.time) = (unitOfWork, library, time);

    /// <summary>The last published file of a key, and the tests beside it; null where there is none.</summary>
    public async Task<string?> Published(string kind, string key, bool isTest, CancellationToken cancellationToken) =>
        library.Kinds.Find(kind) is { } known ? (await library.Source(known, key, version: null, isTest, cancellationToken))?.Text : null;

    /// <summary>Keys of a kind with what people call them.</summary>
    public async Task<IReadOnlyList<(string Key, string? Title)>> All(string kind, CancellationToken cancellationToken) =>
        library.Kinds.Find(kind) is { } known ? [.. (await library.List(known, cancellationToken)).Select(row => (row.Key, row.Title))] : [];

    /// <summary>The first day on which something that is begun now may hold.</summary>
    public DateOnly NextDay => VietnamTime.DateOf(time.GetUtcNow()).AddDays(1);

    /// <summary>Adds files that nobody has published yet.</summary>
    /// <param name="key">Idempotency key of the form.</param>
    public Task<Outcome<Done>> Add(Guid changeId, IReadOnlyList<NewFile> files, string key, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        return unitOfWork.Execute<Done>(
            new Operation("design.add-files", actor) { IdempotencyKey = key, Body = new { changeId, files = files.Select(file => new { file.Kind, file.Key, file.IsTest }) } },
            async (work, token) =>
            {
                Outcome<DesignChange> open = await ChangeWork.Open(work, changeId, token);
                if (!open.Succeeded)
                    return open.Failure;
                foreach (NewFile added in files)
                {
                    if (!TakeUpFile.IsKey(added.Key))
                        return DesigningErrors.KeyBad;
                    if (await work.Db.Set<DesignFile>().AnyAsync(file => file.ChangeId == changeId && file.Kind == added.Kind && file.Key == added.Key && file.IsTest == added.IsTest, token))
                        return DesigningErrors.FileThere;
                    DesignFile file = new()
                    {
                        Id = work.NewId(),
                        ChangeId = changeId,
                        Kind = added.Kind,
                        Key = added.Key,
                        IsTest = added.IsTest,
                        BaseVersion = null,
                        Content = added.Content.ReplaceLineEndings("\n"),
                        SavedBy = ChangeWork.Who(actor),
                        SavedByName = actor.Name,
                        SavedAt = work.Now,
                    };
                    work.Db.Add(file);
                    ChangeWork.Keep(work, file);
                    work.Raise(open.Value.Subject, "design.file-taken-up", new { file.Kind, file.Key, file.IsTest, file.BaseVersion });
                }

                open.Value.Touch(work);
                return new Done();
            },
            cancellationToken);
    }
}

/// <summary>A file to be put into a change.</summary>
/// <param name="Kind">Kind in the definition store.</param>
/// <param name="IsTest">It holds the tests beside the definition.</param>
public sealed record NewFile(string Kind, string Key, bool IsTest, string Content);
