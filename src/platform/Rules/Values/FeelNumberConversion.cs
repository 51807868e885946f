using System.Numerics;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>From <see cref="FeelNumber"/> to the numbers of .NET.</summary>
internal static class FeelNumberConversion
{
    private static readonly BigInteger MaxDecimal = (BigInteger.One << 96) - 1;

    internal static bool TryToInt64(FeelNumber number, out long value)
    {
        value = 0;
        var (coefficient, exponent) = number.Exponent < 0
            ? DecimalDigits.WithoutTrailingZeros(number.Coefficient, number.Exponent)
            : (number.Coefficient, number.Exponent);
        if (exponent < 0 || exponent > 19) return false;
        var wide = (BigInteger)coefficient * DecimalDigits.WidePower(exponent);
        if (wide < long.MinValue || wide > long.MaxValue) return false;
        value = (long)wide;
        return true;
    }

    internal static bool TryToDecimal(FeelNumber number, out decimal value)
    {
        value = 0;
        var (coefficient, exponent) = DecimalDigits.WithoutTrailingZeros(number.Coefficient, number.Exponent);
        if (DecimalDigits.Count(coefficient) + exponent > 29) return false;
        if (exponent > 0)
        {
            coefficient *= DecimalDigits.Power(exponent);
            exponent = 0;
        }

        var wide = (BigInteger)coefficient;
        if (exponent < -28)
        {
            wide = DecimalDigits.DivideRounded(wide, DecimalDigits.WidePower(Math.Min(-28 - exponent, 40)), MidpointRounding.ToEven);
            exponent = -28;
        }

        // As many decimal places as 96 bits leave room for, rounded from the exact value once.
        var exact = (wide, exponent);
        while (BigInteger.Abs(wide) > MaxDecimal && exponent < 0)
        {
            exponent++;
            wide = DecimalDigits.DivideRounded(exact.wide, DecimalDigits.WidePower(exponent - exact.exponent), MidpointRounding.ToEven);
        }

        if (BigInteger.Abs(wide) > MaxDecimal) return false;
        var magnitude = BigInteger.Abs(wide);
        value = new decimal(
            (int)(uint)(magnitude & uint.MaxValue),
            (int)(uint)((magnitude >> 32) & uint.MaxValue),
            (int)(uint)(magnitude >> 64),
            wide.Sign < 0,
            (byte)-exponent);
        return true;
    }
}
