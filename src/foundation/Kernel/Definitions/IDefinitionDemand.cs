using VanLang.Kernel.Import;

namespace VanLang.Kernel.Definitions;

/// <summary>What a room asks of definitions that belong together before they are published as one change: a procedure names a form that has to be there.</summary>
public interface IDefinitionDemand
{
    /// <summary>What is missing.</summary>
    /// <param name="kind">Kind in the definition store.</param>
    /// <param name="reading">What is to be published.</param>
    /// <param name="there">What holds on the first day of the change.</param>
    IEnumerable<ImportProblem> Check(string kind, DefinitionReading reading, DefinitionsOnDay there);

    /// <summary>What is worth a look and keeps nothing from being published.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    IEnumerable<DefinitionAdvice> Advise(string kind, DefinitionReading reading, DefinitionsOnDay there) => [];
}
