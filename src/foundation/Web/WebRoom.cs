using VanLang.Kernel;

namespace VanLang.Web;

/// <summary>What the Web room offers.</summary>
public sealed class WebRoom : Room
{
    public override string Name => "Web";
}
