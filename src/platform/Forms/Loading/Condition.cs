using VanLang.Rules.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>A condition of visibility.</summary>
/// <param name="Expression">FEEL.</param>
/// <param name="Hides">True for <c>conditional.hide</c> (hidden when true), false for <c>visibleWhen</c> (visible when true only).</param>
internal sealed record Condition(FeelExpression Expression, bool Hides)
{
    public bool Holds(FeelScope scope) => Expression.Evaluate(scope).IsTrue != Hides;

    // A condition is one place in one schema; two equal texts are still two places.
    public bool Equals(Condition? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
