using Microsoft.EntityFrameworkCore;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Plays dossiers under a change, some at a time in the order of their ids, and says what comes out otherwise.</summary>
sealed class RehearsalPlay(UnitOfWork unitOfWork, ProcedureLaw law, FormLibrary forms, WorkingCalendars calendars, TimeProvider time)
{
    const int BatchSize = 250;

    /// <param name="after">Id of the dossier that was played last; empty for the beginning.</param>
    public async Task<PlayedBatch> Next(RehearsalTrial trial, Rehearsal rehearsal, Guid after, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        WorkingCalendar calendar = await calendars.InForce(now, cancellationToken);
        (List<Dossier> dossiers, ILookup<Guid, SubmittedDocument> papers, IReadOnlyDictionary<Guid, RecordedCase> cases) = await unitOfWork.Read(
            async (db, token) =>
            {
                List<Dossier> batch = await trial.Dossiers(db, rehearsal).Where(dossier => dossier.Id > after).OrderBy(dossier => dossier.Id).Take(BatchSize).ToListAsync(token);
                Guid[] withForm = [.. batch.Where(dossier => trial.Procedures[dossier.ProcedureCode].Form is not null).Select(dossier => dossier.Id)];
                List<SubmittedDocument> handedIn = withForm.Length == 0 ? [] : await db.Set<SubmittedDocument>().Where(paper => withForm.Contains(paper.DossierId) && paper.Round == 0).ToListAsync(token);
                Dictionary<Guid, Guid> instances = batch.Where(dossier => dossier.FinishedAt is not null && trial.Procedures[dossier.ProcedureCode].Process is not null)
                    .ToDictionary(dossier => dossier.Id, dossier => dossier.ProcessInstanceId);
                return (batch, handedIn.ToLookup(paper => paper.DossierId), instances.Count == 0 ? new Dictionary<Guid, RecordedCase>() : await ProcessReplay.Recorded(db, Dossier.SubjectKind, instances, token));
            },
            cancellationToken);
        List<PlayedDossier> touched = [];
        foreach (Dossier dossier in dossiers)
        {
            ProcedureTrial procedure = trial.Procedures[dossier.ProcedureCode];
            List<Difference> found = [];
            if (procedure.Form is { } form)
                found.AddRange(FormDifferences.Of(form, await forms.Version(dossier.FormKey, dossier.FormVersion), FormAnswers.FromJson(dossier.Answers), dossier.SubmittedAt, [.. papers[dossier.Id]]));
            await Decide(found, procedure, dossier, trial.Head.FirstDay, calendar, cases.GetValueOrDefault(dossier.ProcessInstanceId), now, cancellationToken);
            if (found.Count > 0)
                touched.Add(new(dossier.Id, dossier.Code, dossier.HolderAgencyId, dossier.SubmittedAt, found));
        }

        return new(dossiers.Count, touched, dossiers.Count < BatchSize ? null : dossiers[^1].Id);
    }

    async Task Decide(
        List<Difference> found, ProcedureTrial procedure, Dossier dossier, DateOnly firstDay, WorkingCalendar calendar, RecordedCase? recorded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string? limitCase = dossier.Clock is { } kept ? DossierClock.CaseOf(kept) : null;
        TimeLimit? newLimit = null;
        if (procedure.Law is { } coming)
        {
            DateOnly day = VietnamTime.DateOf(dossier.SubmittedAt);
            Dictionary<string, object?> answers = DossierLaw.Answers(dossier.Answers);
            // The coming tables may tell rows apart by day: they are asked as on a day on which they hold.
            LawOfDay then = day >= firstDay ? coming.On(day) : coming;
            LawDifferences.Add(found, await law.On(dossier.ProcedureCode, day, cancellationToken), then, answers, dossier.Channel, limitCase);
            newLimit = then.LimitFor(answers, dossier.Channel, limitCase).Value;
        }

        DateTimeOffset? end = dossier.FinishedAt;
        if (procedure.Process is { } process && recorded is not null && dossier.FinishedAt is { } finished)
            end = StepDifferences.Add(found, process, procedure, dossier, recorded, finished, calendar);
        if (dossier.Clock is { } clock && (newLimit is not null || end != dossier.FinishedAt))
            LateDifferences.Add(found, DossierClock.Read(calendar, clock), newLimit, dossier.FinishedAt ?? now, end ?? now);
    }
}

/// <summary>Some dossiers that were played.</summary>
/// <param name="Touched">Those of them that come out otherwise.</param>
/// <param name="Last">Id of the last; null where there are no more.</param>
sealed record PlayedBatch(int Looked, IReadOnlyList<PlayedDossier> Touched, Guid? Last);

/// <summary>A dossier that comes out otherwise.</summary>
sealed record PlayedDossier(Guid Id, string Code, Guid AgencyId, DateTimeOffset SubmittedAt, IReadOnlyList<Difference> Differences);

/// <summary>In which way, see <see cref="RehearsalRow"/>.</summary>
sealed record Difference(RehearsedKind Kind, string? Place, string? PlaceName, string? Before, string? After, long? Amount = null);
