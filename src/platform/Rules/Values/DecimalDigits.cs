using System.Numerics;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Digits of coefficients: counting, powers of ten, rounding to 34 digits.</summary>
internal static class DecimalDigits
{
    internal const int Precision = 34;
    internal const int MaxAdjustedExponent = 6144;
    internal const int MinExponent = -6176;

    private static readonly Int128[] Powers = MakePowers();
    private static readonly BigInteger[] WidePowers = MakeWidePowers();

    /// <summary>10^34: the first coefficient that is too long.</summary>
    internal static Int128 Limit => Powers[Precision];

    /// <summary>10 to the power of 0 to 38.</summary>
    internal static Int128 Power(int power) => Powers[power];

    internal static BigInteger WidePower(int power) => power < WidePowers.Length ? WidePowers[power] : BigInteger.Pow(10, power);

    /// <summary>Number of decimal digits; 1 for 0.</summary>
    internal static int Count(Int128 value)
    {
        var magnitude = value < 0 ? -value : value;
        if (magnitude < 10) return 1;
        // 1233 / 4096 is a little more than log10(2), good for 128 bits.
        var bits = 128 - (int)Int128.LeadingZeroCount(magnitude);
        var guess = (bits * 1233) >> 12;
        return magnitude >= Powers[guess] ? guess + 1 : guess;
    }

    internal static int Count(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        if (magnitude < 10) return 1;
        var guess = (int)((magnitude.GetBitLength() - 1) * 0.30102999566398119521);
        while (magnitude >= WidePower(guess)) guess++;
        while (guess > 1 && magnitude < WidePower(guess - 1)) guess--;
        return guess;
    }

    internal static (Int128 Coefficient, int Exponent) WithoutTrailingZeros(Int128 coefficient, int exponent)
    {
        if (coefficient == 0) return (0, 0);
        foreach (var step in (ReadOnlySpan<int>)[16, 8, 4, 2, 1])
        {
            while (true)
            {
                var (quotient, rest) = Int128.DivRem(coefficient, Powers[step]);
                if (rest != 0) break;
                coefficient = quotient;
                exponent += step;
            }
        }

        return (coefficient, exponent);
    }

    /// <summary>Rounds half to even to 34 digits and checks the exponent.</summary>
    internal static FeelNumber Fit(Int128 coefficient, int exponent)
    {
        if (coefficient > -Limit && coefficient < Limit && exponent >= MinExponent && exponent <= MaxAdjustedExponent - Precision)
        {
            return new(coefficient, exponent);
        }

        return Fit((BigInteger)coefficient, exponent);
    }

    /// <inheritdoc cref="Fit(Int128, int)"/>
    internal static FeelNumber Fit(BigInteger coefficient, int exponent)
    {
        if (coefficient.IsZero) return default;
        var drop = Math.Max(Count(coefficient) - Precision, MinExponent - exponent);
        if (drop > 0)
        {
            // So far below the smallest number that even rounding up cannot reach it.
            if (drop > Count(coefficient)) return default;
            coefficient = DivideRounded(coefficient, WidePower(drop), MidpointRounding.ToEven);
            exponent += drop;
            // 99…9 rounded up is one digit longer.
            if (Count(coefficient) > Precision)
            {
                coefficient /= 10;
                exponent++;
            }
        }

        if (Count(coefficient) - 1 + exponent > MaxAdjustedExponent) throw new OverflowException("Beyond 34-digit decimals.");
        return new((Int128)coefficient, exponent);
    }

    internal static BigInteger DivideRounded(BigInteger value, BigInteger divisor, MidpointRounding rounding)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        if (rest.IsZero) return quotient;
        var away = value.Sign * divisor.Sign;
        var half = BigInteger.Abs(rest * 2).CompareTo(BigInteger.Abs(divisor));
        var up = rounding switch
        {
            MidpointRounding.ToEven => half > 0 || (half == 0 && !quotient.IsEven),
            MidpointRounding.AwayFromZero => half >= 0,
            MidpointRounding.ToZero => false,
            MidpointRounding.ToNegativeInfinity => away < 0,
            MidpointRounding.ToPositiveInfinity => away > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
        };
        return up ? quotient + away : quotient;
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }

    private static BigInteger[] MakeWidePowers()
    {
        var powers = new BigInteger[160];
        powers[0] = BigInteger.One;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
