using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Inspections;

/// <summary>The officer sets day, hour and place of a site inspection and whom to ask to it.</summary>
sealed class PlanInspection(DossierSteps steps)
{
    public const string EventType = "dossier.inspection-planned";

    public Task<Outcome<StepDone>> Handle(StepCommand step, InspectionPlan plan, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { plan },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.PlanInspection)
                return Result(ProcessErrors.OutcomeNotOffered);
            if (plan.At is not { } at || at < work.Now)
                return Result(OneStopErrors.InspectionTimeMissing);
            if (string.IsNullOrWhiteSpace(plan.Place))
                return Result(OneStopErrors.InspectionPlaceMissing);
            SiteInspection inspection = new()
            {
                Id = work.NewId(),
                DossierId = dossier.Id,
                PlannedAt = at.ToUniversalTime(),
                Place = plan.Place.Trim(),
                Invited = plan.Invited.Trim(),
                PlannedBy = actor.Said(),
            };
            work.Db.Add(inspection);
            work.Raise(inspection.Subject, "inspection.planned", new { }, before: null, inspection.Facts());
            dossier.Status = DossierStatus.Processing;
            return Result(new StepEnd("planned", new { inspection.PlannedAt, inspection.Place }));
        },
        cancellationToken);

    static Task<Outcome<StepEnd>> Result(Outcome<StepEnd> end) => Task.FromResult(end);
}

/// <summary>What is planned.</summary>
/// <param name="At">Day and hour; null where they could not be read.</param>
/// <param name="Invited">Whom to ask to it, one a line.</param>
sealed record InspectionPlan(DateTimeOffset? At, string Place, string Invited);
