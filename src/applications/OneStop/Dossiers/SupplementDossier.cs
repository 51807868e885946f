using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
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
            {
                work.Db.Add(supplement.File);
                work.Db.Add(new SubmittedDocument
                {
                    Id = work.NewId(),
                    DossierId = dossier.Id,
                    ComponentId = supplement.ComponentId,
                    Name = supplement.File.OriginalName,
                    FileId = supplement.File.Id,
                    ContentHash = supplement.File.ContentHash,
                    AddedAt = work.Now,
                    Round = dossier.SupplementRounds,
                });
            }

            SupplementRequest request = await work.Db.Set<SupplementRequest>()
                .SingleAsync(r => r.DossierId == dossier.Id && r.Round == dossier.SupplementRounds, token);
            request.AnsweredAt = work.Now;
            request.Answer = string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
            if (dossier.Clock is { } stored)
            {
                DeadlineClock clock = DossierClock.Read(await calendars.InForce(work.Now, token), stored).Resume(work.Now);
                dossier.Clock = DossierClock.Write(clock, DossierClock.CaseOf(stored));
                // A promise once made is not taken back by a pause.
                dossier.DueAt = clock.DueAt < dossier.ExtendedTo ? dossier.ExtendedTo : clock.DueAt;
                dossier.Status = DossierStatus.Processing;
            }
            else
            {
                dossier.Status = DossierStatus.Submitted;
            }

            return new StepEnd("supplemented", new { files = files.Select(file => file.File.ContentHash).ToArray(), dossier.DueAt });
        },
        cancellationToken);
}

/// <summary>A file of a supplement, for a component of the dossier.</summary>
sealed record SupplementFile(string ComponentId, StoredFile File);
