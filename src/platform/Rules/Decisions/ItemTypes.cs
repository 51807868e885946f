using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>Types of the item definitions of a file; they may name each other in any order.</summary>
internal sealed class ItemTypes
{
    private static readonly HashSet<string> NoNames = [];

    private readonly Dictionary<string, XElement> definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly List<FeelProblem> problems;
    private readonly DmnTexts texts;

    private ItemTypes(XElement root, List<FeelProblem> problems)
    {
        this.problems = problems;
        var members = root.Descendants(root.Name.Namespace + "itemComponent").Select(c => c.Attribute("name")?.Value).OfType<string>();
        Types = new();
        texts = new(Types, [.. members], problems);
        foreach (var element in root.Children("itemDefinition"))
        {
            if (element.Attribute("name")?.Value is not { Length: > 0 } name) problems.Add(element.Problem("dmn.name.missing", "itemDefinition"));
            else if (!definitions.TryAdd(name, element)) problems.Add(element.Problem("dmn.name.duplicate", name));
        }
    }

    internal TypeTable Types { get; }

    internal static DmnTexts Read(XElement root, List<FeelProblem> problems)
    {
        var reader = new ItemTypes(root, problems);
        foreach (var name in reader.definitions.Keys) reader.Named(name, reader.definitions[name]);
        return reader.texts;
    }

    private FeelType? Named(string name, XElement user)
    {
        if (name.StartsWith("feel:", StringComparison.Ordinal)) name = name[5..];
        if (Types.Find(name) is { } known) return known;
        if (!definitions.TryGetValue(name, out var element))
        {
            problems.Add(user.Problem("feel.type.unknown", name));
            return null;
        }

        if (!open.Add(name))
        {
            problems.Add(element.Problem("dmn.type.cycle", name));
            return null;
        }

        var type = Type(element, name);
        open.Remove(name);
        if (type is not null) Types.Define(name, type);
        return type;
    }

    private FeelType? Type(XElement element, string name)
    {
        var type = Plain(element, name);
        if (type is null) return null;
        if (element.Child("allowedValues") is { } allowed && texts.Tests(allowed, NoNames) is { } values) type = new ConstrainedType(name, type, values);
        if (element.Attribute("isCollection")?.Value == "true") type = new ListType(name, type);
        if (element.Child("typeConstraint") is { } constraint && texts.Tests(constraint, NoNames) is { } tests) type = new ConstrainedType(name, type, tests);
        return type;
    }

    private FeelType? Plain(XElement element, string name)
    {
        if (element.Child("functionItem") is { } function) return new FunctionType(name, function.Children("parameters").Count());
        var components = element.Children("itemComponent").ToList();
        if (components.Count == 0)
        {
            return element.Child("typeRef")?.Value.Trim() is { Length: > 0 } reference ? Named(reference, element) : FeelType.Any;
        }

        var entries = new List<(string, FeelType)>();
        foreach (var component in components)
        {
            if (component.Attribute("name")?.Value is not { Length: > 0 } key) problems.Add(component.Problem("dmn.name.missing", "itemComponent"));
            else if (Type(component, key) is { } type) entries.Add((key, type));
        }

        return new ContextType(name, entries);
    }
}
