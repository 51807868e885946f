namespace VanLang.Rules.Decisions;

/// <summary>A decision of a model.</summary>
/// <param name="Id">Id in the file, or the name where it has none.</param>
/// <param name="Result">Name and type of its value.</param>
/// <param name="Inputs">Required input data.</param>
internal sealed record Decision(string Id, Variable Result, IReadOnlyList<Variable> Inputs)
{
    /// <summary>Decisions it requires; set once all are read.</summary>
    internal IReadOnlyList<Decision> Required { get; set; } = [];

    /// <summary>Its logic; null only while reading, or after a problem.</summary>
    internal DecisionLogic? Logic { get; set; }
}
