using VanLang.Rules.Syntax;

namespace VanLang.Rules.Values;

/// <summary>Types by name: those of FEEL, and those a model defines.</summary>
internal sealed class TypeTable
{
    internal static readonly TypeTable BuiltIn = new();

    private static readonly Dictionary<string, FeelType> Named = new(StringComparer.Ordinal)
    {
        ["Any"] = FeelType.Any,
        ["Null"] = new KindType("Null", FeelKind.Null),
        ["number"] = new KindType("number", FeelKind.Number),
        ["string"] = new KindType("string", FeelKind.String),
        ["boolean"] = new KindType("boolean", FeelKind.Boolean),
        ["date"] = new KindType("date", FeelKind.Date),
        ["time"] = new KindType("time", FeelKind.Time),
        ["date and time"] = new KindType("date and time", FeelKind.DateTime),
        ["dateTime"] = new KindType("date and time", FeelKind.DateTime),
        ["days and time duration"] = new KindType("days and time duration", FeelKind.Duration),
        ["dayTimeDuration"] = new KindType("days and time duration", FeelKind.Duration),
        ["day time duration"] = new KindType("days and time duration", FeelKind.Duration),
        ["years and months duration"] = new KindType("years and months duration", FeelKind.Months),
        ["yearMonthDuration"] = new KindType("years and months duration", FeelKind.Months),
        ["year month duration"] = new KindType("years and months duration", FeelKind.Months),
        ["list"] = new ListType("list", FeelType.Any),
        ["context"] = new KindType("context", FeelKind.Context),
        ["range"] = new KindType("range", FeelKind.Range),
        ["function"] = new KindType("function", FeelKind.Function),
    };

    private readonly Dictionary<string, FeelType> defined = new(StringComparer.Ordinal);

    /// <summary>Types that the model defines, by name.</summary>
    internal IReadOnlyDictionary<string, FeelType> Defined => defined;

    internal void Define(string name, FeelType type) => defined[name] = type;

    internal FeelType? Find(string name) => defined.GetValueOrDefault(name) ?? Named.GetValueOrDefault(name);

    /// <summary>Null if a name in it is unknown.</summary>
    internal FeelType? Resolve(TypeNode node)
    {
        var arguments = node.Arguments.Select(Resolve).ToList();
        if (arguments.Contains(null) || (node.Result is not null && Resolve(node.Result) is null)) return null;
        return (node.Name, arguments.Count) switch
        {
            ("list", 1) => new ListType("list", arguments[0]!),
            ("range", 1) => new RangeType("range", arguments[0]!),
            ("context", > 0) => new ContextType("context", [.. node.Names.Zip(arguments, (key, type) => (key, type!))]),
            ("function", _) when node.Result is not null || arguments.Count > 0 => new FunctionType("function", arguments.Count),
            (_, 0) => Find(node.Name),
            _ => null,
        };
    }
}
