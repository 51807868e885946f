using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>Reads the elements of a DMN file and compiles their logic.</summary>
internal sealed class ModelReader
{
    /// <summary>Elements of DMN that say nothing about results.</summary>
    private static readonly HashSet<string> Silent =
    [
        "description", "extensionElements", "import", "itemDefinition", "inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource", "textAnnotation",
        "association", "group", "elementCollection", "performanceIndicator", "organizationUnit", "artifact", "businessContextElement",
    ];

    /// <summary>Children of a decision beside its logic.</summary>
    private static readonly HashSet<string> AroundLogic =
    [
        "description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement", "knowledgeRequirement", "authorityRequirement",
        "supportedObjective", "impactedPerformanceIndicator", "decisionMaker", "decisionOwner", "usingProcess", "usingTask",
    ];

    /// <summary>Boxed expressions may lie in each other as deep as the file may, and texts in them as deep as texts may.</summary>
    private const int MaxDepth = 3 * Parser.MaxDepth;

    private readonly DmnFile file;
    private readonly List<FeelProblem> problems;
    private readonly BoxedReader boxed;

    private ModelReader(DmnFile file, List<FeelProblem> problems)
    {
        this.file = file;
        this.problems = problems;
        boxed = new(file.Texts, file.Tables);
    }

    /// <summary>Reads a file whose imports are read already; what is wrong is added to the problems.</summary>
    internal static DmnFile Read(XElement root, IReadOnlyList<(string Name, DmnFile File)> imports, List<FeelProblem> problems)
    {
        var (types, texts) = ItemTypes.Read(root, imports, problems);
        var reader = new ModelReader(new(root, imports, types, texts), problems);
        reader.ReadElements();
        foreach (var element in reader.file.Elements.Values) reader.Connect(element);
        if (RequirementCycle.Find(reader.file.Elements.Values) is { } cycle)
        {
            problems.Add(cycle[0].Xml.Problem("dmn.cycle", string.Join(" → ", cycle.Select(element => element.Name))));
            return reader.file;
        }

        foreach (var element in reader.file.Elements.Values.OfType<LogicElement>()) reader.Compile(element);
        return reader.file;
    }

    private void ReadElements()
    {
        var root = file.Root;
        foreach (var element in root.Elements().Where(e => e.Name.Namespace == root.Name.Namespace && !Silent.Contains(e.Name.LocalName)))
        {
            problems.Add(element.Problem("dmn.element", element.Name.LocalName));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        // Input data may stand behind the decisions that require it.
        foreach (var element in (string[])["inputData", "decision", "businessKnowledgeModel", "decisionService"])
        {
            foreach (var child in root.Children(element)) ReadElement(child, names);
        }
    }

    private void ReadElement(XElement xml, HashSet<string> names)
    {
        if (xml.Attribute("name")?.Value is not { Length: > 0 } name)
        {
            problems.Add(xml.Problem("dmn.name.missing", xml.Name.LocalName));
            return;
        }

        var id = xml.Attribute("id")?.Value ?? name;
        if (!names.Add(name) || file.Elements.ContainsKey(id)) problems.Add(xml.Problem("dmn.name.duplicate", id));
        var result = Variable.Of(xml, name, file.Texts);
        file.Elements[id] = xml.Name.LocalName switch
        {
            "inputData" => new InputData(file, xml, id, result),
            "decision" => new Decision(file, xml, id, result),
            "businessKnowledgeModel" => new KnowledgeModel(file, xml, id, result),
            _ => new DecisionService(file, xml, id, result),
        };
    }

    private void Connect(Element element)
    {
        var xml = element.Xml;
        switch (element)
        {
            case DecisionService service:
                service.Outputs = [.. References<Decision>(xml.Children("outputDecision"))];
                service.Parameters = [.. References<InputData>(xml.Children("inputData")), .. References<Decision>(xml.Children("inputDecision"))];
                if (service.Outputs.Count == 0) problems.Add(xml.Problem("dmn.service.output", service.Name));
                break;
            case LogicElement:
                var information = xml.Children("informationRequirement");
                element.Needs =
                [
                    .. Needs<InputData>(information.SelectMany(requirement => requirement.Children("requiredInput"))),
                    .. Needs<Decision>(information.SelectMany(requirement => requirement.Children("requiredDecision"))),
                    .. Needs<Element>(xml.Children("knowledgeRequirement").SelectMany(requirement => requirement.Children("requiredKnowledge"))),
                ];
                break;
        }
    }

    private IEnumerable<Element> References<T>(IEnumerable<XElement> references)
        where T : Element => Needs<T>(references).Select(need => need.Element);

    private IEnumerable<Need> Needs<T>(IEnumerable<XElement> references)
        where T : Element
    {
        foreach (var reference in references)
        {
            var target = reference.Attribute("href")?.Value ?? "";
            if (file.Find(target) is { Element: T } need) yield return need;
            else problems.Add(reference.Problem("dmn.reference", target.TrimStart('#')));
        }
    }

    private void Compile(LogicElement element)
    {
        var known = new HashSet<string>(element.Needs.Select(need => need.Name), StringComparer.Ordinal);
        if (element is KnowledgeModel) known.Add(element.Name);
        var names = new NameTable(file.Types.Names).With([.. known]);
        var node = element is KnowledgeModel ? Knowledge(element, names) : DecisionLogic(element, names);
        if (node is null) return;
        if (node.Depth > MaxDepth)
        {
            problems.Add(element.Xml.Problem("feel.limit.depth", $"{MaxDepth}"));
            return;
        }

        var text = Compiler.Compile(node, element.Xml.Place(), new(known, file.Types.Types, problems, closed: true));
        (element.Logic, element.Tree) = (Logic.Of(text, element.Needs, element), node);
    }

    private Node? Knowledge(LogicElement model, NameTable names)
    {
        if (model.Xml.Child("encapsulatedLogic") is { } logic) return boxed.Function(logic, model.Name, model.Result, names);
        problems.Add(model.Xml.Problem("dmn.logic.missing", model.Name));
        return null;
    }

    private Node? DecisionLogic(LogicElement decision, NameTable names)
    {
        foreach (var child in decision.Xml.Elements().Where(e => e.Name.Namespace == file.Root.Name.Namespace && !AroundLogic.Contains(e.Name.LocalName)))
        {
            if (!BoxedReader.Expressions(decision.Xml).Contains(child)) problems.Add(child.Problem("dmn.element", child.Name.LocalName));
        }

        if (BoxedReader.Expressions(decision.Xml).FirstOrDefault() is { } expression) return boxed.Read(expression, decision.Name, decision.Result, names);
        problems.Add(decision.Xml.Problem("dmn.logic.missing", decision.Name));
        return null;
    }
}
