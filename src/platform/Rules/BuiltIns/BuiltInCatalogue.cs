using VanLang.Rules.Syntax;

namespace VanLang.Rules.BuiltIns;

/// <summary>All built-in functions, by family.</summary>
internal static class BuiltInCatalogue
{
    private static readonly Dictionary<string, BuiltInFunction> Functions = Collect();

    /// <summary>Names of all functions; never added to afterwards.</summary>
    internal static NameTable Names { get; } = new NameTable(null).With([.. Functions.Keys]);

    internal static IReadOnlyCollection<string> All => Functions.Keys;

    internal static BuiltInFunction? Find(string name) => Functions.GetValueOrDefault(name);

    private static Dictionary<string, BuiltInFunction> Collect()
    {
        var table = new BuiltInTable();
        ConversionFunctions.AddTo(table);
        BooleanFunctions.AddTo(table);
        StringFunctions.AddTo(table);
        NumberFunctions.AddTo(table);
        ListFunctions.AddTo(table);
        AggregateFunctions.AddTo(table);
        ContextFunctions.AddTo(table);
        DateFunctions.AddTo(table);
        RangeFunctions.AddTo(table);
        return table.Functions.ToDictionary(f => f.Key, f => new BuiltInFunction(f.Key, [.. f.Value]), StringComparer.Ordinal);
    }
}
