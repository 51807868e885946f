using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>The one-stop clerk hands the result over; the dossier is closed.</summary>
sealed class ReturnResult(DossierSteps steps)
{
    public const string EventType = "dossier.result-returned";

    /// <param name="receivedBy">Name of who took it, as the clerk saw it.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, string? receivedBy, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { receivedBy },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.Return)
                return Task.FromResult<Outcome<StepEnd>>(ProcessErrors.OutcomeNotOffered);
            dossier.Status = DossierStatus.ResultReturned;
            dossier.ReturnedAt = work.Now;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd(
                item.Outcomes.Length == 0 ? null : item.Outcomes.Split(' ')[0], new { receivedBy = receivedBy?.Trim() }));
        },
        cancellationToken);
}
