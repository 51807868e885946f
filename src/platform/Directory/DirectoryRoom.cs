using VanLang.Kernel;

namespace VanLang.Directory;

/// <summary>What the Directory room offers.</summary>
public sealed class DirectoryRoom : Room
{
    public override string Name => "Directory";
}
