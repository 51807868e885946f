using System.Text.Json;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>The one-stop clerk hands the result over; the dossier is closed.</summary>
sealed class ReturnResult(DossierSteps steps)
{
    public const string EventType = "dossier.result-returned";

    /// <summary>Who took the result at the counter, as the event tells it; null where it tells nothing of the kind.</summary>
    public static string? ReceivedBy(TimelineEvent happened)
    {
        if (happened is not { Type: EventType, Payload: { } payload })
            return null;
        using JsonDocument json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("receivedBy", out JsonElement name) ? name.GetString() : null;
    }

    /// <param name="receivedBy">Name of who took it at the counter, as the clerk saw it.</param>
    /// <param name="postalNumber">Number of the consignment, where it goes by post.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, string? receivedBy, string? postalNumber, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { receivedBy, postalNumber },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.Return)
                return Task.FromResult<Outcome<StepEnd>>(ProcessErrors.OutcomeNotOffered);
            if (!FeeRules.IsSettled(dossier))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.FeeUnpaid.With(VietnameseFormat.Money(dossier.Fee)));
            if (dossier.ReturnMethod == ReturnMethod.Post && string.IsNullOrWhiteSpace(postalNumber))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.PostalNumberMissing);
            if (dossier.ReturnMethod == ReturnMethod.Counter && string.IsNullOrWhiteSpace(receivedBy))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.RecipientMissing);
            dossier.Status = DossierStatus.ResultReturned;
            dossier.ReturnedAt = work.Now;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd(
                item.Outcomes.Length == 0 ? null : item.Outcomes.Split(' ')[0], new
                {
                    method = dossier.ReturnMethod.ToString(),
                    receivedBy = dossier.ReturnMethod == ReturnMethod.Counter ? receivedBy?.Trim() : null,
                    postalNumber = dossier.ReturnMethod == ReturnMethod.Post ? postalNumber?.Trim() : null,
                }));
        },
        cancellationToken);
}
