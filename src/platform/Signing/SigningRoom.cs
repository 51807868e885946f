using VanLang.Kernel;

namespace VanLang.Signing;

/// <summary>What the Signing room offers.</summary>
public sealed class SigningRoom : Room
{
    public override string Name => "Signing";
}
