using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Opinions;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>What a timer, message or signal of the process changes for its dossier: who holds it next; and what operators did with it, for its history.</summary>
sealed class FollowTimers : ProcessObserver
{
    public override string SubjectKind => Dossier.SubjectKind;

    public override async Task Advanced(Work work, Subject subject, ProcessAdvance advance, CancellationToken cancellationToken)
    {
        Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == subject.Id, cancellationToken);
        Facts before = dossier.Facts();
        object? opinion = await OpinionSilence.Follow(work, dossier, advance, cancellationToken);
        // A review opened beside the citizen's own step does not take the dossier out of the citizen's hands.
        if (advance.Opened.Any(item => item.Action != StepActions.ReviewStop))
            await DossierSteps.Follow(work, dossier, advance, cancellationToken);
        else if (advance.Opened is [{ AgencyId: { } agency }, ..])
            await DossierSteps.See(work, dossier, agency, cancellationToken);
        dossier.Revision++;
        work.Raise(subject, TypeOf(advance), new { opened = advance.Opened.Select(item => item.NodeId).ToArray(), opinion }, before, dossier.Facts());
    }

    public override void Operated(Work work, Subject subject, OperatorAct act) => work.Raise(
        subject,
        act switch
        {
            OperatorAct.Suspended => "dossier.process-suspended",
            OperatorAct.Resumed => "dossier.process-resumed",
            OperatorAct.Retried => "dossier.process-retried",
            _ => "dossier.process-migrated",
        },
        new { });

    static string TypeOf(ProcessAdvance advance) => advance switch
    {
        { ByOperator: true } => "dossier.process-modified",
        { ByRetry: true } => "dossier.process-tried-again",
        { ByTimer: true } => "dossier.timer-fired",
        _ => "dossier.process-moved",
    };
}
