using VanLang.Forms.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>A limit of a date: a day, the day of filling, or worked out by FEEL.</summary>
internal sealed record DateBound(DateOnly? Day, FeelExpression? Expression)
{
    public static DateBound Today { get; } = new(null, null);

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
