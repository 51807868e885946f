using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>A case that a decision was or will be made for.</summary>
/// <param name="Id">What the application calls it.</param>
/// <param name="Day">Day of the fact: the law of this day holds for it.</param>
/// <param name="Inputs">Values of the input data by name, as in <see cref="FeelScope.Variables"/>.</param>
public sealed record DecisionCase(string Id, DateOnly Day, IReadOnlyDictionary<string, object?> Inputs);

/// <summary>A case that a change of the law decides otherwise.</summary>
/// <param name="Case">The case.</param>
/// <param name="Before">As the law is now.</param>
/// <param name="After">As it would be.</param>
public sealed record TouchedCase(DecisionCase Case, DecisionResult Before, DecisionResult After)
{
    /// <summary>Null where both come to the same value.</summary>
    /// <param name="decision">Id or name of the decision; null for the last of each file.</param>
    public static TouchedCase? Compare(DecisionCase open, string? decision, DecisionModel before, DecisionModel after, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        FeelScope scope = new(open.Inputs, now);
        DecisionResult old = before.Evaluate(decision ?? before.Decisions[^1], scope);
        DecisionResult changed = after.Evaluate(decision ?? after.Decisions[^1], scope);
        Session session = new(now);
        return FeelComparison.Equal(ClrValues.In(old.Value, session), ClrValues.In(changed.Value, session), session) == true ? null : new(open, old, changed);
    }
}
