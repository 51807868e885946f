using Microsoft.Extensions.Localization;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Successions;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Tracking;

/// <summary>States, events and papers in the words of citizens.</summary>
sealed class CitizenWords(IStringLocalizer<CitizenTexts> text)
{
    public string Status(DossierStatus status) => text["Status-" + status];

    /// <summary>What the state means and what happens next.</summary>
    public string Meaning(DossierStatus status) => text["Meaning-" + status];

    /// <summary>The state of a dossier; one that was withdrawn is not said to have been stopped by the agency.</summary>
    public string Status(Dossier dossier) => dossier.IsWithdrawn ? text["Status-Withdrawn"] : Status(dossier.Status);

    /// <summary>What has become of an own dossier.</summary>
    /// <param name="isRefused">Refused with reason and legal basis, not only stopped.</param>
    public string Meaning(Dossier dossier, bool isRefused) =>
        dossier is { IsWithdrawn: true, FinishedAt: { } withdrawn } ? text["Meaning-Withdrawn", VietnameseFormat.Date(VietnamTime.DateOf(withdrawn))]
        : isRefused && dossier.Status == DossierStatus.Stopped ? text["Meaning-Refused"]
        : Meaning(dossier.Status);

    /// <summary>What has become of a dossier, to anybody who holds its codes.</summary>
    public string MeaningToHolder(Dossier dossier) =>
        dossier is { IsWithdrawn: true, FinishedAt: { } withdrawn } ? text["Meaning-WithdrawnBySubmitter", VietnameseFormat.Date(VietnamTime.DateOf(withdrawn))] : Meaning(dossier.Status);

    public static Tone ToneOf(DossierStatus status) => status switch
    {
        DossierStatus.Submitted or DossierStatus.Accepted => Tone.Info,
        DossierStatus.Processing => Tone.Progress,
        DossierStatus.SupplementRequested or DossierStatus.PaymentRequired or DossierStatus.WithdrawalRequested => Tone.Warning,
        DossierStatus.Processed or DossierStatus.ResultReturned => Tone.Success,
        DossierStatus.NotAccepted => Tone.Danger,
        _ => Tone.Neutral,
    };

    /// <summary>Who acts next, without names of persons.</summary>
    public string Holder(string role) => role.Length == 0 ? "" : text["Role-" + role] is { ResourceNotFound: false } words ? words.Value : "";

    /// <summary>How the result is handed over.</summary>
    /// <param name="place">The counter at which it may be fetched.</param>
    /// <param name="address">Where it is sent by post.</param>
    public string Return(ReturnMethod method, string place, string? address) => method switch
    {
        ReturnMethod.Online => text["Return-Online"],
        ReturnMethod.Post => text["ReturnTo", address ?? ""],
        _ => text["Return-Counter", place],
    };

    /// <summary>A name that whoever holds the paper recognises and that tells others little: the family name whole, of the rest the first letters.</summary>
    public static string Initials(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var family, .. var rest]
        ? string.Join(' ', [family, .. rest.Select(part => $"{part[0]}.")])
        : name;

    public string Paper(PaperKind kind) => text["Paper-" + kind];

    /// <summary>A paper of a dossier: what was taken in before is refused otherwise than what never was.</summary>
    public string Paper(PaperKind kind, Dossier dossier) =>
        kind == PaperKind.RefusalNotice && dossier.AcceptedAt is not null ? text["Paper-RefusalAfterAcceptance"] : Paper(kind);

    /// <summary>What an event means to the citizen; null for what only officials need.</summary>
    public string? Event(string type) => type switch
    {
        SubmitDossier.EventType or AcceptDossier.EventType or RequestSupplement.EventType or SupplementDossier.EventType or RefuseDossier.EventType
            or StopDossier.EventType or ExamineDossier.EventType or PrepareResult.EventType or SignResult.EventType or IssueResult.EventType
            or ReturnResult.EventType or CollectFee.EventType or CancelFeeReceipt.EventType
            or TakeOverDossier.EventType or TakeResult.EventType or RequestOpinion.EventType or AnswerOpinion.EventType
            or PlanInspection.EventType or RecordInspection.EventType
            or MoveDossier.EventType or MoveDossier.BackEventType
            or WithdrawDossier.AskedEventType or WithdrawDossier.KeptEventType or WithdrawDossier.EventType or ExtendDueTime.EventType => text["Event-" + type].Value,
        _ => null,
    };
}
