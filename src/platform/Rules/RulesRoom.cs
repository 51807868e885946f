using VanLang.Kernel;

namespace VanLang.Rules;

/// <summary>What the Rules room offers.</summary>
public sealed class RulesRoom : Room
{
    public override string Name => "Rules";
}
