using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>
/// Collects built-in functions. A signature reads <c>name(parameter: kinds, …): kinds</c>: <c>?</c> behind a parameter means it may be left out,
/// <c>*</c> a list or its items, <c>...</c> all further arguments; <c>?</c> behind kinds that null is accepted.
/// </summary>
internal sealed class BuiltInTable
{
    private static readonly Dictionary<string, FeelKind> Kinds = new()
    {
        ["any"] = FeelKind.Any,
        ["number"] = FeelKind.Number,
        ["string"] = FeelKind.String,
        ["boolean"] = FeelKind.Boolean,
        ["date"] = FeelKind.Date,
        ["time"] = FeelKind.Time,
        ["datetime"] = FeelKind.DateTime,
        ["days"] = FeelKind.Duration,
        ["months"] = FeelKind.Months,
        ["list"] = FeelKind.List,
        ["context"] = FeelKind.Context,
        ["range"] = FeelKind.Range,
        ["function"] = FeelKind.Function,
        ["point"] = FeelKind.Number | FeelKind.String | FeelKind.Date | FeelKind.Time | FeelKind.DateTime | FeelKind.Duration | FeelKind.Months,
    };

    internal Dictionary<string, List<BuiltIn>> Functions { get; } = new(StringComparer.Ordinal);

    internal void Add(string signature, BuiltInBody body)
    {
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        var close = signature.LastIndexOf(')');
        var name = signature[..open];
        var parameters = signature[(open + 1)..close].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!Functions.TryGetValue(name, out var forms)) Functions[name] = forms = [];
        forms.Add(new(name, [.. parameters.Select(Parameter)], KindsOf(signature[(close + 2)..].Trim()), body));
    }

    private static BuiltInParameter Parameter(string text)
    {
        var parts = text.Split(": ");
        var (name, form) = parts[0] switch
        {
            [.. var n, '?'] => (n, ParameterForm.Optional),
            [.. var n, '*'] => (n, ParameterForm.Spread),
            [.. var n, '.', '.', '.'] => (n, ParameterForm.Rest),
            var n => (n, ParameterForm.Required),
        };
        return new(name, KindsOf(parts[1]), form);
    }

    private static FeelKind KindsOf(string text)
    {
        var nullable = text.EndsWith('?');
        return text.TrimEnd('?').Split('|').Aggregate(nullable ? FeelKind.Null : FeelKind.None, (kinds, kind) => kinds | Kinds[kind]);
    }
}
