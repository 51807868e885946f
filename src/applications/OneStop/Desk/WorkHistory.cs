using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>What became of a work item that is no longer open.</summary>
sealed class WorkHistory(UnitOfWork unitOfWork, DeskNames names)
{
    /// <summary>
    /// The same own act sent twice is done, not refused; any other act on the item is told with name and time. Null where the item never was done.
    /// </summary>
    /// <param name="form">The form that was sent now.</param>
    public async Task<Outcome<StepDone>?> Done(Guid workItemId, string form, Actor actor, CancellationToken cancellationToken)
    {
        if (await unitOfWork.Read((db, token) => db.Set<DoneWorkItem>().SingleOrDefaultAsync(item => item.Id == workItemId, token), cancellationToken) is not { } done)
            return null;
        return done.DoneByPersonId is { } person && person == actor.PersonId && IsOutcomeOf(form, done.Outcome)
            ? new StepDone(done.SubjectId, "")
            : ProcessErrors.AlreadyDone.With((await names.Words(cancellationToken)).Actor(done.DoneBy) ?? done.DoneBy, VietnameseFormat.DateTime(done.DoneAt));
    }

    /// <summary>How many of these this person has ended by such an act.</summary>
    public async Task<int> Count(IReadOnlyCollection<Guid> workItemIds, string form, Actor actor, CancellationToken cancellationToken) =>
        (await unitOfWork.Read(
            (db, token) => db.Set<DoneWorkItem>().Where(item => workItemIds.Contains(item.Id) && item.DoneByPersonId == actor.PersonId && item.DoneByPersonId != null).Select(item => item.Outcome).ToListAsync(token),
            cancellationToken)).Count(outcome => IsOutcomeOf(form, outcome));

    static bool IsOutcomeOf(string form, string? outcome) => form switch
    {
        DeskForms.Examine or DeskForms.Prepare => outcome is "submit" or "recorded",
        DeskForms.SendBack => outcome == "return",
        DeskForms.Return => outcome is null or "return-result",
        DeskForms.Wait => outcome == "continue",
        DeskForms.TakeOver or DeskForms.TakeResult => outcome == "taken",
        DeskForms.Review => outcome == "agree",
        DeskForms.Check => outcome == "checked",
        DeskForms.AskOpinion => outcome == "asked",
        DeskForms.AnswerOpinion => outcome == "answered",
        DeskForms.PlanInspection => outcome == "planned",
        DeskForms.RecordInspection => outcome == "recorded",
        _ => outcome == form,
    };
}
