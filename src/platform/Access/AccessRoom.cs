using VanLang.Kernel;

namespace VanLang.Access;

/// <summary>What the Access room offers.</summary>
public sealed class AccessRoom : Room
{
    public override string Name => "Access";
}
