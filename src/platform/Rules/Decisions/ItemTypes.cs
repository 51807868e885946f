using System.Xml.Linq;
using VanLang.Rules.BuiltIns;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>Types of the item definitions of a file; they may name each other in any order, and those of imported files behind the name of the import.</summary>
internal sealed class ItemTypes
{
    private readonly Dictionary<string, XElement> definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly List<FeelProblem> problems;
    private readonly DmnTexts texts;
    private readonly NameTable names;

    private ItemTypes(XElement root, IReadOnlyList<(string Name, DmnFile File)> imports, List<FeelProblem> problems)
    {
        this.problems = problems;
        texts = new(this, problems);
        MemberNames =
        [
            .. root.Descendants(root.Name.Namespace + "itemComponent").Select(c => c.Attribute("name")?.Value).OfType<string>(),
            .. imports.SelectMany(import => import.File.Types.MemberNames.Concat(import.File.Elements.Values.Select(element => element.Name))),
        ];
        names = new NameTable(BuiltInCatalogue.Names).With([.. MemberNames]);
        foreach (var element in root.Children("itemDefinition"))
        {
            if (element.Attribute("name")?.Value is not { Length: > 0 } name) problems.Add(element.Problem("dmn.name.missing", "itemDefinition"));
            else if (!definitions.TryAdd(name, element)) problems.Add(element.Problem("dmn.name.duplicate", name));
        }

        foreach (var (import, file) in imports)
        {
            foreach (var (name, type) in file.Types.Types.Defined)
            {
                var known = import.Length == 0 ? name : $"{import}.{name}";
                if (!definitions.ContainsKey(known) && !Types.Defined.ContainsKey(known)) Types.Define(known, type);
            }
        }
    }

    internal TypeTable Types { get; } = new();

    /// <summary>Names of entries of the types and of elements of imported files; they may hold operators.</summary>
    internal IReadOnlyList<string> MemberNames { get; }

    /// <summary>Built-in functions and members: what every text of the file may name.</summary>
    internal NameTable Names => names;

    internal static (ItemTypes Types, DmnTexts Texts) Read(XElement root, IReadOnlyList<(string Name, DmnFile File)> imports, List<FeelProblem> problems)
    {
        var types = new ItemTypes(root, imports, problems);
        foreach (var name in types.definitions.Keys) types.Named(name, types.definitions[name]);
        return (types, types.texts);
    }

    /// <summary>The type that a <c>typeRef</c> names; null after a problem.</summary>
    internal FeelType? Named(string name, XElement user)
    {
        if (name.StartsWith("feel:", StringComparison.Ordinal)) name = name[5..];
        if (Types.Find(name) is { } known) return known;
        if (!definitions.TryGetValue(name, out var element))
        {
            if (Component(name, user) is { } component) return component;
            // Files of DMN 1.1 wrote qualified names.
            if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) return Named(name[(colon + 1)..], user);
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

    /// <summary>The type of an entry of another type, written <c>tNgười.ngày sinh</c>.</summary>
    private FeelType? Component(string name, XElement user)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || !(definitions.ContainsKey(name[..dot]) || Types.Find(name[..dot]) is not null)) return null;
        return (Named(name[..dot], user) as ContextType)?.Entries.FirstOrDefault(entry => entry.Key == name[(dot + 1)..]).Type;
    }

    private FeelType? Type(XElement element, string name)
    {
        var type = Plain(element, name);
        if (type is null) return null;
        if (Tests(element.Child("allowedValues")) is { } values) type = new ConstrainedType(name, type, values.Text, values.Node);
        if (element.Attribute("isCollection")?.Value == "true") type = new ListType(name, type);
        if (Tests(element.Child("typeConstraint")) is { } tests) type = new ConstrainedType(name, type, tests.Text, tests.Node);
        return type;
    }

    private (CompiledText Text, PlacedNode Node)? Tests(XElement? element)
    {
        if (element is null || texts.Tests(element, names) is not { } node) return null;
        return (Compiler.Compile(node, node.Source, new(new HashSet<string>(), Types, problems, closed: true)), node);
    }

    private FeelType? Plain(XElement element, string name)
    {
        if (element.Child("functionItem") is { } function)
        {
            var result = function.Attribute("outputTypeRef")?.Value is { Length: > 0 } output ? Named(output, function) : null;
            return new FunctionType(name, function.Children("parameters").Count(), result);
        }

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
