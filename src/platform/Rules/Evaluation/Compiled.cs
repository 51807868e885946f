using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>A compiled node: how to run it, and which kinds its value can have.</summary>
internal readonly record struct Compiled(Code Run, FeelKind Kind);
