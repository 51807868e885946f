using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>What the texts of one piece of logic share while they are compiled: names, places of values, problems.</summary>
/// <param name="knownNames">Names that will be in scope; a call of one of them is never an unknown function.</param>
/// <param name="types">Types beside those of FEEL.</param>
/// <param name="problems">Gets what is wrong.</param>
/// <param name="closed">Whether the known names are all there are, so that reading another is a problem.</param>
internal sealed class CompileUnit(IReadOnlySet<string> knownNames, TypeTable types, List<FeelProblem> problems, bool closed)
{
    internal IReadOnlySet<string> KnownNames => knownNames;

    internal TypeTable Types => types;

    internal List<FeelProblem> Problems => problems;

    internal bool Closed => closed;

    /// <summary>Free names with their places in <see cref="Globals"/>.</summary>
    internal Dictionary<string, int> GlobalSlots { get; } = new(StringComparer.Ordinal);

    /// <summary>Places of local values that something reads.</summary>
    internal HashSet<int> ReadSlots { get; } = [];

    internal CompileScope? Scope { get; set; }

    internal int NextSlot { get; set; }

    /// <summary>Places that local values need.</summary>
    internal int SlotCount { get; private set; }

    internal int NewSlot()
    {
        SlotCount = Math.Max(SlotCount, NextSlot + 1);
        return NextSlot++;
    }
}
