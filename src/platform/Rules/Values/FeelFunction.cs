using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Values;

/// <summary>A function as a value: a built-in one or one that an expression defines.</summary>
internal abstract class FeelFunction
{
    /// <summary>Names of the parameters, or null for a built-in function, which has several forms.</summary>
    internal abstract string[]? Parameters { get; }

    /// <summary>Calls with positional arguments.</summary>
    internal abstract object? Invoke(Session session, Source source, int at, object?[] arguments);
}
