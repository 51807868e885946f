namespace VanLang.Rules.Evaluation;

/// <summary>Where the compiler finds a name: places of local values, from the inside out.</summary>
internal abstract class CompileScope(CompileScope? outer)
{
    internal CompileScope? Outer => outer;
}

/// <summary>Names bound by a loop, a function or a context.</summary>
internal sealed class NamedScope(CompileScope? outer) : CompileScope(outer)
{
    internal Dictionary<string, int> Slots { get; } = new(StringComparer.Ordinal);
}

/// <summary>The item that a filter looks at: if it is a context, its entries are names; which ones is known only when running.</summary>
internal sealed class ItemScope(CompileScope? outer, int slot) : CompileScope(outer)
{
    internal int Slot => slot;
}

/// <summary>The value that <c>?</c> stands for behind <c>in</c>.</summary>
internal sealed class InputScope(CompileScope? outer, int slot) : CompileScope(outer)
{
    internal int Slot => slot;
}
