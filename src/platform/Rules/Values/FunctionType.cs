using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>A function type; of a function only the number of parameters is known.</summary>
internal sealed class FunctionType(string name, int parameters, FeelType? result = null) : FeelType(name)
{
    /// <summary>Type of what the function gives, or null where nothing is said.</summary>
    internal FeelType? Result => result;

    internal override bool Holds(object? value, Session session) =>
        value is FeelFunction function && (function.Parameters is null || function.Parameters.Length == parameters);
}
