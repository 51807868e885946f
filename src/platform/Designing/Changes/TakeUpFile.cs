using Microsoft.EntityFrameworkCore;
using VanLang.Designing.Library;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Puts a file into a change: a copy of a published version, or a new one that begins as a copy of another.</summary>
sealed class TakeUpFile(UnitOfWork unitOfWork, DesignLibrary library)
{
    /// <summary>Whether a key could be the name of a file that does not leave its folder.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= 100 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !key.StartsWith('.');

    /// <param name="kind">Kind in the definition store.</param>
    /// <param name="name">Key of the definition: letters without marks, digits, dot, hyphen, low line; at most 100.</param>
    /// <param name="version">The published version to begin from; null for the last one.</param>
    /// <param name="copyOf">Key of the definition that a new one begins as, its own key put in the place of that; null where the definition itself is published.</param>
    public async Task<Outcome<Guid>> Handle(Guid changeId, string kind, string? name, string? version, string? copyOf, bool isTest, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (name?.Trim() is not { } named || !IsKey(named))
            return DesigningErrors.KeyBad;
        if (library.Kinds.Find(kind) is not { } known || (isTest && known.TestEnding is null))
            return DesigningErrors.NotFound;
        string origin = string.IsNullOrWhiteSpace(copyOf) ? named : copyOf.Trim();
        SourceFile? source = await library.Source(known, origin, version, isTest, cancellationToken);
        // Tests may be the first of a definition; all else begins as something that works.
        if (source is null && !isTest)
            return DesigningErrors.NothingToCopy;
        return await unitOfWork.Execute<Guid>(
            new Operation("design.take-up", actor) { IdempotencyKey = key, Body = new { changeId, kind, named, version, origin, isTest } },
            async (work, token) =>
            {
                Outcome<DesignChange> open = await ChangeWork.Open(work, changeId, token);
                if (!open.Succeeded)
                    return open.Failure;
                DesignChange change = open.Value;
                if (await work.Db.Set<DesignFile>().AnyAsync(file => file.ChangeId == changeId && file.Kind == kind && file.Key == named && file.IsTest == isTest, token))
                    return DesigningErrors.FileThere;
                DesignFile file = new()
                {
                    Id = work.NewId(),
                    ChangeId = changeId,
                    Kind = kind,
                    Key = named,
                    IsTest = isTest,
                    BaseVersion = origin == named ? source?.Version : null,
                    Content = (source?.Text ?? "").Replace(origin, named, StringComparison.Ordinal),
                    SavedBy = ChangeWork.Who(actor),
                    SavedByName = actor.Name,
                    SavedAt = work.Now,
                };
                work.Db.Add(file);
                ChangeWork.Keep(work, file);
                change.Touch(work);
                work.Raise(change.Subject, "design.file-taken-up", new { file.Kind, file.Key, file.IsTest, file.BaseVersion });
                return file.Id;
            },
            cancellationToken);
    }
}
