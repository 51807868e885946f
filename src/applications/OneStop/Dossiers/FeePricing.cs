using VanLang.OneStop.Catalogue;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Prices a dossier by the decision in force on the day of submission.</summary>
sealed class FeePricing(DecisionLibrary decisions)
{
    /// <param name="procedure">Names the decision; none means free of charge.</param>
    /// <param name="variables">Answers as FEEL sees them.</param>
    public async Task<Fee> Price(Procedure procedure, IReadOnlyDictionary<string, object?> variables, DateTimeOffset now, DateOnly day, CancellationToken cancellationToken)
    {
        if (procedure.Fees.Decision is not { } key)
            return Fee.None;
        (DecisionModel model, string version) = await decisions.InForce(key, day, cancellationToken);
        DecisionResult result = model.Evaluate(procedure.Fees.Result ?? model.Decisions[^1], new FeelScope(variables, now));
        return new(
            result.Value is FeelNumber amount ? amount.ToDecimal() : null,
            key,
            version,
            [.. result.Matched.Select(rule => new FeeRule(rule.RuleId, rule.Annotation))]);
    }
}

/// <summary>What a dossier costs and why.</summary>
/// <param name="Amount">Whole đồng; null where it cannot be told yet from the answers.</param>
/// <param name="Decision">Key of the decision; null where the procedure has none.</param>
sealed record Fee(decimal? Amount, string? Decision, string? Version, IReadOnlyList<FeeRule> Rules)
{
    public static Fee None { get; } = new(0, null, null, []);
}

/// <summary>A rule that matched, with its legal basis.</summary>
sealed record FeeRule(string RuleId, string? LegalBasis);
