using VanLang.Kernel;

namespace VanLang.Forms;

/// <summary>What the Forms room offers.</summary>
public sealed class FormsRoom : Room
{
    public override string Name => "Forms";
}
