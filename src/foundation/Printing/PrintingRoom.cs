using VanLang.Kernel;

namespace VanLang.Printing;

/// <summary>What the Printing room offers.</summary>
public sealed class PrintingRoom : Room
{
    public override string Name => "Printing";
}
