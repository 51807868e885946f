using VanLang.Rules.Checks;
using VanLang.Rules.Decisions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>
/// The decisions of one DMN file (1.3 to 1.5) with the files it imports, compiled once and evaluated from any thread: decision tables of every hit policy, boxed
/// expressions, business knowledge models, decision services, item definitions. Functions in other languages than FEEL are refused at load.
/// </summary>
public sealed class DecisionModel
{
    private readonly Dictionary<string, Element> elements = new(StringComparer.Ordinal);

    private readonly Lazy<IReadOnlyList<DecisionTableText>> tables;
    private readonly Lazy<IReadOnlyList<ComparedText>> compared;

    private DecisionModel(DmnFile? file)
    {
        File = file;
        tables = new(() => file is null ? [] : [.. file.Elements.Values.OfType<Decision>()
            .Where(decision => decision.Xml.Child("decisionTable") is not null)
            .Select(decision => (Decision: decision, Table: file.Tables.Find(table => table.Name == decision.Name)))
            .Where(found => found.Table is not null)
            .Select(found => TableTexts.Of(found.Decision, found.Table!))]);
        compared = new(() => file is null ? [] : ComparedTexts.Of(file));
        Element[] own = file is null ? [] : [.. file.Elements.Values.Where(element => element is not InputData)];
        // A name never hides an id.
        foreach (var element in own) elements[element.Name] = element;
        foreach (var element in own) elements[element.Id] = element;
        foreach (var element in file?.Visible.Where(element => element is not InputData) ?? [])
        {
            elements.TryAdd(element.Name, element);
            elements.TryAdd(element.Id, element);
        }

        Decisions = [.. own.OfType<Decision>().Select(decision => decision.Name)];
        Services = [.. own.OfType<DecisionService>().Select(service => service.Name)];
    }

    /// <summary>Names of the decisions, in the order of the file.</summary>
    public IReadOnlyList<string> Decisions { get; }

    /// <summary>Names of the decision services, in the order of the file.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The decisions that are a table, as people read them, in the order of the file.</summary>
    public IReadOnlyList<DecisionTableText> Tables => tables.Value;

    /// <summary>The texts that the file's decisions and functions compare with its input data, in the order of the file.</summary>
    public IReadOnlyList<ComparedText> Compared => compared.Value;

    /// <summary>What the file calls its input data for people, by name.</summary>
    public IReadOnlyDictionary<string, PlainLabel> InputLabels =>
        File?.Elements.Values.OfType<InputData>().ToDictionary(input => input.Name, input => TableTexts.Label(input.Xml, input.Name)) ?? [];

    /// <summary>The file it was read from; null after a tolerant load of something else.</summary>
    internal DmnFile? File { get; }

    /// <summary>Reads and compiles a DMN file. Problems carry the line of the file and the id of the element.</summary>
    /// <param name="dmnXml">XML text, at most 5 million characters and 100 levels deep; a document type declaration is refused.</param>
    /// <param name="imports">Gives the text of a file that is imported, or null where there is none.</param>
    public static DecisionModelLoad Load(string dmnXml, Func<DmnImport, string?>? imports = null)
    {
        var load = LoadTolerantly(dmnXml, imports);
        return load.Problems.Count > 0 ? load with { Model = null } : load;
    }

    /// <summary>Names of the input data a decision or service needs, directly or through decisions it requires; empty for an unknown one.</summary>
    /// <param name="decision">Id or name.</param>
    public IReadOnlySet<string> InputsOf(string decision)
    {
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Element>();
        var open = new Stack<Element>();
        if (elements.TryGetValue(decision, out var found)) open.Push(found);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            if (next is InputData) inputs.Add(next.Name);
            // What a service needs its caller gives.
            if (next is DecisionService service && next == found) inputs.UnionWith(service.Parameters.Select(parameter => parameter.Name));
            if (next is DecisionService) continue;
            foreach (var required in next.Before) open.Push(required);
        }

        return inputs;
    }

    /// <summary>Evaluates a decision after those it requires. Never throws for what a scope holds.</summary>
    /// <param name="decision">
    /// Id or name of a decision, a decision service or a business knowledge model; the last two take their parameters from the scope. An unknown one gives null
    /// and the warning <c>dmn.decision.unknown</c>.
    /// </param>
    /// <param name="scope">
    /// Values of the input data by name, or by <c>namespace#name</c> where imported files use a name twice; text is read as date, time or duration where the input
    /// data has such a type.
    /// </param>
    public DecisionResult Evaluate(string decision, FeelScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!elements.TryGetValue(decision, out var found)) return new(null, [], [ProblemTexts.Problem("dmn.decision.unknown", 0, 0, decision)]);
        var trace = new DecisionTrace();
        var session = new Session(scope.Now) { Trace = trace };
        var run = new DecisionRun(session, scope.Variables);
        var value = session.Guard(
            found.Result.Place,
            (run, found, session),
            static s => ClrValues.Out(s.found is Decision ? s.run.Value(s.found) : s.run.Call(s.found), s.session));
        return new(value, trace.Steps is [.., { Matched: var matched }] ? matched : [], session.Warnings) { Steps = trace.Steps };
    }

    /// <summary>How many decisions a service gives; 0 for anything else.</summary>
    internal int OutputsOf(string service) => elements.GetValueOrDefault(service) is DecisionService found ? found.Outputs.Count : 0;

    /// <summary>Keeps the decisions that can run in spite of problems in others; for the conformance kit, whose files hold faulty decisions on purpose.</summary>
    internal static DecisionModelLoad LoadTolerantly(string dmnXml, Func<DmnImport, string?>? imports = null)
    {
        ArgumentNullException.ThrowIfNull(dmnXml);
        var problems = new List<FeelProblem>();
        var file = new ImportReader(imports).Read(dmnXml, problems);
        return new(new DecisionModel(file), problems);
    }
}
