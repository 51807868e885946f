using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>What a process says about a timer: a fixed rule, or a FEEL expression that gives one when the timer is armed.</summary>
/// <param name="Fixed">The rule, if it is written out.</param>
/// <param name="Expression">Else the expression.</param>
/// <param name="Kind">What it must give.</param>
internal sealed record TimerExpression(TimerRule? Fixed, FeelExpression? Expression, TimerKind Kind)
{
    /// <summary>The rule as of a scope; null and the reason (English, technical) if the expression gives no such thing.</summary>
    public TimerRule? Resolve(Func<FeelScope> scope, out string problem)
    {
        problem = "";
        if (Fixed is not null) return Fixed;
        var result = Expression!.Evaluate(scope());
        var rule = Kind switch
        {
            TimerKind.Date => Date(result.Value),
            TimerKind.Limit => Limit(result.Value),
            TimerKind.Cycle => result.Value is string text ? TimerRule.ParseCycle(text) : null,
            _ => Duration(result.Value),
        };
        if (rule is null)
            problem = result.Warnings.Count > 0
                ? string.Join("; ", result.Warnings.Select(warning => warning.Message))
                : $"'{Expression.Text.Trim()}' gives {result.Value?.GetType().Name ?? "null"}.";
        return rule;
    }

    private static TimerRule? Date(object? value) => value switch
    {
        DateTimeOffset instant => new TimerAtInstant(instant),
        DateTime local => new TimerAtLocal(local),
        DateOnly date => new TimerAtLocal(date.ToDateTime(TimeOnly.MinValue)),
        string text => TimerRule.ParseDate(text),
        _ => null,
    };

    private static TimerRule? Limit(object? value) => value switch
    {
        string text => TimerRule.ParseLimit(text),
        IReadOnlyDictionary<string, object?> limit when limit.GetValueOrDefault("value") is FeelNumber number && limit.GetValueOrDefault("unit") is string unit =>
            TimerRule.ParseLimit($"{number} {unit}"),
        _ => null,
    };

    private TimerRule? Duration(object? value)
    {
        var working = Kind is TimerKind.WorkingDuration;
        return value switch
        {
            TimeSpan span => IsoDuration.From(span) is { } duration ? TimerRule.For(duration, working) : null,
            YearsMonthsDuration { TotalMonths: >= 0 and <= 1_200 } months => TimerRule.For(new(0, (int)months.TotalMonths, 0, 0, 0, 0), working),
            string text => TimerRule.ParseDuration(text, working),
            _ => null,
        };
    }
}

/// <summary>What a timer counts.</summary>
internal enum TimerKind
{
    Date,
    CalendarDuration,
    WorkingDuration,
    Cycle,

    /// <summary>A limit as the law writes it: so many days, counted from the day after.</summary>
    Limit,
}
