using VanLang.Kernel;

namespace VanLang.OneStop;

/// <summary>What the OneStop room offers.</summary>
public sealed class OneStopRoom : Room
{
    public override string Name => "OneStop";
}
