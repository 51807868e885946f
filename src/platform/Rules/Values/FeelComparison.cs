using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>Equality and order of values (DMN 1.5 §10.3.2.13, tables 53 and 54).</summary>
internal static class FeelComparison
{
    /// <summary>Null for values of different kinds; null equals only null.</summary>
    internal static bool? Equal(object? left, object? right, Session session)
    {
        if (left is null || right is null) return left is null && right is null;
        switch (left, right)
        {
            case (FeelNumber a, FeelNumber b): return a == b;
            case (string a, string b): return a == b;
            case (bool a, bool b): return a == b;
            case (DateOnly a, DateOnly b): return a == b;
            case (DateOnly or FarDate, DateOnly or FarDate): return left.Equals(right);
            case (FeelDateTime a, FeelDateTime b): return a.Offset is null == b.Offset is null && a.Seconds == b.Seconds;
            case (FeelTime a, FeelTime b): return SameTime(a, b);
            case (TimeSpan a, TimeSpan b): return a == b;
            case (YearsMonthsDuration a, YearsMonthsDuration b): return a == b;
            case (FeelRange a, FeelRange b):
                return a.IsPoint == b.IsPoint && a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded
                    && Equal(a.Start, b.Start, session) == true && Equal(a.End, b.End, session) == true;
            case (FeelList a, FeelList b): return SameItems(a, b, session);
            case (FeelContext a, FeelContext b): return SameEntries(a, b, session);
            case (FeelFunction a, FeelFunction b): return ReferenceEquals(a, b);
            default: return null;
        }
    }

    /// <summary>Null where there is no order: different kinds, null, a local time beside one with offset.</summary>
    internal static int? Compare(object? left, object? right) => (left, right) switch
    {
        (FeelNumber a, FeelNumber b) => a.CompareTo(b),
        (string a, string b) => CompareCodePoints(a, b),
        (DateOnly a, DateOnly b) => a.CompareTo(b),
        (DateOnly or FarDate, DateOnly or FarDate) => Dates.DayNumber(left).CompareTo(Dates.DayNumber(right)),
        (FeelDateTime a, FeelDateTime b) => a.Offset is null == b.Offset is null ? a.Seconds.CompareTo(b.Seconds) : null,
        (FeelTime a, FeelTime b) => CompareTimes(a, b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (YearsMonthsDuration a, YearsMonthsDuration b) => a.CompareTo(b),
        _ => null,
    };

    /// <summary>Whether a value lies in a range; null where it cannot be compared with an end.</summary>
    internal static bool? Contains(FeelRange range, object? value)
    {
        if (value is null) return null;
        if (range.Start is not null)
        {
            if (Compare(value, range.Start) is not { } start) return null;
            if (range.StartIncluded ? start < 0 : start <= 0) return false;
        }

        if (range.End is not null)
        {
            if (Compare(value, range.End) is not { } end) return null;
            if (range.EndIncluded ? end > 0 : end >= 0) return false;
        }

        return true;
    }

    /// <summary>Times are told apart by whole seconds, as DMN's own tests have it: parts of a second are kept and shown, but never decide.</summary>
    private static long Seconds(long ticks) => (ticks - (ticks < 0 ? TimeSpan.TicksPerSecond - 1 : 0)) / TimeSpan.TicksPerSecond;

    private static bool SameTime(FeelTime a, FeelTime b) =>
        TemporalMath.Offset(a) is null == TemporalMath.Offset(b) is null && CompareTimes(a, b) == 0;

    private static int? CompareTimes(FeelTime a, FeelTime b) => (TemporalMath.Offset(a), TemporalMath.Offset(b)) switch
    {
        (null, null) => Seconds(a.Time.Ticks).CompareTo(Seconds(b.Time.Ticks)),
        ({ } x, { } y) => Seconds(a.Time.Ticks - x.Ticks).CompareTo(Seconds(b.Time.Ticks - y.Ticks)),
        _ => null,
    };

    /// <summary>By code points, as DMN orders strings; UTF-16 order differs only where surrogates meet the last BMP characters.</summary>
    private static int CompareCodePoints(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] == b[i]) continue;
            var (x, y) = (char.IsSurrogate(a[i]), char.IsSurrogate(b[i]));
            return x == y ? a[i] - b[i] : x ? 1 : -1;
        }

        return a.Length - b.Length;
    }

    private static bool SameItems(FeelList a, FeelList b, Session session)
    {
        session.Descend();
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
        {
            session.Spend();
            if (Equal(a[i], b[i], session) != true) return false;
        }

        return true;
    }

    private static bool SameEntries(FeelContext a, FeelContext b, Session session)
    {
        session.Descend();
        if (a.Count != b.Count) return false;
        foreach (var (key, value) in a)
        {
            session.Spend();
            if (!b.TryGetValue(key, out var other) || Equal(value, other, session) != true) return false;
        }

        return true;
    }
}
