using System.Xml.Linq;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>An element of the requirement graph (DMN 1.5 §6.2).</summary>
/// <param name="file">File it stands in.</param>
/// <param name="xml">Its element there.</param>
/// <param name="id">Id in the file, or the name where it has none.</param>
/// <param name="result">Name and type of its value.</param>
internal abstract class Element(DmnFile file, XElement xml, string id, Variable result)
{
    internal DmnFile File => file;

    internal XElement Xml => xml;

    internal string Id => id;

    internal string Name => result.Name;

    internal Variable Result => result;

    /// <summary>What it requires; set once all elements are read.</summary>
    internal IReadOnlyList<Need> Needs { get; set; } = [];

    /// <summary>Elements that must be known before this one.</summary>
    internal virtual IEnumerable<Element> Before => Needs.Select(need => need.Element);
}

/// <summary>A requirement: under which name the value of another element is known.</summary>
/// <param name="Import">Name of the import through which it is reached, or null inside the file.</param>
/// <param name="Element">The required element.</param>
internal sealed record Need(string? Import, Element Element)
{
    /// <summary>Name in expressions; of an imported element that of the import, whose members then bear the names of its elements.</summary>
    internal string Name => Import ?? Element.Name;
}

/// <summary>Input data.</summary>
internal sealed class InputData(DmnFile file, XElement xml, string id, Variable result) : Element(file, xml, id, result);

/// <summary>An element with logic of its own.</summary>
internal abstract class LogicElement(DmnFile file, XElement xml, string id, Variable result) : Element(file, xml, id, result)
{
    /// <summary>Its logic; null only while reading, or after a problem.</summary>
    internal Logic? Logic { get; set; }

    /// <summary>Its logic as it was read, before it was compiled; null as <see cref="Logic"/> is.</summary>
    internal Node? Tree { get; set; }
}

/// <summary>A decision.</summary>
internal sealed class Decision(DmnFile file, XElement xml, string id, Variable result) : LogicElement(file, xml, id, result);

/// <summary>A business knowledge model: its logic gives a function.</summary>
internal sealed class KnowledgeModel(DmnFile file, XElement xml, string id, Variable result) : LogicElement(file, xml, id, result)
{
    // A function may call itself.
    internal override IEnumerable<Element> Before => base.Before.Where(element => element != this);
}

/// <summary>A decision service: some decisions as one function of its inputs.</summary>
internal sealed class DecisionService(DmnFile file, XElement xml, string id, Variable result) : Element(file, xml, id, result)
{
    /// <summary>Decisions whose values it gives.</summary>
    internal IReadOnlyList<Element> Outputs { get; set; } = [];

    /// <summary>Its parameters: input data, then the decisions whose values the caller gives.</summary>
    internal IReadOnlyList<Element> Parameters { get; set; } = [];

    internal override IEnumerable<Element> Before => Outputs;
}

/// <summary>Compiled logic with what its free names stand for.</summary>
/// <param name="Text">The logic.</param>
/// <param name="Values">For each free name the requirements it stands for: one, or those of one import.</param>
internal sealed record Logic(CompiledText Text, IReadOnlyList<IReadOnlyList<Need>> Values)
{
    internal static Logic Of(CompiledText text, IReadOnlyList<Need> needs, Element self) => new(
        text,
        [.. text.Names.Select(name => (IReadOnlyList<Need>)(needs.Where(need => need.Name == name).ToList() is { Count: > 0 } found ? found : [new(null, self)]))]);
}
