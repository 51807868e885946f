using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>Collects what each decision of an evaluation came to, and by which rules.</summary>
internal sealed class DecisionTrace
{
    private const int MaxSteps = 1000;

    private readonly List<DecisionStep> steps = [];
    private readonly Stack<List<MatchedRule>?> outer = new();
    private List<MatchedRule>? matched;

    /// <summary>Decisions in the order in which they were done, the asked one last.</summary>
    internal IReadOnlyList<DecisionStep> Steps => steps;

    internal void Enter()
    {
        outer.Push(matched);
        matched = null;
    }

    internal void Match(MatchedRule rule) => (matched ??= []).Add(rule);

    internal void Leave(Element element, object? value, Session session)
    {
        // A long loop over a decision service would otherwise keep all it ever did; the last step is always that of the asked decision.
        if (steps.Count == MaxSteps) steps.RemoveAt(MaxSteps - 1);
        steps.Add(new(element.Id, element.Name, ClrValues.Out(value, session), matched ?? (IReadOnlyList<MatchedRule>)[]));
        matched = outer.Pop();
    }
}
