namespace VanLang.Rules.BuiltIns;

/// <summary>Stands for an argument that a call by names leaves out.</summary>
internal sealed class LeftOut
{
    internal static readonly LeftOut Instance = new();

    private LeftOut()
    {
    }
}
