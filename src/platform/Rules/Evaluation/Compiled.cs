using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>A compiled node: how to run it, and which kinds its value can have.</summary>
internal readonly record struct Compiled(Code Run, FeelKind Kind)
{
    /// <summary>Whether the value is known already.</summary>
    internal bool IsConstant { get; init; }

    /// <summary>The value, where it is known already.</summary>
    internal object? Value { get; init; }
}

/// <summary>Whether a value passes a unary test: true, false, or null where the test cannot tell.</summary>
internal delegate bool? Test(Frame frame, object? value);
