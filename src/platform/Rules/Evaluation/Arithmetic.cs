using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Arithmetic of numbers, strings, dates, times and durations (DMN 1.5 §10.3.2.15, tables 55 to 57).</summary>
internal static class Arithmetic
{
    /// <summary>Whether any pair of operands of these kinds has a result; kinds are sets.</summary>
    internal static bool Allowed(BinaryOperator @operator, FeelKind left, FeelKind right) => Result(@operator, left, right) != FeelKind.None;

    /// <summary>Kinds a result can have, without null.</summary>
    internal static FeelKind Result(BinaryOperator @operator, FeelKind left, FeelKind right)
    {
        const FeelKind durations = FeelKind.Duration | FeelKind.Months;
        var result = FeelKind.None;
        if (Has(left, FeelKind.Number) && Has(right, FeelKind.Number)) result |= FeelKind.Number;
        switch (@operator)
        {
            case BinaryOperator.Add:
                if (Has(left, FeelKind.String) && Has(right, FeelKind.String)) result |= FeelKind.String;
                result |= Moved(left, right) | Moved(right, left) | (left & right & durations);
                break;
            case BinaryOperator.Subtract:
                result |= Moved(left, right) | (left & right & durations);
                if ((Has(left, FeelKind.Date | FeelKind.DateTime) && Has(right, FeelKind.Date | FeelKind.DateTime))
                    || (Has(left, FeelKind.Time) && Has(right, FeelKind.Time))) result |= FeelKind.Duration;
                break;
            case BinaryOperator.Multiply:
                if (Has(right, FeelKind.Number)) result |= left & durations;
                if (Has(left, FeelKind.Number)) result |= right & durations;
                break;
            case BinaryOperator.Divide:
                if (Has(right, FeelKind.Number)) result |= left & durations;
                if ((left & right & durations) != 0) result |= FeelKind.Number;
                break;
        }

        return result;

        static bool Has(FeelKind set, FeelKind kinds) => (set & kinds) != 0;

        static FeelKind Moved(FeelKind moment, FeelKind by) =>
            (Has(by, FeelKind.Duration) ? moment & (FeelKind.Date | FeelKind.DateTime | FeelKind.Time) : 0)
            | (Has(by, FeelKind.Months) ? moment & (FeelKind.Date | FeelKind.DateTime) : 0);
    }

    internal static object? Apply(Frame frame, Source source, int at, BinaryOperator @operator, object? left, object? right)
    {
        try
        {
            if (left is FeelNumber a && right is FeelNumber b)
            {
                switch (@operator)
                {
                    case BinaryOperator.Add: return a + b;
                    case BinaryOperator.Subtract: return a - b;
                    case BinaryOperator.Multiply: return a * b;
                    case BinaryOperator.Divide:
                        return b.Sign == 0 ? frame.Session.Warn(source, at, "feel.number.zero") : a / b;
                    default:
                        frame.Session.Spend(FeelMath.Work);
                        return FeelMath.Power(a, b) is { } power ? power : frame.Session.Warn(source, at, "feel.number.domain");
                }
            }

            if (@operator == BinaryOperator.Add && left is string head && right is string tail)
            {
                if (head.Length + tail.Length > Session.MaxText) throw new EvaluationLimitException("feel.limit.text", $"{Session.MaxText}");
                frame.Session.Spend((head.Length + tail.Length) >> 8);
                return head + tail;
            }

            var (leftKind, rightKind) = (FeelKinds.Of(left), FeelKinds.Of(right));
            if (!Allowed(@operator, leftKind, rightKind))
            {
                return frame.Session.Warn(source, at, "feel.type.operand", Symbol(@operator), FeelKinds.Name(leftKind), FeelKinds.Name(rightKind));
            }

            return (@operator switch
            {
                BinaryOperator.Add => Add(left!, right!),
                BinaryOperator.Subtract => Subtract(left!, right!),
                BinaryOperator.Multiply => left is FeelNumber factor ? Scale(right!, factor) : Scale(left!, (FeelNumber)right!),
                _ => Divide(frame, source, at, left!, right!),
            }) ?? frame.Session.Warn(source, at, "feel.temporal.range");
        }
        catch (OverflowException)
        {
            return frame.Session.Warn(source, at, "feel.number.overflow");
        }
    }

    internal static object? Negate(Frame frame, Source source, int at, object? value)
    {
        return value switch
        {
            FeelNumber number => -number,
            TimeSpan duration when duration != TimeSpan.MinValue => -duration,
            YearsMonthsDuration months when months.TotalMonths != long.MinValue => new YearsMonthsDuration(-months.TotalMonths),
            _ => frame.Session.Warn(source, at, "feel.type.operand", "-", "", FeelKinds.Name(FeelKinds.Of(value))),
        };
    }

