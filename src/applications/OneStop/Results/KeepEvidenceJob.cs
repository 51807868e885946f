using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Papers;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// Adds to an issued result what its signatures need to be checked without asking anybody, soon after it was issued, and renews the time-stamp of the document before it
/// loses its strength (PAdES B-LTA, EN 319 142-1). It only appends: the file begins with the bytes that were issued. While a service is silent the job is tried again at growing intervals and
/// in the end waits for an operator; what could be added by then is kept.
/// </summary>
sealed class KeepEvidenceJob(SignatureEvidence evidence, ResultFiles files, UnitOfWork unitOfWork) : JobHandler
{
    public const string JobKind = "result.keep-evidence";
    public const string EventType = "result.evidence-kept";

    static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(10), WhileOff = TimeSpan.FromDays(1), LongestWait = TimeSpan.FromDays(365);

    public override string Kind => JobKind;

    public static void Schedule(Work work, Guid dossierId, DateTimeOffset dueAt) => work.Schedule(work.NewId(), JobKind, $"result/{dossierId}", dossierId.ToString(), dueAt);

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        DossierResult? result = await unitOfWork.Read((db, token) => db.Set<DossierResult>().SingleOrDefaultAsync(r => r.DossierId == id, token), cancellationToken);
        if (result is not { State: ResultState.Issued })
            return (_, _) => Task.CompletedTask;
        if (!evidence.IsOn)
            return (work, _) => Again(work, id, work.Now + WhileOff);
        ExtendedFile extended = await evidence.Extend(await files.Read(result.FileId, cancellationToken), cancellationToken);
        if (!extended.HasGrown)
            return extended.Missing.Count == 0
                ? (work, _) => Again(work, id, Due(work, extended))
                : throw new InvalidOperationException(string.Join("; ", extended.Missing));
        StoredFile stored = await files.Keep(extended.Pdf, $"{PaperFiles.NameOf(PaperKind.Result)}-{result.CheckCode}.pdf", cancellationToken);
        return (work, token) => Keep(work, result, stored, extended, token);
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static async Task Keep(Work work, DossierResult seen, StoredFile stored, ExtendedFile extended, CancellationToken cancellationToken)
    {
        DossierResult result = await work.Db.Set<DossierResult>().SingleAsync(r => r.DossierId == seen.DossierId, cancellationToken);
        if (result.Revision != seen.Revision)
        {
            Schedule(work, seen.DossierId, work.Now);
            return;
        }

        IssuedPaper paper = await work.Db.Set<IssuedPaper>().SingleAsync(p => p.CheckCode == result.CheckCode, cancellationToken);
        (Facts resultBefore, Facts paperBefore) = (result.Facts(), paper.Facts());
        work.Db.Add(stored);
        (result.FileId, result.ContentHash) = (stored.Id, stored.ContentHash);
        (paper.FileId, paper.ContentHash) = (stored.Id, stored.ContentHash);
        result.Revision++;
        work.Raise(result.Subject, EventType, new { extended.Missing, extended.RenewBefore }, resultBefore, result.Facts());
        work.Raise(paper.Subject, "paper.evidence-kept", new { stored.ContentHash }, paperBefore, paper.Facts());
        Schedule(work, seen.DossierId, Due(work, extended));
    }

    static Task Again(Work work, Guid id, DateTimeOffset dueAt)
    {
        Schedule(work, id, dueAt);
        return Task.CompletedTask;
    }

    // Looked at once a year in any case: the trust list may have set an earlier end.
    static DateTimeOffset Due(Work work, ExtendedFile extended) => extended.Missing.Count > 0
        ? work.Now + SoonAgain
        : extended.RenewBefore is { } end && end < work.Now + LongestWait ? end : work.Now + LongestWait;
}
