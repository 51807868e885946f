using System.Numerics;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>
/// Powers, roots, logarithm and exponential of 34-digit decimals. Worked with 80 decimal places: a logarithm near 1 may begin
/// 34 places behind the point and still has 46 good digits. The last digit is right but for the rarest ties.
/// </summary>
internal static class FeelMath
{
    /// <summary>Steps of an evaluation that one of these functions counts for.</summary>
    internal const int Work = 1000;

    private const int Places = 80;

    private static readonly BigInteger Unit = BigInteger.Pow(10, Places);
    private static readonly Lazy<BigInteger> LogOfTen = new(() => LogOfFraction(Unit * 10));

    /// <summary>Null if the root is not a real number.</summary>
    internal static FeelNumber? SquareRoot(FeelNumber value)
    {
        if (value.Sign < 0) return null;
        if (value.Sign == 0) return value;
        // Even exponent, and 40 digits in the root; a rest shows as one more digit.
        var shift = 80 - DecimalDigits.Count(value.Coefficient);
        if (((value.Exponent - shift) & 1) != 0) shift++;
        var wide = (BigInteger)value.Coefficient * DecimalDigits.WidePower(shift);
        var root = IntegerRoot(wide);
        var exponent = (value.Exponent - shift) / 2;
        var exact = root * root == wide;
        return Tidy(exact ? DecimalDigits.Fit(root, exponent) : DecimalDigits.Fit((root * 10) + 1, exponent - 1));
    }

    /// <summary>e to the power of the value.</summary>
    internal static FeelNumber Exp(FeelNumber value)
    {
        if (value > 14_200) throw new OverflowException("Beyond 34-digit decimals.");
        if (value < -14_300) return default;
        return ExpOfFixed(ToFixed(value));
    }

    /// <summary>Natural logarithm; null unless the value is positive.</summary>
    internal static FeelNumber? Log(FeelNumber value)
    {
        if (value.Sign <= 0) return null;
        return Tidy(DecimalDigits.Fit(LogFixed(value), -Places));
    }

    /// <summary>Null if the power is not a real number, as of a negative base and a fraction.</summary>
    internal static FeelNumber? Power(FeelNumber basis, FeelNumber power)
    {
        if (power.TryToInt64(out var whole) && Math.Abs(whole) <= 1_000_000) return IntegerPower(basis, (int)whole);
        if (basis.Sign == 0) return power.Sign > 0 ? FeelNumber.Zero : null;
        if (basis.Sign < 0) return null;
        var product = LogFixed(basis) * ToFixed(power) / Unit;
        if (product > 14_200 * Unit) throw new OverflowException("Beyond 34-digit decimals.");
        return product < -14_300 * Unit ? default : ExpOfFixed(product);
    }

    private static FeelNumber? IntegerPower(FeelNumber basis, int power)
    {
        if (power == 0) return FeelNumber.One;
        if (basis.Sign == 0) return power > 0 ? FeelNumber.Zero : null;
        var result = (Coefficient: BigInteger.One, Exponent: 0L);
        var factor = ((BigInteger)basis.Coefficient, (long)basis.Exponent);
        for (var rest = Math.Abs(power); rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0) result = Shorten(result.Coefficient * factor.Item1, result.Exponent + factor.Item2);
            if (rest > 1) factor = Shorten(factor.Item1 * factor.Item1, factor.Item2 * 2);
        }

        if (power < 0)
        {
            var digits = DecimalDigits.Count(result.Coefficient) + Places;
            result = (DecimalDigits.WidePower(digits) / result.Coefficient, -result.Exponent - digits);
        }

        if (result.Exponent > 10_000) throw new OverflowException("Beyond 34-digit decimals.");
        return result.Exponent < -20_000 ? default(FeelNumber) : Tidy(DecimalDigits.Fit(result.Coefficient, (int)result.Exponent));
    }

    /// <summary>Cuts to 90 digits: far behind the 34 that count, near enough for the number of steps.</summary>
    private static (BigInteger Coefficient, long Exponent) Shorten(BigInteger coefficient, long exponent)
    {
        var drop = DecimalDigits.Count(coefficient) - Places - 10;
        return drop > 0 ? (coefficient / DecimalDigits.WidePower(drop), exponent + drop) : (coefficient, exponent);
    }

    private static BigInteger ToFixed(FeelNumber value)
    {
        var shift = Places + value.Exponent;
        if (shift >= 0) return (BigInteger)value.Coefficient * DecimalDigits.WidePower(shift);
        return -shift > 200 ? BigInteger.Zero : value.Coefficient / DecimalDigits.WidePower(-shift);
    }

    private static BigInteger LogFixed(FeelNumber value)
    {
        // value = m * 10^k with m between 1 and 10
        var digits = DecimalDigits.Count(value.Coefficient);
        var mantissa = (BigInteger)value.Coefficient * DecimalDigits.WidePower(Places - digits + 1);
        return LogOfFraction(mantissa) + (LogOfTen.Value * (digits - 1 + value.Exponent));
    }

    /// <summary>ln of a fixed-point number from 1 to 10: four square roots bring it near 1, then 2 * artanh.</summary>
    private static BigInteger LogOfFraction(BigInteger mantissa)
    {
        const int guard = 10;
        var unit = Unit * DecimalDigits.WidePower(guard);
        var x = mantissa * DecimalDigits.WidePower(guard);
        for (var i = 0; i < 4; i++) x = IntegerRoot(x * unit);
        var y = (x - unit) * unit / (x + unit);
        var square = y * y / unit;
        BigInteger sum = 0;
        for (var (term, n) = (y, 1); !term.IsZero; term = term * square / unit, n += 2) sum += term / n;
        return sum * 2 * 16 / DecimalDigits.WidePower(guard);
    }

    private static FeelNumber ExpOfFixed(BigInteger value)
    {
        // e^x = 10^k * e^r
        var power = (int)BigInteger.Divide(value, LogOfTen.Value);
        var rest = value - (LogOfTen.Value * power);
        BigInteger sum = 0;
        for (var (term, n) = (Unit, 1); !term.IsZero; term = term * rest / Unit / n, n++) sum += term;
        return Tidy(DecimalDigits.Fit(sum, power - Places));
    }

    private static BigInteger IntegerRoot(BigInteger value)
    {
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    private static FeelNumber Tidy(FeelNumber value)
    {
        var (coefficient, exponent) = DecimalDigits.WithoutTrailingZeros(value.Coefficient, value.Exponent);
        return new(coefficient, exponent);
    }
}
