using VanLang.Kernel.Import;

namespace VanLang.Rules.Contracts;

/// <summary>What another room demands of the decisions that it asks, beyond being sound: a decision that does not answer it is not published.</summary>
public interface IDecisionDemand
{
    /// <summary>What is missing or wrong; nothing for a decision that the room does not ask.</summary>
    /// <param name="file">Name of the file, for the problems.</param>
    /// <param name="key">Key of the decision.</param>
    IEnumerable<ImportProblem> Check(string file, string key, DecisionModel model);
}
