using VanLang.Web.Contracts;

namespace VanLang.Web.Components;

/// <summary>CSS classes of the looks.</summary>
static class Looks
{
    public static string? Class(ButtonKind kind) => kind switch
    {
        ButtonKind.Secondary => "usa-button--outline",
        ButtonKind.Quiet => "usa-button--unstyled",
        ButtonKind.Danger => "usa-button--secondary",
        _ => null,
    };

    public static string Class(AlertKind kind) => kind switch
    {
        AlertKind.Success => "usa-alert--success",
        AlertKind.Warning => "usa-alert--warning",
        AlertKind.Error => "usa-alert--error",
        _ => "usa-alert--info",
    };

    public static string Class(Tone tone) => "vl-tone-" + tone switch
    {
        Tone.Info => "info",
        Tone.Progress => "progress",
        Tone.Success => "success",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        _ => "neutral",
    };
}
