using System.Globalization;
using System.Numerics;
using CsCheck;
using Shouldly;
using VanLang.Rules.Contracts;
using VanLang.Rules.Values;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Arithmetic of 34-digit decimals against exact fractions of BigIntegers.</summary>
public sealed class FeelNumberTests
{
    private static readonly Gen<FeelNumber> Numbers =
        Gen.Select(Gen.Char['0', '9'].Array[1, 34], Gen.Bool, Gen.Frequency((6, Gen.Int[-8, 2]), (2, Gen.Int[-45, 45]), (1, Gen.Int[-90, 90])))
            .Select((digits, negative, exponent) => Parse($"{(negative ? "-" : "")}{new string(digits)}e{exponent}"));

    [Fact]
    public void Sums_are_the_exact_sums_rounded_half_even_to_34_digits() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) => IsRounded(a + b, Exact(a).N * Exact(b).D + Exact(b).N * Exact(a).D, Exact(a).D * Exact(b).D), iter: 5_000);

    [Fact]
    public void Products_are_the_exact_products_rounded_half_even_to_34_digits() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) => IsRounded(a * b, Exact(a).N * Exact(b).N, Exact(a).D * Exact(b).D), iter: 5_000);

    [Fact]
    public void Quotients_are_the_exact_quotients_rounded_half_even_to_34_digits() =>
        Gen.Select(Numbers, Numbers.Where(b => b.Sign != 0)).Sample((a, b) => IsRounded(a / b, Exact(a).N * Exact(b).D, Exact(a).D * Exact(b).N), iter: 5_000);

    [Fact]
    public void Order_equality_and_hash_follow_the_exact_values() =>
        Gen.Select(Numbers, Numbers).Sample(
            (a, b) =>
            {
                var order = (Exact(a).N * Exact(b).D).CompareTo(Exact(b).N * Exact(a).D);
                var shifted = a * Parse("1.000");
                return Math.Sign(a.CompareTo(b)) == order && a == b == (order == 0) && shifted == a && shifted.GetHashCode() == a.GetHashCode();
            },
            iter: 5_000);

    [Fact]
    public void The_remainder_has_the_sign_of_the_divisor_and_is_exact() =>
        Gen.Select(Numbers, Numbers.Where(b => b.Sign != 0)).Sample(
            (a, b) =>
            {
                var (x, y) = (Exact(a), Exact(b));
                var (dividend, divisor) = (x.N * y.D, y.N * x.D);
                var rest = ((dividend % divisor) + divisor) % divisor;
                return IsRounded(FeelNumberArithmetic.Modulo(a, b), rest, x.D * y.D);
            },
            iter: 3_000);

    [Fact]
    public void Text_reads_back_as_the_same_number() => Numbers.Sample(n => Parse(n.ToString()) == n);

    [Fact]
    public void Rounding_to_places_agrees_with_decimal() =>
        Gen.Select(Gen.Decimal[-1_000_000m, 1_000_000m], Gen.Int[0, 10], Gen.OneOf(MidpointRounding.ToEven, MidpointRounding.AwayFromZero, MidpointRounding.ToZero, MidpointRounding.ToNegativeInfinity, MidpointRounding.ToPositiveInfinity))
            .Sample((value, places, rounding) => FeelNumber.Round(value, places, rounding) == decimal.Round(value, places, rounding));

    [Fact]
    public void Decimals_go_in_and_out_unchanged() => Gen.Decimal.Sample(value => ((FeelNumber)value).ToDecimal() == value);

    [Fact]
    public void A_square_root_is_the_nearest_34_digit_number() =>
        Numbers.Where(n => n.Sign > 0).Sample(n =>
        {
            var root = FeelMath.SquareRoot(n)!.Value;
            var (coefficient, exponent) = Padded(root);
            // (2c - 1)² < 4n/10^2e < (2c + 1)²
            var (num, den) = Exact(n);
            var scale = BigInteger.Pow(10, Math.Abs(2 * exponent));
            (num, den) = exponent < 0 ? (num * scale * 4, den) : (num * 4, den * scale);
            return ((2 * coefficient) - 1) * ((2 * coefficient) - 1) * den <= num && num <= ((2 * coefficient) + 1) * ((2 * coefficient) + 1) * den;
        });

    [Theory]
    [InlineData("1", "2.718281828459045235360287471352662")]
    [InlineData("-1", "0.3678794411714423215955237701614609")]
    [InlineData("100", "26881171418161354484126255515800140000000000")]
    public void The_exponential_has_34_digits(string power, string expected) =>
        FeelNumber.Abs((FeelMath.Exp(Parse(power)) / Parse(expected)) - 1).ShouldBeLessThan(Parse("1e-32"));

    [Fact]
    public void Logarithm_and_exponential_undo_each_other() =>
        Numbers.Where(n => n.Sign > 0).Sample(n => FeelNumber.Abs((FeelMath.Exp(FeelMath.Log(n)!.Value) / n) - 1) < Parse("1e-30"), iter: 300);

    [Fact]
    public void Whole_powers_are_exact_where_they_fit() =>
        Gen.Select(Gen.Int[-99, 99], Gen.Int[0, 17]).Sample((basis, power) => FeelMath.Power(basis, power) == Parse(BigInteger.Pow(basis, power).ToString(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("9999999999999999999999999999999999", "1", "10000000000000000000000000000000000")]
    [InlineData("1e6144", "9e6143", "1.9E+6144")]
    public void Sums(string a, string b, string sum) => (Parse(a) + Parse(b)).ToString().ShouldBe(sum);

    [Fact]
    public void A_number_beyond_the_greatest_overflows() => Should.Throw<OverflowException>(() => Parse("9e6144") + Parse("9e6144"));

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("-0.0", "0")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1e60", "1E+60")]
    [InlineData("0.00000012", "0.00000012")]
    [InlineData("12345678901234567890123456789012345", "12345678901234567890123456789012340")]
    [InlineData("12345678901234567890123456789012335", "12345678901234567890123456789012340")]
    [InlineData("1234567890123456789012345678901233500000000000000000000001", "1.234567890123456789012345678901234E+57")]
    public void Texts(string text, string canonical) => Parse(text).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1,5")]
    [InlineData("e5")]
    [InlineData("0x10")]
    [InlineData("1e9999")]
    public void What_is_no_number_is_refused(string text) => FeelNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Conversions_to_smaller_types_are_checked()
    {
        Parse("9223372036854775807").ToInt64().ShouldBe(long.MaxValue);
        Parse("9223372036854775808").TryToInt64(out _).ShouldBeFalse();
        Parse("1.5").TryToInt64(out _).ShouldBeFalse();
        Parse("79228162514264337593543950335").ToDecimal().ShouldBe(decimal.MaxValue);
        Parse("79228162514264337593543950336").TryToDecimal(out _).ShouldBeFalse();
        Parse("1e-40").ToDecimal().ShouldBe(0m);
    }

    private static FeelNumber Parse(string text) => FeelNumber.TryParse(text, out var number) ? number : throw new FormatException(text);

    private static (BigInteger N, BigInteger D) Exact(FeelNumber number) => number.Exponent >= 0
        ? ((BigInteger)number.Coefficient * BigInteger.Pow(10, number.Exponent), BigInteger.One)
        : (number.Coefficient, BigInteger.Pow(10, -number.Exponent));

    private static (BigInteger Coefficient, int Exponent) Padded(FeelNumber number)
    {
        var (coefficient, exponent) = ((BigInteger)number.Coefficient, number.Exponent);
        while (BigInteger.Abs(coefficient) < BigInteger.Pow(10, 33))
        {
            coefficient *= 10;
            exponent--;
        }

        return (coefficient, exponent);
    }

    /// <summary>Whether a result is the fraction n/d rounded half to even to 34 digits, worked out digit place by digit place.</summary>
    private static bool IsRounded(FeelNumber result, BigInteger n, BigInteger d)
    {
        if (n.IsZero) return result.Sign == 0;
        var negative = n.Sign * d.Sign < 0;
        (n, d) = (BigInteger.Abs(n), BigInteger.Abs(d));
        var exponent = 0;
        for (; n / d >= BigInteger.Pow(10, 34); exponent++) d *= 10;
        for (; n / d < BigInteger.Pow(10, 33); exponent--) n *= 10;
        var digits = BigInteger.DivRem(n, d, out var rest);
        if (rest * 2 > d || (rest * 2 == d && !digits.IsEven)) digits++;
        var (coefficient, place) = Padded(result);
        if (digits == BigInteger.Pow(10, 34)) (digits, exponent) = (digits / 10, exponent + 1);
        return BigInteger.Abs(coefficient) == digits && place == exponent && result.Sign < 0 == negative;
    }
}
