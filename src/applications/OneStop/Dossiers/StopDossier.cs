using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>The clerk stops a dossier whose owner did not supplement in time, or waits longer.</summary>
sealed class StopDossier(DossierSteps steps)
{
    public const string EventType = "dossier.stopped";

    public const string WaitedEventType = "dossier.waits-longer";

    public Task<Outcome<StepDone>> Stop(StepCommand step, string reason, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason, new { reason },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.ReviewStop)
                return Task.FromResult<Outcome<StepEnd>>(ProcessErrors.OutcomeNotOffered);
            if (string.IsNullOrWhiteSpace(reason))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.ReasonMissing);
            dossier.Status = DossierStatus.Stopped;
            dossier.FinishedAt = work.Now;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd("stop", new { reason = reason.Trim() }));
        },
        cancellationToken);

    public Task<Outcome<StepDone>> Wait(StepCommand step, Actor actor, CancellationToken cancellationToken) => steps.Do(
        WaitedEventType, step, actor, reason: null, new { },
        (work, dossier, item, token) => Task.FromResult<Outcome<StepEnd>>(
            item.Action == StepActions.ReviewStop ? new StepEnd("continue", new { }) : ProcessErrors.OutcomeNotOffered),
        cancellationToken);
}
