using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>A type whose values must pass unary tests (<c>allowedValues</c>).</summary>
internal sealed class ConstrainedType(string name, FeelType type, CompiledText tests, PlacedNode node) : FeelType(name)
{
    private static readonly Dictionary<string, object?> Nothing = [];

    internal override PlacedNode AllowedValues => node;

    internal override bool Holds(object? value, Session session) => type.Holds(value, session);

    internal override bool TryConform(object? value, bool fromOutside, Session session, out object? fitted)
    {
        if (type.TryConform(value, fromOutside, session, out fitted) && (fitted is null || tests.Run(session, Nothing, fitted) is true)) return true;
        fitted = value;
        return false;
    }
}
