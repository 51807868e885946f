using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Opinions;

/// <summary>The asked agency answers. An answer after the last day is kept and marked late, also where silence was already taken as consent.</summary>
sealed class AnswerOpinion(DossierSteps steps, DossierActs acts)
{
    public const string EventType = "dossier.opinion-answered";

    public const string LateEventType = "dossier.opinion-answered-late";

    /// <param name="file">The answering letter, received by the file store and not yet in the database; null where the words are all.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, OpinionAnswer answer, StoredFile? file, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { answer, file?.ContentHash },
        async (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.AnswerOpinion)
                return ProcessErrors.OutcomeNotOffered;
            if (string.IsNullOrWhiteSpace(answer.Text))
                return OneStopErrors.AnswerMissing;
            OpinionRequest? request = await work.Db.Set<OpinionRequest>().SingleOrDefaultAsync(
                r => r.DossierId == dossier.Id && r.AskedAgencyId == actor.AgencyId && (r.State == OpinionState.Asked || r.State == OpinionState.Overdue), token);
            if (request is null)
                return OneStopErrors.NoOpinionAsked;
            Write(work, request, answer, file);
            return new StepEnd("answered", new { request.Number, verdict = answer.Verdict.ToString(), request.IsLate, file?.ContentHash });
        },
        cancellationToken);

    /// <summary>Keeps an answer that comes after the question was closed by silence. It no longer moves the dossier; who decides sees it.</summary>
    public Task<Outcome<StepDone>> Late(ActCommand act, OpinionAnswer answer, StoredFile? file, Actor actor, CancellationToken cancellationToken) => acts.Do(
        LateEventType, act, actor, reason: null, new { answer, file?.ContentHash },
        async (work, dossier, token) =>
        {
            if (string.IsNullOrWhiteSpace(answer.Text))
                return OneStopErrors.AnswerMissing;
            if (!actor.May(OneStopPermissions.Process))
                return KernelErrors.Forbidden;
            OpinionRequest? request = await work.Db.Set<OpinionRequest>().SingleOrDefaultAsync(
                r => r.DossierId == dossier.Id && r.AskedAgencyId == actor.AgencyId && r.State == OpinionState.SilentConsent && r.AnsweredAt == null, token);
            if (request is null)
                return OneStopErrors.NoOpinionAsked;
            Write(work, request, answer, file);
            return new ActEnd(new { request.Number, verdict = answer.Verdict.ToString(), file?.ContentHash });
        },
        cancellationToken);

    /// <summary>Whether the actor's agency may still give an answer to a question closed by silence.</summary>
    public static bool MayAnswerLate(OpinionRequest request, Actor actor) =>
        request is { State: OpinionState.SilentConsent, AnsweredAt: null } && request.AskedAgencyId == actor.AgencyId && actor.May(OneStopPermissions.Process);

    static void Write(Work work, OpinionRequest request, OpinionAnswer answer, StoredFile? file)
    {
        Facts before = request.Facts();
        OpinionState state = request.State;
        request.Verdict = answer.Verdict;
        request.Answer = answer.Text.Trim();
        request.AnswerNumber = string.IsNullOrWhiteSpace(answer.Number) ? null : answer.Number.Trim();
        request.AnsweredAt = work.Now;
        request.AnsweredBy = work.Actor.Said();
        request.IsLate = work.Now > request.DueAt || state is not OpinionState.Asked;
        // An answer after silence was taken as consent does not undo the consent.
        if (state is not OpinionState.SilentConsent)
            request.State = OpinionState.Answered;
        if (file is not null)
        {
            work.Db.Add(file);
            request.FileId = file.Id;
            request.FileName = file.OriginalName;
            request.ContentHash = file.ContentHash;
        }

        request.Revision++;
        work.Raise(request.Subject, "opinion.answered", new { }, before, request.Facts());
    }
}

/// <summary>What the asked agency writes.</summary>
/// <param name="Number">Số, ký hiệu of its letter; null for none.</param>
sealed record OpinionAnswer(OpinionVerdict Verdict, string Text, string? Number);
