using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>The citizen answers a supplement request; a paused clock goes on.</summary>
sealed class SupplementDossier(DossierSteps steps, WorkingCalendars calendars)
{
    public const string EventType = "dossier.supplemented";

    /// <param name="files">Files already received by the file store, not yet in the database.</param>
    /// <param name="answer">What the citizen writes beside them.</param>
    public Task<Outcome<StepDone>> Handle(
        StepCommand step, IReadOnlyList<SupplementFile> files, string? answer, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { files = files.Select(file => file.File.ContentHash), answer },
        async (work, dossier, item, token) =>
        {
            if (item.Role != CandidateRoles.Submitter)
                return KernelErrors.Forbidden;
            if (files.Count == 0 && string.IsNullOrWhiteSpace(answer))
                return OneStopErrors.SupplementNothing;
            foreach (SupplementFile supplement in files)
                work.Db.Add(supplement.File);
            return await Change(
                work, dossier, [.. files.Select(supplement => new SupplementPaper(supplement.ComponentId, supplement.File.OriginalName, supplement.File.Id, supplement.File.ContentHash))], answer, token);
        },
        cancellationToken);

    /// <summary>Keeps what came with the dossier and lets its clock go on.</summary>
    /// <param name="papers">Files whose rows the operation has.</param>
    public async Task<Outcome<StepEnd>> Change(Work work, Dossier dossier, IReadOnlyList<SupplementPaper> papers, string? answer, CancellationToken cancellationToken)
    {
        foreach (SupplementPaper paper in papers)
            work.Db.Add(SubmittedDocument.Of(work, dossier.Id, paper.ComponentId, paper.Name, paper.FileId, paper.ContentHash, round: dossier.SupplementRounds));

        SupplementRequest request = await work.Db.Set<SupplementRequest>()
            .SingleAsync(r => r.DossierId == dossier.Id && r.Round == dossier.SupplementRounds, cancellationToken);
        request.AnsweredAt = work.Now;
        request.Answer = string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
        if (dossier.Clock is { } stored)
        {
            DeadlineClock clock = DossierClock.Read(await calendars.InForce(work.Now, cancellationToken), stored).Resume(work.Now);
            dossier.Clock = DossierClock.Write(clock, DossierClock.CaseOf(stored));
            // A promise once made is not taken back by a pause.
            dossier.DueAt = clock.DueAt < dossier.ExtendedTo ? dossier.ExtendedTo : clock.DueAt;
            dossier.Status = DossierStatus.Processing;
        }
        else
        {
            dossier.Status = DossierStatus.Submitted;
        }

        return new StepEnd("supplemented", new { files = papers.Select(paper => paper.ContentHash).ToArray(), dossier.DueAt });
    }
}

/// <summary>A file of a supplement, for a component of the dossier.</summary>
sealed record SupplementFile(string ComponentId, StoredFile File);

/// <summary>A file of a supplement that is kept already.</summary>
sealed record SupplementPaper(string ComponentId, string Name, Guid FileId, string ContentHash);
