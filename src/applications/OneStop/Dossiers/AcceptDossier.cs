using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Law;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>The clerk takes a complete dossier in: the clock starts, form 01 is made.</summary>
sealed class AcceptDossier(DossierSteps steps, DossierLaw law, WorkingCalendars calendars)
{
    public const string EventType = "dossier.accepted";

    /// <param name="limitCase">The case of the time limit, where the law knows several; null for the general one.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, string? limitCase, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { limitCase },
        async (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.Accept)
                return ProcessErrors.OutcomeNotOffered;
            if (limitCase is not null && !(await law.LimitCases(dossier, token)).Any(known => known.Name == limitCase))
                return OneStopErrors.LimitCaseUnknown;
            if (await law.Limit(dossier, limitCase, token) is not { Value: { } limit, Why: var why })
                return OneStopErrors.LimitUnknown;
            WorkingCalendar calendar = await calendars.InForce(work.Now, token);
            DeadlineClock clock = DeadlineClock.Start(calendar, work.Now, limit);
            dossier.Status = DossierStatus.Accepted;
            dossier.AcceptedAt = work.Now;
            dossier.Clock = DossierClock.Write(clock, limitCase);
            dossier.DueAt = clock.DueAt;
            return new StepEnd("accept", new { dossier.AcceptedAt, dossier.DueAt, limitCase, clerk = actor.Name, rulings = new[] { why } })
            {
                Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.ReceiptAndAppointment, eventId),
            };
        },
        cancellationToken);
}
