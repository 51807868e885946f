using Microsoft.Extensions.Localization;
using VanLang.Kernel.Files;
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

    /// <summary>Why the link failed, for people; what is technical stands in brackets. As stored: code and detail (<see cref="PortalException"/>).</summary>
    public static string Error(string? stored, IStringLocalizer<PortalTexts> text)
    {
        // A subscriber's failure is stored with its type.
        string said = stored?.Replace($"{nameof(PortalException)}: ", "", StringComparison.Ordinal) ?? "";
        string[] parts = said.Split(": ", 2);
        LocalizedString known = text[$"Error.{parts[0]}"];
        return known.ResourceNotFound ? said : parts.Length == 2 ? $"{known.Value} ({parts[1]})" : known.Value;
    }

    /// <summary>Why a file of a message was not taken.</summary>
    public static string Refusal(PortalMessageFile file) =>
        file.Refusal is { } code ? new FileReceipt.Refused(code, new(file.Name, file.Length, FileIntakePolicy.Citizen)).Text() : "";

    /// <summary>What kind of message it is.</summary>
    public static string KindKey(PortalMessage message) => $"Act.{message.Act?.ToString() ?? "Dossier"}";

    /// <summary>Who is to act: the clerk of the agency where people's dossiers are alike, the operator where data or the link fail; nobody once it is settled.</summary>
    public static string InChargeKey(PortalMessage message) => message switch
    {
        { State: PortalMessageState.Held, Act: not null, HoldReason: not (HoldReason.Unreadable or HoldReason.UnstorableText) } => "InCharge.Clerk",
        { State: PortalMessageState.Held, HoldReason: HoldReason.PossibleDuplicate or HoldReason.PossibleMerge or HoldReason.ChangedContent or HoldReason.NotOpened } => "InCharge.Clerk",
        { State: PortalMessageState.Held or PortalMessageState.Failed } => "InCharge.Operator",
        _ => "InCharge.Nobody",
    };
}
