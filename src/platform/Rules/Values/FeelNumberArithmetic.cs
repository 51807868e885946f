using System.Numerics;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Arithmetic of <see cref="FeelNumber"/>: every result is the exact one rounded half to even to 34 digits.</summary>
internal static class FeelNumberArithmetic
{
    internal static FeelNumber Add(FeelNumber left, FeelNumber right)
    {
        if (left.Sign == 0) return right;
        if (right.Sign == 0) return left;
        if (left.Exponent < right.Exponent) (left, right) = (right, left);
        var distance = left.Exponent - right.Exponent;
        if (distance == 0) return DecimalDigits.Fit(left.Coefficient + right.Coefficient, left.Exponent);
        if (distance + DecimalDigits.Count(left.Coefficient) <= 37)
        {
            return DecimalDigits.Fit((left.Coefficient * DecimalDigits.Power(distance)) + right.Coefficient, right.Exponent);
        }

        // The right operand lies below half a unit of the 34th digit of the left one, also when the left one loses a digit.
        if (distance > 2 * DecimalDigits.Precision + 2) return left;
        return DecimalDigits.Fit(((BigInteger)left.Coefficient * DecimalDigits.WidePower(distance)) + right.Coefficient, right.Exponent);
    }

    internal static FeelNumber Multiply(FeelNumber left, FeelNumber right)
    {
        var exponent = left.Exponent + right.Exponent;
        return FitsLong(left.Coefficient) && FitsLong(right.Coefficient)
            ? DecimalDigits.Fit(left.Coefficient * right.Coefficient, exponent)
            : DecimalDigits.Fit((BigInteger)left.Coefficient * right.Coefficient, exponent);
    }

    internal static FeelNumber Divide(FeelNumber left, FeelNumber right)
    {
        if (right.Sign == 0) throw new DivideByZeroException();
        if (left.Sign == 0) return default;
        var (whole, rest) = Int128.DivRem(left.Coefficient, right.Coefficient);
        if (rest == 0) return DecimalDigits.Fit(whole, left.Exponent - right.Exponent);

        // One digit more than wanted, and one more that says whether anything follows: rounding then sees the true middle.
        var shift = Math.Max(0, DecimalDigits.Precision + 1 + DecimalDigits.Count(right.Coefficient) - DecimalDigits.Count(left.Coefficient));
        var quotient = BigInteger.DivRem((BigInteger)left.Coefficient * DecimalDigits.WidePower(shift), right.Coefficient, out var remainder);
        var exponent = left.Exponent - right.Exponent - shift;
        if (!remainder.IsZero)
        {
            quotient = (quotient * 10) + (left.Sign * right.Sign);
            return DecimalDigits.Fit(quotient, exponent - 1);
        }

        var exact = DecimalDigits.Fit(quotient, exponent);
        var (coefficient, power) = DecimalDigits.WithoutTrailingZeros(exact.Coefficient, exact.Exponent);
        return new(coefficient, power);
    }

    internal static int Compare(FeelNumber left, FeelNumber right)
    {
        if (left.Exponent == right.Exponent) return left.Coefficient.CompareTo(right.Coefficient);
        if (left.Sign != right.Sign) return left.Sign.CompareTo(right.Sign);
        if (left.Sign == 0) return 0;
        var leftMagnitude = DecimalDigits.Count(left.Coefficient) + left.Exponent;
        var rightMagnitude = DecimalDigits.Count(right.Coefficient) + right.Exponent;
        if (leftMagnitude != rightMagnitude) return leftMagnitude > rightMagnitude ? left.Sign : -left.Sign;
        // Of the same magnitude, the coefficients differ by at most 33 places and stay within 34 digits once aligned.
        return left.Exponent > right.Exponent
            ? (left.Coefficient * DecimalDigits.Power(left.Exponent - right.Exponent)).CompareTo(right.Coefficient)
            : left.Coefficient.CompareTo(right.Coefficient * DecimalDigits.Power(right.Exponent - left.Exponent));
    }

    internal static FeelNumber Round(FeelNumber value, int scale, MidpointRounding rounding)
    {
        if (value.Exponent >= -scale || value.Sign == 0) return value;
        var drop = -(long)scale - value.Exponent;
        // All digits lie behind the rounded place by more than one: 10^36 stands for any larger divisor.
        var divisor = DecimalDigits.WidePower((int)Math.Min(drop, DecimalDigits.Precision + 2));
        return DecimalDigits.Fit(DecimalDigits.DivideRounded(value.Coefficient, divisor, rounding), -scale);
    }

    /// <summary>Rounds to a scale; exactly in the middle towards zero.</summary>
    internal static FeelNumber RoundHalfDown(FeelNumber value, int scale)
    {
        var down = Round(value, scale, MidpointRounding.ToZero);
        var away = Round(value, scale, MidpointRounding.AwayFromZero);
        if (down == away) return down;
        return FeelNumber.Abs(value - down) <= FeelNumber.Abs(away - value) ? down : away;
    }

    /// <summary>DMN 1.5: dividend - divisor * floor(dividend / divisor), with the sign of the divisor.</summary>
    internal static FeelNumber Modulo(FeelNumber dividend, FeelNumber divisor)
    {
        if (divisor.Sign == 0) throw new DivideByZeroException();
        if (dividend.Sign == 0) return default;
        var exponent = Math.Min(dividend.Exponent, divisor.Exponent);
        var (shiftDividend, shiftDivisor) = (dividend.Exponent - exponent, divisor.Exponent - exponent);
        var wideDivisor = (BigInteger)divisor.Coefficient * DecimalDigits.WidePower(shiftDivisor);
        var rest = shiftDividend <= 512
            ? (BigInteger)dividend.Coefficient * DecimalDigits.WidePower(shiftDividend) % wideDivisor
            : dividend.Coefficient * BigInteger.ModPow(10, shiftDividend, BigInteger.Abs(wideDivisor)) % wideDivisor;
        if (!rest.IsZero && rest.Sign != wideDivisor.Sign) rest += wideDivisor;
        return DecimalDigits.Fit(rest, exponent);
    }

    private static bool FitsLong(Int128 value) => value >= long.MinValue && value <= long.MaxValue;
}