    internal static string Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "**",
    };

    private static object? Add(object left, object right) => (left, right) switch
    {
        (TimeSpan a, TimeSpan b) => checked(a + b),
        (YearsMonthsDuration a, YearsMonthsDuration b) => new YearsMonthsDuration(checked(a.TotalMonths + b.TotalMonths)),
        (TimeSpan or YearsMonthsDuration, _) => Move(right, left, 1),
        _ => Move(left, right, 1),
    };

    private static object? Subtract(object left, object right) => (left, right) switch
    {
        (TimeSpan a, TimeSpan b) => checked(a - b),
        (YearsMonthsDuration a, YearsMonthsDuration b) => new YearsMonthsDuration(checked(a.TotalMonths - b.TotalMonths)),
        (_, TimeSpan or YearsMonthsDuration) => Move(left, right, -1),
        (FeelTime a, FeelTime b) => Between(TemporalMath.Offset(a), a.Time.Ticks, TemporalMath.Offset(b), b.Time.Ticks),
        _ => Between(Instant(left, right), Instant(right, left)),
    };

    private static object? Move(object moment, object duration, int sign) => (moment, duration) switch
    {
        (DateOnly or FarDate, TimeSpan by) => TemporalMath.Add(moment, new TimeSpan(checked(by.Ticks * sign))),
        (DateOnly or FarDate, YearsMonthsDuration by) => TemporalMath.AddMonths(moment, checked(by.TotalMonths * sign)),
        (FeelDateTime instant, TimeSpan by) => instant.Plus(new TimeSpan(checked(by.Ticks * sign))),
        (FeelDateTime instant, YearsMonthsDuration by) => instant.Plus(checked(by.TotalMonths * sign)),
        (FeelTime time, TimeSpan by) => TemporalMath.Add(time, new TimeSpan(checked(by.Ticks * sign))),
        _ => null,
    };

    // A date beside a local date and time is meant locally as well.
    private static FeelDateTime Instant(object value, object other) =>
        value is FeelDateTime instant ? instant
        : other is FeelDateTime { Offset: null } ? FeelDateTime.From(value, TimeOnly.MinValue)
        : FeelDateTime.From(value);

    // A duration holds some 29,000 years; what is longer has none.
    private static TimeSpan? Between(FeelDateTime left, FeelDateTime right)
    {
        if (left.Offset is null != right.Offset is null) return null;
        var ticks = left.Ticks - right.Ticks;
        return ticks < long.MinValue || ticks > long.MaxValue ? null : new TimeSpan((long)ticks);
    }

    private static TimeSpan? Between(TimeSpan? leftOffset, long left, TimeSpan? rightOffset, long right)
    {
        if (leftOffset is null != rightOffset is null) return null;
        return new TimeSpan(left - (leftOffset?.Ticks ?? 0) - right + (rightOffset?.Ticks ?? 0));
    }

    private static object? Scale(object duration, FeelNumber factor)
    {
        if (duration is TimeSpan span)
        {
            return FeelNumber.Round((FeelNumber)span.Ticks * factor, 0, MidpointRounding.ToEven).TryToInt64(out var ticks) ? new TimeSpan(ticks) : null;
        }

        var months = (FeelNumber)((YearsMonthsDuration)duration).TotalMonths * factor;
        return FeelNumber.Round(months, 0, MidpointRounding.ToZero).TryToInt64(out var whole) ? new YearsMonthsDuration(whole) : null;
    }

    private static object? Divide(Frame frame, Source source, int at, object left, object right)
    {
        var divisor = right switch
        {
            TimeSpan span => span.Ticks,
            YearsMonthsDuration months => months.TotalMonths,
            _ => (FeelNumber)right,
        };
        if (divisor.Sign == 0) return frame.Session.Warn(source, at, "feel.number.zero");
        if (right is FeelNumber) return left is TimeSpan span ? Part(span.Ticks / divisor, t => new TimeSpan(t)) : Part(((YearsMonthsDuration)left).TotalMonths / divisor, m => new YearsMonthsDuration(m));
        return (left is TimeSpan dividend ? dividend.Ticks : ((YearsMonthsDuration)left).TotalMonths) / divisor;
    }

    private static object? Part<T>(FeelNumber amount, Func<long, T> make) =>
        FeelNumber.Round(amount, 0, MidpointRounding.ToZero).TryToInt64(out var whole) ? make(whole) : null;
}
