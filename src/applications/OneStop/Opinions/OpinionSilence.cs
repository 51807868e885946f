using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Opinions;

/// <summary>What the end of the limit means for a question that was not answered.</summary>
static class OpinionSilence
{
    /// <summary>Follows a timer: where it took the answer's work item away, the question is closed by consent or goes on overdue.</summary>
    /// <returns>What the dossier's event tells; null where the timer was another.</returns>
    public static async Task<object?> Follow(Work work, Dossier dossier, ProcessAdvance advance, CancellationToken cancellationToken)
    {
        OpinionRequest? open = await work.Db.Set<OpinionRequest>().SingleOrDefaultAsync(
            request => request.DossierId == dossier.Id && request.State == OpinionState.Asked, cancellationToken);
        if (open is null || work.Now < open.DueAt)
            return null;
        bool waits = advance.Opened.Any(item => item.Action == StepActions.AnswerOpinion);
        // Another timer, while the asked agency still has its step.
        if (!waits && await work.Db.Set<WorkItem>().AnyAsync(item => item.SubjectId == dossier.Id && item.Action == StepActions.AnswerOpinion, cancellationToken))
            return null;
        Facts before = open.Facts();
        open.State = waits ? OpinionState.Overdue : OpinionState.SilentConsent;
        open.Revision++;
        work.Raise(open.Subject, waits ? "opinion.overdue" : "opinion.silent-consent", new { }, before, open.Facts());
        return new { open.Number, open.DueAt, consent = !waits };
    }
}
