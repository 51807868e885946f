using VanLang.Web.Contracts;

namespace VanLang.OneStop.Portal;

/// <summary>How states of messages look, and whose they are.</summary>
static class PortalWords
{
    public static Tone ToneOf(PortalMessageState state) => state switch
    {
        PortalMessageState.New => Tone.Progress,
        PortalMessageState.Taken or PortalMessageState.Merged => Tone.Success,
        PortalMessageState.Held => Tone.Warning,
        PortalMessageState.Failed => Tone.Danger,
        _ => Tone.Neutral,
    };

    /// <summary>What kind of message it is.</summary>
    public static string KindKey(PortalMessage message) => $"Act.{message.Act?.ToString() ?? "Dossier"}";

    /// <summary>Who is to act: the clerk of the agency where people's dossiers are alike, the operator where data or the link fail; nobody once it is settled.</summary>
    public static string InChargeKey(PortalMessage message) => message switch
    {
        { State: PortalMessageState.Held, Act: not null, HoldReason: not HoldReason.Unreadable } => "InCharge.Clerk",
        { State: PortalMessageState.Held, HoldReason: HoldReason.PossibleDuplicate or HoldReason.PossibleMerge or HoldReason.ChangedContent or HoldReason.NotOpened } => "InCharge.Clerk",
        { State: PortalMessageState.Held or PortalMessageState.Failed } => "InCharge.Operator",
        _ => "InCharge.Nobody",
    };
}
