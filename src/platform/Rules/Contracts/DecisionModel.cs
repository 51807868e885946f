using VanLang.Rules.Decisions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>
/// The decisions of one DMN file (1.3 to 1.5), compiled once and evaluated from any thread.
/// Understood: decision tables of hit policy UNIQUE and FIRST, literal expressions, input data, required decisions, item definitions.
/// Anything else that would change a result is refused at load.
/// </summary>
public sealed class DecisionModel
{
    private readonly Dictionary<string, Decision> decisions = new(StringComparer.Ordinal);

    private DecisionModel(IReadOnlyList<Decision> decisions)
    {
        // A name never hides an id.
        foreach (var decision in decisions) this.decisions[decision.Result.Name] = decision;
        foreach (var decision in decisions) this.decisions[decision.Id] = decision;
        Decisions = [.. decisions.Select(decision => decision.Result.Name)];
    }

    /// <summary>Names of the decisions, in the order of the file.</summary>
    public IReadOnlyList<string> Decisions { get; }

    /// <summary>Reads and compiles a DMN file. Problems carry the line of the file and the id of the element.</summary>
    /// <param name="dmnXml">XML text, at most 5 million characters and 100 levels deep; a document type declaration is refused.</param>
    public static DecisionModelLoad Load(string dmnXml)
    {
        var load = LoadTolerantly(dmnXml);
        return load.Problems.Count > 0 ? load with { Model = null } : load;
    }

    /// <summary>Names of the input data a decision needs, directly or through decisions it requires; empty for an unknown decision.</summary>
    /// <param name="decision">Id or name.</param>
    public IReadOnlySet<string> InputsOf(string decision)
    {
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Decision>();
        var open = new Stack<Decision>();
        if (decisions.TryGetValue(decision, out var found)) open.Push(found);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            inputs.UnionWith(next.Inputs.Select(input => input.Name));
            foreach (var required in next.Required) open.Push(required);
        }

        return inputs;
    }

    /// <summary>Evaluates a decision after those it requires. Never throws for what a scope holds.</summary>
    /// <param name="decision">Id or name; an unknown one gives null and the warning <c>dmn.decision.unknown</c>.</param>
    /// <param name="scope">Values of the input data by name; text is read as date, time or duration where the input data has such a type.</param>
    public DecisionResult Evaluate(string decision, FeelScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!decisions.TryGetValue(decision, out var found)) return new(null, [], [ProblemTexts.Problem("dmn.decision.unknown", 0, 0, decision)]);
        var session = new Session(scope.Now);
        var run = new DecisionRun(session, scope.Variables);
        var value = session.Guard(found.Result.Place, (run, found, session), static s => ClrValues.Out(s.run.Decide(s.found), s.session));
        return new(value, run.Matched, session.Warnings);
    }

    /// <summary>Keeps the decisions that can run in spite of problems in others; for the conformance corpus, whose files hold faulty decisions on purpose.</summary>
    internal static DecisionModelLoad LoadTolerantly(string dmnXml)
    {
        ArgumentNullException.ThrowIfNull(dmnXml);
        var problems = new List<FeelProblem>();
        var read = ModelReader.Read(dmnXml, problems);
        return new(new DecisionModel(read), problems);
    }
}
