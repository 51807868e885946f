using System.Text.Json;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// Asks the citizen once for one complete list of supplements (form 02). A running clock pauses: the time the citizen needs does not count.
/// </summary>
sealed class RequestSupplement(DossierSteps steps, WorkingCalendars calendars)
{
    public const string EventType = "dossier.supplement-requested";

    /// <param name="items">What is to be supplemented, each with what is wrong; all of it at once.</param>
    /// <param name="reason">Why, in words for the citizen.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, IReadOnlyList<string> items, string reason, Actor actor, CancellationToken cancellationToken)
    {
        string[] listed = [.. items.Select(item => item.Trim()).Where(item => item.Length > 0)];
        return steps.Do(
            EventType, step, actor, reason, new { listed, reason },
            async (work, dossier, item, token) =>
            {
                if (listed.Length == 0)
                    return OneStopErrors.SupplementEmpty;
                if (string.IsNullOrWhiteSpace(reason))
                    return OneStopErrors.ReasonMissing;
                if (dossier.SupplementRounds > 0)
                    return OneStopErrors.SupplementedOnce;
                if (dossier.Clock is { } stored)
                {
                    DeadlineClock clock = DossierClock.Read(await calendars.InForce(work.Now, token), stored).Pause(work.Now);
                    dossier.Clock = DossierClock.Write(clock, DossierClock.CaseOf(stored));
                    dossier.DueAt = clock.DueAt;
                }

                dossier.SupplementRounds++;
                dossier.Status = DossierStatus.SupplementRequested;
                work.Db.Add(new SupplementRequest
                {
                    DossierId = dossier.Id,
                    Round = dossier.SupplementRounds,
                    Items = JsonSerializer.Serialize(listed),
                    Reason = reason.Trim(),
                    RequestedAt = work.Now,
                });
                return new StepEnd("supplement", new { items = listed, round = dossier.SupplementRounds })
                {
                    Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.SupplementRequest, eventId),
                };
            },
            cancellationToken);
    }
}
