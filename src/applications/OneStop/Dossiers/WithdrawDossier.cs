using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// The citizen takes a dossier back until its result is signed: asks (status 7), may think better of it, and the clerk of the place of receipt
/// settles it (status 8), whereupon the process ends.
/// </summary>
sealed class WithdrawDossier(DossierActs acts, ProcessRuntime processes)
{
    public const string AskedEventType = "dossier.withdrawal-requested";
    public const string KeptEventType = "dossier.withdrawal-taken-back";
    public const string EventType = "dossier.withdrawn";

    /// <summary>Whether the owner may ask for it now.</summary>
    public static bool MayAsk(Dossier dossier, DossierResult? result) =>
        dossier.Status is DossierStatus.Submitted or DossierStatus.Accepted or DossierStatus.Processing or DossierStatus.SupplementRequested or DossierStatus.PaymentRequired
        && result is not { State: not ResultState.Prepared };

    /// <summary>Whether the actor settles what was asked.</summary>
    public static bool MaySettle(Actor actor, Dossier dossier) =>
        actor.Kind == ActorKind.Official && actor.May(OneStopPermissions.Receive) && actor.AgencyId == dossier.ReceivingAgencyId
        && dossier.Status == DossierStatus.WithdrawalRequested;

    /// <summary>Nothing is done any more until the clerk has settled it.</summary>
    public static void Ask(Dossier dossier)
    {
        dossier.StatusBeforeWithdrawal = dossier.Status;
        dossier.Status = DossierStatus.WithdrawalRequested;
    }

    public Task<Outcome<StepDone>> Ask(ActCommand act, string reason, Actor actor, CancellationToken cancellationToken) => acts.Do(
        AskedEventType, act, actor, reason, new { reason },
        async (work, dossier, token) =>
        {
            if (actor.AccountId is null || dossier.OwnerAccountId != actor.AccountId)
                return KernelErrors.Forbidden;
            if (string.IsNullOrWhiteSpace(reason))
                return OneStopErrors.ReasonMissing;
            if (!MayAsk(dossier, await work.Db.Set<DossierResult>().AsNoTracking().SingleOrDefaultAsync(r => r.DossierId == dossier.Id, token)))
                return OneStopErrors.TooLateToWithdraw;
            Ask(dossier);
            return new ActEnd(new { reason = reason.Trim() });
        },
        cancellationToken);

    /// <summary>The citizen thinks better of it; the dossier goes on where it was.</summary>
    public Task<Outcome<StepDone>> TakeBack(ActCommand act, Actor actor, CancellationToken cancellationToken) => acts.Do(
        KeptEventType, act, actor, reason: null, new { },
        (work, dossier, token) =>
        {
            if (actor.AccountId is null || dossier.OwnerAccountId != actor.AccountId)
                return Task.FromResult<Outcome<ActEnd>>(KernelErrors.Forbidden);
            if (dossier is not { Status: DossierStatus.WithdrawalRequested, StatusBeforeWithdrawal: { } before })
                return Task.FromResult<Outcome<ActEnd>>(OneStopErrors.NotWithdrawn);
            dossier.Status = before;
            dossier.StatusBeforeWithdrawal = null;
            return Task.FromResult<Outcome<ActEnd>>(new ActEnd(new { }));
        },
        cancellationToken);

    public Task<Outcome<StepDone>> Settle(ActCommand act, Actor actor, CancellationToken cancellationToken) => acts.Do(
        EventType, act, actor, reason: null, new { },
        async (work, dossier, token) =>
        {
            if (dossier.Status != DossierStatus.WithdrawalRequested)
                return OneStopErrors.NotWithdrawn;
            if (!MaySettle(actor, dossier))
                return KernelErrors.Forbidden;
            Outcome<ProcessAdvance> ended = await processes.Cancel(work, dossier.ProcessInstanceId, EventType, token);
            if (!ended.Succeeded)
                return ended.Failure;
            dossier.Status = DossierStatus.Stopped;
            dossier.FinishedAt = work.Now;
            dossier.HolderRole = "";
            return new ActEnd(new { });
        },
        cancellationToken);
}
