using Microsoft.Extensions.Localization;
using VanLang.OneStop.Dossiers;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Portal;

/// <summary>The states of a dossier that are kept apart: business is its status, beside it money, hand-over of the result and what the portal knows.</summary>
static class FourStates
{
    public static string Finance(DossierFile file, IStringLocalizer<PortalTexts> text) => file.Dossier switch
    {
        { Fee: 0 } => text["Finance.Free"],
        { FeePaidAt: { } paid } => text["Finance.Paid", VietnameseFormat.DateTime(paid)],
        _ => text["Finance.Unpaid", VietnameseFormat.Money(file.Dossier.Fee)],
    };

    public static string HandOver(DossierFile file, IStringLocalizer<PortalTexts> text) => file.Dossier switch
    {
        { ReturnedAt: { } returned } => text["HandOver.Done", VietnameseFormat.DateTime(returned)],
        { ResultNumber: not null } => text["HandOver.Ready"],
        _ => text["HandOver.NoResult"],
    };

    public static string Sync(DossierFile file, PortalSyncView sync, IStringLocalizer<PortalTexts> text) => sync switch
    {
        { Waiting: { } waiting } => text["SyncState.Waiting", VietnameseFormat.DateTime(waiting.NextAt)],
        { Sent: { } sent } when sent.SentStatus == file.Dossier.Status => text["SyncState.Sent", VietnameseFormat.DateTime(sent.SentAt)],
        { IsLinked: true } => text["SyncState.Soon"],
        _ => text["SyncState.Off"],
    };
}
