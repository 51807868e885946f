using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Operating.Pages;

/// <summary>Colours of the states of instances and messages.</summary>
static class InstanceTones
{
    public static Tone Of(InstanceStatus status) => status switch
    {
        InstanceStatus.Standing => Tone.Danger,
        InstanceStatus.Suspended => Tone.Warning,
        InstanceStatus.Ended => Tone.Neutral,
        _ => Tone.Progress,
    };

    public static Tone Of(UnheardState state) => state switch
    {
        UnheardState.Expired => Tone.Danger,
        UnheardState.Withdrawn => Tone.Neutral,
        _ => Tone.Progress,
    };
}
