using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>A type that is one or several kinds of values.</summary>
internal sealed class KindType(string name, FeelKind kinds) : FeelType(name)
{
    internal FeelKind Kinds => kinds;

    internal override bool Holds(object? value, Session session) => (FeelKinds.Of(value) & kinds) != 0;

    protected override bool Fits(object? value, bool fromOutside, Session session, out object? fitted)
    {
        fitted = value;
        if (Holds(value, session)) return true;
        if (kinds == FeelKind.DateTime && Dates.Is(value)) fitted = FeelDateTime.From(value!);
        else if (fromOutside && value is string text) fitted = Read(text);
        else return false;
        return fitted is not null;
    }

    private object? Read(string text) => kinds switch
    {
        FeelKind.Date => TemporalText.TryParseDate(text),
        FeelKind.Time => TemporalText.TryParseTime(text),
        FeelKind.DateTime => TemporalText.TryParseDateTime(text),
        FeelKind.Duration => TemporalText.TryParseDuration(text) as TimeSpan?,
        FeelKind.Months => TemporalText.TryParseDuration(text) as YearsMonthsDuration?,
        _ => null,
    };
}
