using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>FEEL's years and months duration: a number of whole months, negative for backwards.</summary>
/// <param name="TotalMonths">All months; 14 is <c>P1Y2M</c>.</param>
public readonly record struct YearsMonthsDuration(long TotalMonths) : IComparable<YearsMonthsDuration>
{
    /// <summary>Whole years, with the sign of the duration.</summary>
    public long Years => TotalMonths / 12;

    /// <summary>Months beside the whole years, with the sign of the duration.</summary>
    public long Months => TotalMonths % 12;

    /// <summary>XML Schema's text: <c>P1Y2M</c>.</summary>
    public override string ToString() => FeelText.Of(this);

    /// <inheritdoc/>
    public int CompareTo(YearsMonthsDuration other) => TotalMonths.CompareTo(other.TotalMonths);

    public static bool operator <(YearsMonthsDuration left, YearsMonthsDuration right) => left.TotalMonths < right.TotalMonths;

    public static bool operator >(YearsMonthsDuration left, YearsMonthsDuration right) => left.TotalMonths > right.TotalMonths;

    public static bool operator <=(YearsMonthsDuration left, YearsMonthsDuration right) => left.TotalMonths <= right.TotalMonths;

    public static bool operator >=(YearsMonthsDuration left, YearsMonthsDuration right) => left.TotalMonths >= right.TotalMonths;
}
