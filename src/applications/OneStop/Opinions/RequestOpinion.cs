using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Opinions;

/// <summary>
/// The officer asks another agency by a letter, numbered in the register of the asking agency. The asked agency finds it in its inbox; the letter is
/// printed as well.
/// </summary>
sealed class RequestOpinion(
    DossierSteps steps, DossierQueries dossiers, ProcedureCatalogue catalogue, CompetentAgencies competences, DirectoryQueries directory, WorkingCalendars calendars,
    TimeProvider time)
{
    public const string EventType = "dossier.opinion-requested";

    /// <summary>Register of letters that ask for an opinion; the number's sign after the slash.</summary>
    const string Notation = "CV-LYK";

    /// <param name="question">What is asked, in the officer's words; the procedure's own question is offered.</param>
    public async Task<Outcome<StepDone>> Handle(StepCommand step, string dossierCode, string question, Actor actor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(question))
            return OneStopErrors.QuestionMissing;
        if (await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken) is not { } file)
            return OneStopErrors.NotFound;
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        // The law of the day of submission: a later rule never moves a running dossier.
        DateOnly filed = VietnamTime.DateOf(file.Dossier.SubmittedAt);
        if (procedure.OpinionOn(filed) is not { } rule
            || await competences.Asked(rule, FormAnswers.FromJson(file.Dossier.Answers), filed, cancellationToken) is not { } asked)
            return OneStopErrors.NoOpinionAsked;
        AgencyRecord asking = await directory.AgencyOfAnyDay(file.Dossier.CompetentAgencyId, cancellationToken)
            ?? throw new InvalidOperationException("The competent agency is not in the directory.");
        WorkingCalendar calendar = await calendars.InForce(time.GetUtcNow(), cancellationToken);
        return await steps.Do(
            EventType, step, actor, reason: null, new { question },
            async (work, dossier, item, token) =>
            {
                if (item.Action != StepActions.RequestOpinion)
                    return ProcessErrors.OutcomeNotOffered;
                DateOnly day = VietnamTime.DateOf(work.Now);
                // Where another took over from the agency that the law of that day names, the process asks that one.
                Guid consulted = await ProcessRuntime.Running(work.Db, Dossier.SubjectKind).Where(running => running.SubjectId == dossier.Id)
                    .Select(running => running.ConsultedAgencyId).FirstOrDefaultAsync(token) ?? asked.Id;
                long number = await work.NextNumber($"letter/{asking.Key}/{Notation}", day.Year.ToString(CultureInfo.InvariantCulture), token);
                OpinionRequest request = new()
                {
                    Id = work.NewId(),
                    DossierId = dossier.Id,
                    AskingAgencyId = asking.Id,
                    AskedAgencyId = consulted,
                    Number = string.Create(CultureInfo.InvariantCulture, $"{number:00}/{Notation}"),
                    LetterDate = day,
                    Question = question.Trim(),
                    DueAt = DeadlineClock.Start(calendar, work.Now, rule.Limit.ToLimit()).DueAt!.Value,
                };
                work.Db.Add(request);
                work.Raise(request.Subject, "opinion.requested", new { }, before: null, request.Facts());
                dossier.Status = DossierStatus.Processing;
                return new StepEnd("asked", new { request.Number, asked = asked.Name, request.DueAt })
                {
                    Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.OpinionLetter, eventId),
                };
            },
            cancellationToken);
    }
}
