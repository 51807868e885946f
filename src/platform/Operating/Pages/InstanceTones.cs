using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Operating.Pages;

/// <summary>Colours of the states of instances.</summary>
static class InstanceTones
{
    public static Tone Of(InstanceStatus status) => status switch
    {
        InstanceStatus.Standing => Tone.Danger,
        InstanceStatus.Suspended => Tone.Warning,
        InstanceStatus.Ended => Tone.Neutral,
        _ => Tone.Progress,
    };
}
