using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>Leads a form of the case page to its operation. The permission is asked here, role and agency by the operation itself.</summary>
sealed class StepDispatch(
    AcceptDossier accept, RequestSupplement supplement, RefuseDossier refuse, ExamineDossier examine, PrepareResult prepare, SignResult sign,
    ReturnToOfficer sendBack, IssueResult issue, ReturnResult handOver, StopDossier stop,
    SupplementDossier supplemented, CollectFee collectFee, CancelFeeReceipt cancelReceipt, ShapeSteps shapes,
    ClaimWork claim, ReleaseWork release, AssignWork assign, ExtendDueTime extend, WithdrawDossier withdraw)
{
    /// <param name="result">Answers of the officer's form, where the form has one.</param>
    /// <param name="items">Open work items of the dossier.</param>
    public async Task<Outcome<StepDone>> Do(
        StepPost post, string code, FormAnswers result, IReadOnlyList<WorkItem> items, Actor actor, CancellationToken cancellationToken)
    {
        if (!May(actor, post.Form))
            return KernelErrors.Forbidden;
        if (await shapes.Do(post, code, actor, cancellationToken) is { } done)
            return done;
        StepCommand step = post.Step;
        ActCommand act = new(code, step.Revision, step.Key);
        string reason = post.Text(StepPost.Reason);
        string pin = post.Text(StepPost.Pin);
        return post.Form switch
        {
            DeskForms.Accept => await accept.Handle(step, post.Text(StepPost.LimitCase) is { Length: > 0 } limitCase ? limitCase : null, actor, cancellationToken),
            DeskForms.Supplement => await supplement.Handle(step, post.Text(StepPost.Items).Split('\n'), reason, actor, cancellationToken),
            DeskForms.Refuse => post.Text(StepPost.Sure).Length > 0
                ? await refuse.Handle(step, reason, post.Text(StepPost.LegalBasis), actor, cancellationToken)
                : DeskErrors.NotSure,
            DeskForms.Examine => await examine.Handle(step, actor, cancellationToken),
            DeskForms.Prepare => Guid.TryParse(post.Text(StepPost.Signer), out Guid signer)
                ? await prepare.Handle(step, code, result, signer, actor, cancellationToken)
                : OneStopErrors.SignerMissing,
            DeskForms.Sign => post.Text(StepPost.HasRead).Length > 0
                ? await sign.Handle(step, code, post.Text(StepPost.SeenHash), pin, actor, cancellationToken)
                : DeskErrors.NotRead,
            DeskForms.SendBack => await sendBack.Handle(step, reason, actor, cancellationToken),
            DeskForms.Issue => await issue.Handle(step, code, pin, actor, cancellationToken),
            DeskForms.Return => await handOver.Handle(step, post.Text(StepPost.ReceivedBy), post.Text(StepPost.PostalNumber), actor, cancellationToken),
            DeskForms.Stop => await stop.Stop(step, reason, actor, cancellationToken),
            DeskForms.Wait => await stop.Wait(step, actor, cancellationToken),
            DeskForms.Supplemented => await supplemented.Handle(step, [], post.Text(StepPost.Answer), actor, cancellationToken),
            DeskForms.CollectFee => await collectFee.Handle(act, actor, cancellationToken),
            DeskForms.CancelReceipt => await cancelReceipt.Handle(act, reason, actor, cancellationToken),
            DeskForms.Claim => await claim.Handle(act, step.WorkItemId, actor, cancellationToken),
            DeskForms.Release => await release.Handle(act, step.WorkItemId, actor, cancellationToken),
            DeskForms.Assign => items.FirstOrDefault(item => item.Id == step.WorkItemId) is not { } item ? OneStopErrors.WorkGone
                : Guid.TryParse(post.Text(StepPost.Assignee), out Guid position) ? await assign.Handle(act, item, position, actor, cancellationToken)
                : OneStopErrors.AssigneeMissing,
            DeskForms.Extend => await extend.Handle(act, post.DayOf(StepPost.NewDay), reason, actor, cancellationToken),
            DeskForms.Withdraw => await withdraw.Settle(act, actor, cancellationToken),
            _ => OneStopErrors.NotFound,
        };
    }

    static bool May(Actor actor, string form) => form switch
    {
        DeskForms.Accept or DeskForms.Stop or DeskForms.Wait or DeskForms.Supplemented or DeskForms.CollectFee or DeskForms.CancelReceipt => actor.May(OneStopPermissions.Receive),
        DeskForms.Supplement or DeskForms.Refuse => actor.May(OneStopPermissions.Receive) || actor.May(OneStopPermissions.Process),
        DeskForms.Examine or DeskForms.Prepare => actor.May(OneStopPermissions.Process),
        DeskForms.TakeOver or DeskForms.TakeResult => actor.May(OneStopPermissions.Receive),
        DeskForms.Check or DeskForms.AskOpinion or DeskForms.AnswerOpinion or DeskForms.PlanInspection or DeskForms.RecordInspection
            or DeskForms.LateAnswer => actor.May(OneStopPermissions.Process),
        DeskForms.Review => actor.May(OneStopPermissions.Assign),
        DeskForms.SendBack => actor.May(OneStopPermissions.Sign) || actor.May(OneStopPermissions.Assign),
        DeskForms.Sign => actor.May(OneStopPermissions.Sign),
        DeskForms.Issue => actor.May(OneStopPermissions.Issue),
        DeskForms.Return => actor.May(OneStopPermissions.Return),
        DeskForms.Claim or DeskForms.Release => actor.May(OneStopPermissions.Search),
        DeskForms.Assign => actor.May(OneStopPermissions.Assign),
        DeskForms.Extend => actor.May(OneStopPermissions.Process) || actor.May(OneStopPermissions.Sign),
        DeskForms.Withdraw => actor.May(OneStopPermissions.Receive),
        _ => false,
    };
}
