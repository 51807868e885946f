using VanLang.Kernel;

namespace VanLang.Identity;

/// <summary>What the Identity room offers.</summary>
public sealed class IdentityRoom : Room
{
    public override string Name => "Identity";
}
