using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Successions;

/// <summary>A person says to which of several successors a dossier or draft goes, where the data do not tell or tell wrongly.</summary>
sealed class ChooseSuccessor(UnitOfWork unitOfWork, SuccessorRules rules, TimeProvider time)
{
    public const string EventType = "succession.chosen";

    public async Task<Outcome<Done>> Handle(
        Guid agencyId, IReadOnlyList<SuccessorChoice> choices, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.Succession))
            return KernelErrors.Forbidden;
        SuccessorRule rule = await rules.For(agencyId, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken);
        if (choices.Any(choice => rule.Candidates.All(agency => agency.Id != choice.ToAgencyId)))
            return SuccessionErrors.WrongChoice;
        return await unitOfWork.Execute<Done>(
            new Operation("succession.choose", actor) { IdempotencyKey = key, Body = new { agencyId, choices } },
            async (work, token) =>
            {
                foreach (SuccessorChoice choice in choices)
                {
                    if (await Keep(work, agencyId, choice, token) is { } failure)
                        return failure;
                }

                return new Done();
            },
            cancellationToken);
    }

    static async Task<Failure?> Keep(Work work, Guid agencyId, SuccessorChoice choice, CancellationToken cancellationToken)
    {
        bool isOpen = choice.Kind == SuccessionSubject.Dossier
            ? await OpenWorkOf.Dossiers(work.Db, agencyId).AnyAsync(dossier => dossier.Id == choice.SubjectId, cancellationToken)
            : await OpenWorkOf.Drafts(work.Db, [agencyId]).AnyAsync(draft => draft.Id == choice.SubjectId, cancellationToken);
        if (!isOpen)
            return SuccessionErrors.WrongChoice;
        SuccessionMove? move = await work.Db.Set<SuccessionMove>()
            .SingleOrDefaultAsync(m => m.AgencyId == agencyId && m.SubjectKind == choice.Kind && m.SubjectId == choice.SubjectId, cancellationToken);
        if (move is { State: SuccessionState.Planned or SuccessionState.Returning })
            return SuccessionErrors.Running;
        if (move is null)
            work.Db.Add(move = new() { Id = work.NewId(), AgencyId = agencyId, SubjectKind = choice.Kind, SubjectId = choice.SubjectId, ToAgencyId = choice.ToAgencyId, State = SuccessionState.Chosen });
        (move.ToAgencyId, move.State, move.RunId, move.ChosenBy) = (choice.ToAgencyId, SuccessionState.Chosen, null, work.Actor.Said());
        move.Revision++;
        work.Raise(new(SuccessionRun.SubjectKind, agencyId), EventType, new { choice.Kind, choice.SubjectId, to = choice.ToAgencyId });
        return null;
    }
}

/// <summary>Where something goes.</summary>
sealed record SuccessorChoice(SuccessionSubject Kind, Guid SubjectId, Guid ToAgencyId);
