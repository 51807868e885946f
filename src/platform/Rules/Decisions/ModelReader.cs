using System.Xml.Linq;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Decisions;

/// <summary>Reads the decisions of a DMN file.</summary>
internal sealed class ModelReader
{
    /// <summary>Elements of DMN that say nothing about results.</summary>
    private static readonly HashSet<string> Silent =
    [
        "description", "extensionElements", "itemDefinition", "inputData", "decision", "knowledgeSource", "textAnnotation", "association", "group",
        "elementCollection", "performanceIndicator", "organizationUnit", "artifact", "businessContextElement",
    ];

    /// <summary>Children of a decision beside its logic.</summary>
    private static readonly HashSet<string> AroundLogic =
    [
        "description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement", "knowledgeRequirement", "authorityRequirement",
        "supportedObjective", "impactedPerformanceIndicator", "decisionMaker", "decisionOwner", "usingProcess", "usingTask",
    ];

    private readonly XElement root;
    private readonly List<FeelProblem> problems;
    private readonly DmnTexts texts;
    private readonly Dictionary<string, Variable> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Decision Decision, XElement Element)> decisions = new(StringComparer.Ordinal);

    private ModelReader(XElement root, List<FeelProblem> problems)
    {
        this.root = root;
        this.problems = problems;
        texts = ItemTypes.Read(root, problems);
    }

    /// <summary>The decisions in the order of the file; what is wrong is added to the problems.</summary>
    internal static IReadOnlyList<Decision> Read(string xml, List<FeelProblem> problems)
    {
        if (DmnXml.Read(xml, problems) is not { } root) return [];
        var reader = new ModelReader(root, problems);
        reader.ReadElements();
        foreach (var (decision, element) in reader.decisions.Values) reader.Connect(decision, element);
        reader.RefuseCycles();
        if (problems.Exists(problem => problem.Code == "dmn.cycle")) return [];
        foreach (var (decision, element) in reader.decisions.Values) decision.Logic = reader.Logic(decision, element);
        return [.. reader.decisions.Values.Select(d => d.Decision)];
    }

    private void ReadElements()
    {
        foreach (var element in root.Elements().Where(e => e.Name.Namespace == root.Name.Namespace && !Silent.Contains(e.Name.LocalName)))
        {
            problems.Add(element.Problem("dmn.element", element.Name.LocalName));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        // Input data may stand behind the decisions that require it.
        foreach (var element in root.Children("inputData").Concat(root.Children("decision")))
        {
            if (element.Attribute("name")?.Value is not { Length: > 0 } name)
            {
                problems.Add(element.Problem("dmn.name.missing", element.Name.LocalName));
                continue;
            }

            var id = element.Attribute("id")?.Value ?? name;
            if (!names.Add(name) || inputs.ContainsKey(id) || decisions.ContainsKey(id)) problems.Add(element.Problem("dmn.name.duplicate", id));
            var variable = Variable.Of(element, name, texts);
            if (element.Name.LocalName == "inputData") inputs[id] = variable;
            else decisions[id] = (new(id, variable, [.. RequiredInputs(element)]), element);
        }
    }

    private IEnumerable<Variable> RequiredInputs(XElement decision)
    {
        foreach (var reference in References(decision, "requiredInput"))
        {
            if (inputs.TryGetValue(reference.Id, out var variable)) yield return variable;
            else problems.Add(reference.Element.Problem("dmn.reference", reference.Id));
        }
    }

    private static IEnumerable<(string Id, XElement Element)> References(XElement decision, string kind) =>
        decision.Children("informationRequirement").SelectMany(requirement => requirement.Children(kind))
            .Select(reference => (reference.Attribute("href")?.Value.TrimStart('#') ?? "", reference));

    private void Connect(Decision decision, XElement element)
    {
        var required = new List<Decision>();
        foreach (var reference in References(element, "requiredDecision"))
        {
            if (decisions.TryGetValue(reference.Id, out var found)) required.Add(found.Decision);
            else problems.Add(reference.Element.Problem("dmn.reference", reference.Id));
        }

        decision.Required = required;
    }

    /// <summary>Walks without recursion: a chain of decisions may be long.</summary>
    private void RefuseCycles()
    {
        var done = new HashSet<Decision>();
        foreach (var (start, element) in decisions.Values)
        {
            var path = new Stack<(Decision Decision, IEnumerator<Decision> Next)>();
            var onPath = new HashSet<Decision>();
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    path.Pop();
                    onPath.Remove(top.Decision);
                    done.Add(top.Decision);
                }
                else if (onPath.Contains(top.Next.Current))
                {
                    var circle = path.Reverse().Select(step => step.Decision.Result.Name).Append(top.Next.Current.Result.Name);
                    problems.Add(element.Problem("dmn.cycle", string.Join(" → ", circle)));
                    return;
                }
                else if (!done.Contains(top.Next.Current))
                {
                    Enter(top.Next.Current);
                }
            }

            void Enter(Decision decision)
            {
                path.Push((decision, decision.Required.GetEnumerator()));
                onPath.Add(decision);
            }
        }
    }

    private DecisionLogic? Logic(Decision decision, XElement element)
    {
        var names = new HashSet<string>(decision.Inputs.Select(input => input.Name).Concat(decision.Required.Select(required => required.Result.Name)), StringComparer.Ordinal);
        DecisionLogic? logic = null;
        var found = false;
        foreach (var child in element.Elements().Where(e => e.Name.Namespace == root.Name.Namespace && !AroundLogic.Contains(e.Name.LocalName)))
        {
            found = true;
            switch (child.Name.LocalName)
            {
                case "literalExpression":
                    logic = texts.Expression(child, names) is { } text ? new LiteralLogic(text) : null;
                    break;
                case "decisionTable":
                    logic = new TableReader(child, decision.Result.Name, decision.Result, names, texts).Read();
                    break;
                default:
                    problems.Add(child.Problem("dmn.element", child.Name.LocalName));
                    break;
            }
        }

        if (!found) problems.Add(element.Problem("dmn.logic.missing", decision.Result.Name));
        return logic;
    }
}
