using VanLang.Kernel.Import;

namespace VanLang.Kernel.Definitions;

/// <summary>What a room asks of definitions that belong together before they are published as one change: a procedure names a form that has to be there.</summary>
public interface IDefinitionDemand
{
    /// <summary>What is missing.</summary>
    /// <param name="kind">Kind in the definition store.</param>
    /// <param name="reading">What is to be published.</param>
    /// <param name="isThere">Whether a kind and key is in force on that day, or comes into force with it.</param>
    IEnumerable<ImportProblem> Check(string kind, DefinitionReading reading, Func<string, string, bool> isThere);
}
