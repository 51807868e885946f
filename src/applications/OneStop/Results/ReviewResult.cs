using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>The head of the unit agrees that a prepared result goes to the leader (soát xét). Sending it back: <see cref="ReturnToOfficer"/>.</summary>
sealed class ReviewResult(DossierSteps steps, DossierQueries dossiers)
{
    public const string EventType = "dossier.result-reviewed";

    /// <param name="seenHash">Hash of the draft that was read: another draft is not agreed to.</param>
    public async Task<Outcome<StepDone>> Handle(StepCommand step, string dossierCode, string seenHash, Actor actor, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken);
        if (file is null)
            return OneStopErrors.NotFound;
        if (file.Result is not { State: ResultState.Prepared } result)
            return OneStopErrors.NoResult;
        if (result.ContentHash != seenHash)
            return KernelErrors.Conflict;
        return await steps.Do(
            EventType, step, actor, reason: null, new { seenHash },
            (work, dossier, item, token) => Task.FromResult<Outcome<StepEnd>>(item.Action == StepActions.Review
                ? new StepEnd("agree", new { seenHash })
                : ProcessErrors.OutcomeNotOffered),
            cancellationToken);
    }
}
