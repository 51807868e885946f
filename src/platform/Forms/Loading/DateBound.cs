using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>A limit of a date: a day, the day of filling, or worked out by FEEL.</summary>
internal sealed record DateBound(DateOnly? Day, FeelExpression? Expression)
{
    public static DateBound Today { get; } = new(null, null);

    /// <summary>The same, where a date of which not all is known is its first day.</summary>
    public DateOnly? FirstDay(FormContext context, FeelScope scope) => At(context, scope) ?? (Expression?.Evaluate(scope).Value as string) switch
    {
        { Length: 4 } year when DateOnly.TryParseExact(year, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) => first,
        { Length: 7 } month when DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) => first,
        _ => null,
    };

    public DateOnly? At(FormContext context, FeelScope scope) => (Day, Expression) switch
    {
        ({ } day, _) => day,
        (_, { } expression) => expression.Evaluate(scope).Value switch
        {
            DateOnly date => date,
            DateTime time => DateOnly.FromDateTime(time),
            DateTimeOffset time => DateOnly.FromDateTime(time.DateTime),
            _ => null,
        },
        _ => context.Today,
    };
}
