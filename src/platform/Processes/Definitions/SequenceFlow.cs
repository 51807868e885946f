using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>A sequence flow; <paramref name="Source"/> and <paramref name="Target"/> are places in <see cref="ProcessDefinition.Nodes"/>.</summary>
internal sealed record SequenceFlow(int Index, string Id, string Name, int Line, int Source, int Target, FeelExpression? Condition);
