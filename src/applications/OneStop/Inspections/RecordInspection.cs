using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Inspections;

/// <summary>The officer writes the minutes of a site inspection: who was there, what was found, photos, outcome. They are printed.</summary>
sealed class RecordInspection(DossierSteps steps)
{
    public const string EventType = "dossier.inspection-recorded";

    /// <param name="photos">Photos received by the file store, not yet in the database.</param>
    public Task<Outcome<StepDone>> Handle(
        StepCommand step, InspectionMinutes minutes, IReadOnlyList<StoredFile> photos, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { minutes, photos = photos.Select(photo => photo.ContentHash) },
        async (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.RecordInspection)
                return ProcessErrors.OutcomeNotOffered;
            if (minutes.HeldAt is not { } held || held > work.Now)
                return OneStopErrors.InspectionHeldMissing;
            if (string.IsNullOrWhiteSpace(minutes.Present))
                return OneStopErrors.InspectionPresentMissing;
            if (string.IsNullOrWhiteSpace(minutes.Findings))
                return OneStopErrors.InspectionFindingsMissing;
            SiteInspection inspection = await work.Db.Set<SiteInspection>().SingleAsync(i => i.DossierId == dossier.Id, token);
            Facts before = inspection.Facts();
            inspection.HeldAt = held.ToUniversalTime();
            inspection.Present = minutes.Present.Trim();
            inspection.Findings = minutes.Findings.Trim();
            inspection.Outcome = minutes.Outcome;
            inspection.RecordedAt = work.Now;
            inspection.RecordedBy = actor.Said();
            inspection.Revision++;
            foreach (StoredFile photo in photos)
            {
                work.Db.Add(photo);
                work.Db.Add(new InspectionPhoto { Id = work.NewId(), InspectionId = inspection.Id, FileId = photo.Id, Name = photo.OriginalName, ContentHash = photo.ContentHash });
            }

            work.Raise(inspection.Subject, "inspection.recorded", new { photos = photos.Select(photo => photo.ContentHash).ToArray() }, before, inspection.Facts());
            return new StepEnd("recorded", new { outcome = minutes.Outcome.ToString(), photos = photos.Select(photo => photo.ContentHash).ToArray() })
            {
                Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.InspectionMinutes, eventId),
            };
        },
        cancellationToken);
}

/// <summary>Minutes of an inspection.</summary>
/// <param name="HeldAt">Day and hour; null where they could not be read.</param>
/// <param name="Present">Who was there, one a line.</param>
sealed record InspectionMinutes(DateTimeOffset? HeldAt, string Present, string Findings, InspectionOutcome Outcome);
