using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Reading and writing <see cref="FeelNumber"/>.</summary>
internal static class FeelNumberText
{
    private const int PlainPlaces = 40;

    internal static bool TryParse([NotNullWhen(true)] string? text, out FeelNumber value)
    {
        value = default;
        if (string.IsNullOrEmpty(text)) return false;
        var at = text[0] is '-' or '+' ? 1 : 0;
        Int128 coefficient = 0;
        long exponent = 0;
        var digits = 0;
        var fraction = false;
        var rest = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !fraction)
            {
                fraction = true;
                // "1." is not a number of FEEL.
                if (at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1])) return false;
                continue;
            }

            if (!char.IsAsciiDigit(c)) break;
            digits++;
            if (coefficient < DecimalDigits.Power(36))
            {
                coefficient = (coefficient * 10) + (c - '0');
                if (fraction) exponent--;
            }
            else
            {
                rest |= c != '0';
                if (!fraction) exponent++;
            }
        }

        if (digits == 0) return false;
        if (at < text.Length)
        {
            if (text[at] is not ('e' or 'E')) return false;
            if (!int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)) return false;
            exponent += power;
        }

        // Digits beyond the 37th can only matter by being there.
        var wide = rest ? ((BigInteger)coefficient * 10) + 1 : coefficient;
        if (rest) exponent--;
        if (text[0] == '-') wide = -wide;
        if (wide.IsZero) return true;
        if (exponent > 10_000) return false;
        if (exponent < -20_000) return true;
        try
        {
            value = DecimalDigits.Fit(wide, (int)exponent);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    internal static string Write(FeelNumber number)
    {
        var (coefficient, exponent) = DecimalDigits.WithoutTrailingZeros(number.Coefficient, number.Exponent);
        var sign = coefficient < 0 ? "-" : "";
        var digits = (coefficient < 0 ? -coefficient : coefficient).ToString(CultureInfo.InvariantCulture);
        if (exponent >= 0 && digits.Length + exponent <= PlainPlaces) return sign + digits + new string('0', exponent);
        if (exponent < 0 && exponent >= -PlainPlaces)
        {
            var point = digits.Length + exponent;
            return point > 0
                ? $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}"
                : $"{sign}0.{new string('0', -point)}{digits}";
        }

        var adjusted = digits.Length - 1 + exponent;
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits.AsSpan(1)}";
        return $"{sign}{mantissa}E{(adjusted < 0 ? '-' : '+')}{Math.Abs(adjusted).ToString(CultureInfo.InvariantCulture)}";
    }
}
