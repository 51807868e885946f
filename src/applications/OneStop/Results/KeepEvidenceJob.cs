using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Papers;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// Adds to an issued result or a certified copy what its signatures need to be checked without asking anybody, soon after it was issued, and renews the time-stamp of the document before it
/// loses its strength (PAdES B-LTA, EN 319 142-1). It only appends: the file begins with the bytes that were issued. While a service is silent the job is tried again at growing intervals and
/// in the end waits for an operator; what could be added by then is kept.
/// </summary>
sealed class KeepEvidenceJob(SignatureEvidence evidence, ResultFiles files, UnitOfWork unitOfWork) : JobHandler
{
    public const string JobKind = "result.keep-evidence";
    public const string EventType = "result.evidence-kept", PaperEventType = "paper.evidence-kept";

    static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(10), WhileOff = TimeSpan.FromDays(1), LongestWait = TimeSpan.FromDays(365);

    public override string Kind => JobKind;

    /// <summary>For the result of a dossier.</summary>
    public static void ScheduleResult(Work work, Guid dossierId) => Schedule(work, new(dossierId, null), work.Now);

    /// <summary>For a certified copy.</summary>
    /// <param name="field">Name of the signature by which it was certified; those before it are others' matter.</param>
    public static void ScheduleCopy(Work work, Guid paperId, string field) => Schedule(work, new(paperId, field), work.Now);

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        SignedPaper about = SignedPaper.Read(payload);
        StoredFile? seen = await unitOfWork.Read(
            async (db, token) => await Find(db, about, token) is (_, { } paper) ? await db.Set<StoredFile>().SingleAsync(file => file.Id == paper.FileId, token) : null, cancellationToken);
        if (seen is null)
            return (_, _) => Task.CompletedTask;
        if (!evidence.IsOn)
            return (work, _) => Again(work, about, work.Now + WhileOff);
        ExtendedFile extended = await evidence.Extend(await files.Read(seen.Id, cancellationToken), about.Field, cancellationToken);
        if (!extended.HasGrown)
            return extended.Missing.Count == 0
                ? (work, _) => Again(work, about, Due(work, extended))
                : throw new InvalidOperationException(string.Join("; ", extended.Missing));
        StoredFile stored = await files.Keep(extended.Pdf, seen.OriginalName, cancellationToken);
        return (work, token) => Keep(work, about, seen.Id, stored, extended, token);
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static async Task Keep(Work work, SignedPaper about, Guid seenFile, StoredFile stored, ExtendedFile extended, CancellationToken cancellationToken)
    {
        (DossierResult? result, IssuedPaper? paper) = await Find(work.Db, about, cancellationToken);
        if (paper is null || paper.FileId != seenFile)
        {
            Schedule(work, about, work.Now);
            return;
        }

        work.Db.Add(stored);
        if (result is not null)
        {
            Facts resultBefore = result.Facts();
            (result.FileId, result.ContentHash) = (stored.Id, stored.ContentHash);
            result.Revision++;
            work.Raise(result.Subject, EventType, new { extended.Missing, extended.RenewBefore }, resultBefore, result.Facts());
        }

        Facts before = paper.Facts();
        (paper.FileId, paper.ContentHash) = (stored.Id, stored.ContentHash);
        work.Raise(paper.Subject, PaperEventType, new { stored.ContentHash, extended.Missing, extended.RenewBefore }, before, paper.Facts());
        Schedule(work, about, Due(work, extended));
    }

    // The paper, and the result where it is one: both name the file.
    static async Task<(DossierResult? Result, IssuedPaper? Paper)> Find(VanLangDbContext db, SignedPaper about, CancellationToken cancellationToken)
    {
        if (about.Field is not null)
            return (null, await db.Set<IssuedPaper>().SingleOrDefaultAsync(paper => paper.Id == about.Id, cancellationToken));
        return await db.Set<DossierResult>().SingleOrDefaultAsync(r => r.DossierId == about.Id && r.State == ResultState.Issued, cancellationToken) is { } result
            ? (result, await db.Set<IssuedPaper>().SingleAsync(paper => paper.CheckCode == result.CheckCode, cancellationToken))
            : (null, null);
    }

    static Task Again(Work work, SignedPaper about, DateTimeOffset dueAt)
    {
        Schedule(work, about, dueAt);
        return Task.CompletedTask;
    }

    static void Schedule(Work work, SignedPaper about, DateTimeOffset dueAt) => work.Schedule(work.NewId(), JobKind, about.Lane, about.ToString(), dueAt);

    // Looked at once a year in any case: the trust list may have set an earlier end.
    static DateTimeOffset Due(Work work, ExtendedFile extended) => extended.Missing.Count > 0
        ? work.Now + SoonAgain
        : extended.RenewBefore is { } end && end < work.Now + LongestWait ? end : work.Now + LongestWait;

    /// <summary>What the job is about.</summary>
    /// <param name="Id">The dossier of a result, or a certified copy.</param>
    /// <param name="Field">Of a copy: our signature in it.</param>
    readonly record struct SignedPaper(Guid Id, string? Field)
    {
        public string Lane => Field is null ? $"result/{Id}" : $"copy/{Id}";

        public static SignedPaper Read(string payload) => payload.Split(' ', 2) is [var id, var field] ? new(Guid.Parse(id), field) : new(Guid.Parse(payload), null);

        public override string ToString() => Field is null ? Id.ToString() : $"{Id} {Field}";
    }
}
