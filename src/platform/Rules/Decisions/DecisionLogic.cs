using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Decisions;

/// <summary>What a decision does to come to its value.</summary>
internal abstract class DecisionLogic
{
    /// <param name="run">The evaluation.</param>
    /// <param name="variables">Values of the required inputs and decisions.</param>
    internal abstract object? Decide(DecisionRun run, IReadOnlyDictionary<string, object?> variables);
}

/// <summary>A literal expression.</summary>
internal sealed class LiteralLogic(CompiledText text) : DecisionLogic
{
    internal override object? Decide(DecisionRun run, IReadOnlyDictionary<string, object?> variables) => text.Run(run.Session, variables);
}
