using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Kinds of values, also as sets: what a parameter accepts, or what is known of an expression before it runs.</summary>
[Flags]
internal enum FeelKind
{
    None = 0,
    Null = 1,
    Number = 2,
    String = 4,
    Boolean = 8,
    Date = 16,
    Time = 32,
    DateTime = 64,

    /// <summary>Days and time duration.</summary>
    Duration = 128,

    /// <summary>Years and months duration.</summary>
    Months = 256,
    List = 512,
    Context = 1024,
    Range = 2048,
    Function = 4096,
    NotNull = 8190,
    Any = 8191,
}

/// <summary>Kind of a value, and its name for people.</summary>
internal static class FeelKinds
{
    internal static FeelKind Of(object? value) => value switch
    {
        null => FeelKind.Null,
        FeelNumber => FeelKind.Number,
        string => FeelKind.String,
        bool => FeelKind.Boolean,
        FeelList => FeelKind.List,
        FeelContext => FeelKind.Context,
        DateOnly or FarDate => FeelKind.Date,
        FeelDateTime => FeelKind.DateTime,
        FeelTime => FeelKind.Time,
        TimeSpan => FeelKind.Duration,
        YearsMonthsDuration => FeelKind.Months,
        FeelRange => FeelKind.Range,
        FeelFunction => FeelKind.Function,
        _ => throw new InvalidOperationException($"{value.GetType()} is not a value of FEEL."),
    };

    /// <summary>Name as FEEL's types are named; of a set, joined by <c>|</c>.</summary>
    internal static string Name(FeelKind kind) => kind switch
    {
        FeelKind.Null => "null",
        FeelKind.Number => "number",
        FeelKind.String => "string",
        FeelKind.Boolean => "boolean",
        FeelKind.Date => "date",
        FeelKind.Time => "time",
        FeelKind.DateTime => "date and time",
        FeelKind.Duration => "days and time duration",
        FeelKind.Months => "years and months duration",
        FeelKind.List => "list",
        FeelKind.Context => "context",
        FeelKind.Range => "range",
        FeelKind.Function => "function",
        FeelKind.Any or FeelKind.NotNull => "Any",
        _ => string.Join(" | ", Enum.GetValues<FeelKind>().Where(k => int.PopCount((int)k) == 1 && kind.HasFlag(k) && k != FeelKind.Null).Select(Name)),
    };
}
