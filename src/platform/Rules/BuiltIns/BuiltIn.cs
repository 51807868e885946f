using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Work of a built-in function; arguments are of the kinds its parameters accept, left out ones are null.</summary>
internal delegate object? BuiltInBody(BuiltInCall call, object?[] arguments);

internal enum ParameterForm
{
    Required,

    /// <summary>May be left out.</summary>
    Optional,

    /// <summary>A list, or its items as so many arguments.</summary>
    Spread,

    /// <summary>All further arguments, collected in a list.</summary>
    Rest,
}

internal sealed record BuiltInParameter(string Name, FeelKind Accepts, ParameterForm Form);

/// <summary>One form of a built-in function.</summary>
internal sealed record BuiltIn(string Name, BuiltInParameter[] Parameters, FeelKind Result, BuiltInBody Body);

/// <summary>Where a built-in function is called.</summary>
internal readonly record struct BuiltInCall(Session Session, Source Source, int At)
{
    internal object? Warn(string code, params ReadOnlySpan<string> arguments) => Session.Warn(Source, At, code, arguments);

    internal object? Invoke(FeelFunction function, params object?[] arguments) => function.Invoke(Session, Source, At, arguments);
}
