using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// The deciding agency apologises and names a new day (form 04): at least one day before the day due, once. The old due time is kept, for that is
/// what the agency is measured by.
/// </summary>
sealed class ExtendDueTime(DossierActs acts, WorkingCalendars calendars)
{
    public const string EventType = "dossier.due-time-extended";

    /// <summary>Whether the due time may still be moved.</summary>
    public static bool IsOpen(Dossier dossier, DateTimeOffset now) =>
        dossier is { DueAt: { } due, FirstDueAt: null, FinishedAt: null, Status: DossierStatus.Accepted or DossierStatus.Processing }
        && VietnamTime.DateOf(now) < VietnamTime.DateOf(due);

    /// <summary>Who handles or signs at the deciding agency.</summary>
    public static bool MayExtend(Actor actor, Dossier dossier) =>
        actor.Kind == ActorKind.Official && (actor.May(OneStopPermissions.Process) || actor.May(OneStopPermissions.Sign)) && actor.AgencyId == dossier.CompetentAgencyId;

    /// <param name="newDay">A working day after the day due; the dossier is then due at its close of office. Null for none given.</param>
    public async Task<Outcome<StepDone>> Handle(ActCommand act, DateOnly? newDay, string reason, Actor actor, CancellationToken cancellationToken) => await acts.Do(
        EventType, act, actor, reason, new { newDay, reason },
        async (work, dossier, token) =>
        {
            if (!MayExtend(actor, dossier))
                return KernelErrors.Forbidden;
            if (!IsOpen(dossier, work.Now))
                return OneStopErrors.TooLateToExtend;
            if (string.IsNullOrWhiteSpace(reason))
                return OneStopErrors.ReasonMissing;
            WorkingCalendar calendar = await calendars.InForce(work.Now, token);
            if (newDay is not { } day || day <= VietnamTime.DateOf(dossier.DueAt!.Value) || !calendar.Covers(day) || !calendar.IsWorkingDay(day))
                return OneStopErrors.NewDueWrong;
            dossier.FirstDueAt = dossier.DueAt;
            dossier.DueAt = dossier.ExtendedTo = calendar.CloseOf(day);
            return new ActEnd(new { from = dossier.FirstDueAt, to = dossier.DueAt, reason = reason.Trim(), by = actor.PositionTitle })
            {
                Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.ApologyAndReschedule, eventId),
            };
        },
        cancellationToken);
}
