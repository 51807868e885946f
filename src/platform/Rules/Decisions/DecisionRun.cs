using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>One evaluation of a decision and of those it requires, each once.</summary>
internal sealed class DecisionRun(Session session, IReadOnlyDictionary<string, object?> variables)
{
    private readonly Dictionary<Decision, object?> values = [];
    private readonly Dictionary<Variable, (bool Given, object? Value)> inputs = [];
    private List<MatchedRule> matched = [];

    internal Session Session => session;

    /// <summary>Rules that matched in the table decided last.</summary>
    internal IReadOnlyList<MatchedRule> Matched => matched;

    internal object? Decide(Decision decision)
    {
        if (values.TryGetValue(decision, out var known)) return known;
        session.Descend();
        var scope = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var input in decision.Inputs)
        {
            if (Input(input) is (true, var given)) scope[input.Name] = given;
        }

        foreach (var required in decision.Required) scope[required.Result.Name] = Decide(required);
        matched = [];
        var value = decision.Logic?.Decide(this, scope);
        return values[decision] = decision.Result.Fit(value, false, session);
    }

    internal void Match(MatchedRule rule) => matched.Add(rule);

    private (bool Given, object? Value) Input(Variable input)
    {
        if (!inputs.TryGetValue(input, out var known))
        {
            known = variables.TryGetValue(input.Name, out var value) ? (true, input.Fit(ClrValues.In(value, session), true, session)) : (false, null);
            inputs[input] = known;
        }

        return known;
    }
}
