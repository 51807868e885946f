using VanLang.Kernel;

namespace VanLang.Processes;

/// <summary>What the Processes room offers.</summary>
public sealed class ProcessesRoom : Room
{
    public override string Name => "Processes";
}
