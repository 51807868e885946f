using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Numbers (DMN 1.5 §10.3.4.5).</summary>
internal static class NumberFunctions
{
    private const int MinScale = -6111;
    private const int MaxScale = 6176;

    internal static void AddTo(BuiltInTable table)
    {
        table.Add("decimal(n: number, scale: number): number", (call, a) => Round(call, a, MidpointRounding.ToEven));
        table.Add("floor(n: number, scale?: number): number", (call, a) => Round(call, a, MidpointRounding.ToNegativeInfinity));
        table.Add("ceiling(n: number, scale?: number): number", (call, a) => Round(call, a, MidpointRounding.ToPositiveInfinity));
        table.Add("round up(n: number, scale: number): number", (call, a) =>
            Round(call, a, N(a[0]).Sign < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity));
        table.Add("round down(n: number, scale: number): number", (call, a) => Round(call, a, MidpointRounding.ToZero));
        table.Add("round half up(n: number, scale: number): number", (call, a) => Round(call, a, MidpointRounding.AwayFromZero));
        table.Add("round half down(n: number, scale: number): number", (call, a) =>
            Scale(call, a[1]) is { } scale ? FeelNumberArithmetic.RoundHalfDown(N(a[0]), scale) : null);
        table.Add("abs(n: number|days|months): number|days|months", (_, a) => a[0] switch
        {
            TimeSpan span => span.Duration(),
            YearsMonthsDuration months => new YearsMonthsDuration(Math.Abs(months.TotalMonths)),
            _ => FeelNumber.Abs(N(a[0])),
        });
        table.Add("modulo(dividend: number, divisor: number): number", (call, a) =>
            N(a[1]).Sign == 0 ? call.Warn("feel.number.zero") : FeelNumberArithmetic.Modulo(N(a[0]), N(a[1])));
        table.Add("sqrt(number: number): number", (call, a) => Real(call, N(a[0]), FeelMath.SquareRoot));
        table.Add("log(number: number): number", (call, a) => Real(call, N(a[0]), FeelMath.Log));
        table.Add("exp(number: number): number", (call, a) => Real(call, N(a[0]), n => FeelMath.Exp(n)));
        table.Add("odd(number: number): boolean", (call, a) => Even(call, a[0]) is { } even ? !even : null);
        table.Add("even(number: number): boolean", (call, a) => Even(call, a[0]));
    }

    private static FeelNumber N(object? value) => (FeelNumber)value!;

    private static object? Real(BuiltInCall call, FeelNumber number, Func<FeelNumber, FeelNumber?> function)
    {
        call.Session.Spend(FeelMath.Work);
        return function(number) is { } real ? real : call.Warn("feel.number.domain");
    }

    private static FeelNumber? Round(BuiltInCall call, object?[] a, MidpointRounding rounding) =>
        Scale(call, a[1]) is { } scale ? FeelNumber.Round(N(a[0]), scale, rounding) : null;

    private static int? Scale(BuiltInCall call, object? value)
    {
        if (value is not FeelNumber number) return 0;
        // A scale such as 2.0000001 is cut, as the specification's own tests expect.
        if (FeelNumber.Round(number, 0, MidpointRounding.ToZero).TryToInt64(out var scale) && scale >= MinScale && scale <= MaxScale) return (int)scale;
        call.Warn("feel.number.scale", number.ToString(), $"{MinScale}", $"{MaxScale}");
        return null;
    }

    private static bool? Even(BuiltInCall call, object? value)
    {
        if (N(value).IsInteger) return FeelNumberArithmetic.Modulo(N(value), 2).Sign == 0;
        call.Warn("feel.index.whole", $"{value}");
        return null;
    }
}
