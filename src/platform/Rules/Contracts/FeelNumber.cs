using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>
/// A decimal number of 34 significant digits, rounded half to even (IEEE 754-2008 decimal128, as DMN 1.5 §10.3.2.3.1 asks).
/// In JSON it is a number with all its digits. Greatest magnitude 9.99…E+6144, smallest 1E-6176; below that it is 0.
/// </summary>
[JsonConverter(typeof(FeelNumberJson))]
public readonly struct FeelNumber : IComparable<FeelNumber>, IEquatable<FeelNumber>, IFormattable
{
    // 34 digits need 113 bits: an Int128 holds every coefficient without allocation. Wider steps go through BigInteger.
    private readonly Int128 coefficient;
    private readonly int exponent;

    internal FeelNumber(Int128 coefficient, int exponent)
    {
        this.coefficient = coefficient;
        this.exponent = coefficient == 0 ? 0 : exponent;
    }

    public static FeelNumber Zero => default;

    public static FeelNumber One => new(1, 0);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(coefficient);

    /// <summary>True if the number has no fraction.</summary>
    public bool IsInteger => exponent >= 0 || DecimalDigits.WithoutTrailingZeros(coefficient, exponent).Exponent >= 0;

    internal Int128 Coefficient => coefficient;

    internal int Exponent => exponent;

    public static implicit operator FeelNumber(int value) => new(value, 0);

    public static implicit operator FeelNumber(long value) => new(value, 0);

    public static implicit operator FeelNumber(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0];
        return new((bits[3] < 0 ? -1 : 1) * (Int128)magnitude, -((bits[3] >> 16) & 0xFF));
    }

    /// <summary>As System.Decimal, rounded to its 28 digits. False if too large for it.</summary>
    public bool TryToDecimal(out decimal value) => FeelNumberConversion.TryToDecimal(this, out value);

    /// <summary>As Int64. False if it is not a whole number or too large.</summary>
    public bool TryToInt64(out long value) => FeelNumberConversion.TryToInt64(this, out value);

    /// <summary>As System.Decimal, rounded to its 28 digits.</summary>
    /// <exception cref="OverflowException">Too large for System.Decimal.</exception>
    public decimal ToDecimal() => TryToDecimal(out var value) ? value : throw new OverflowException($"{this} is too large for System.Decimal.");

    /// <summary>As Int64.</summary>
    /// <exception cref="OverflowException">Not a whole number, or too large.</exception>
    public long ToInt64() => TryToInt64(out var value) ? value : throw new OverflowException($"{this} is not an Int64.");

    /// <summary>Reads invariant text such as <c>-12.50</c>, <c>.5</c> or <c>1e3</c>, rounding to 34 digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FeelNumber value) => FeelNumberText.TryParse(text, out value);

    /// <inheritdoc/>
    public int CompareTo(FeelNumber other) => FeelNumberArithmetic.Compare(this, other);

    /// <inheritdoc/>
    public bool Equals(FeelNumber other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var (digits, power) = DecimalDigits.WithoutTrailingZeros(coefficient, exponent);
        return HashCode.Combine(digits, power);
    }

    /// <summary>Canonical text: no group marks, a dot, no needless zeros; beyond 40 places with exponent (<c>1E+50</c>), which FEEL reads as well.</summary>
    public override string ToString() => FeelNumberText.Write(this);

    /// <summary>The canonical text; format and provider are not looked at.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Magnitude without sign.</summary>
    public static FeelNumber Abs(FeelNumber value) => value.coefficient < 0 ? -value : value;

    /// <summary>Rounds to a number of decimal places; a negative scale rounds to tens, hundreds and so on.</summary>
    public static FeelNumber Round(FeelNumber value, int scale, MidpointRounding rounding) => FeelNumberArithmetic.Round(value, scale, rounding);

    public static FeelNumber operator -(FeelNumber value) => new(-value.coefficient, value.exponent);

    /// <exception cref="OverflowException">Magnitude above 9.99…E+6144.</exception>
    public static FeelNumber operator +(FeelNumber left, FeelNumber right) => FeelNumberArithmetic.Add(left, right);

    /// <exception cref="OverflowException">Magnitude above 9.99…E+6144.</exception>
    public static FeelNumber operator -(FeelNumber left, FeelNumber right) => FeelNumberArithmetic.Add(left, -right);

    /// <exception cref="OverflowException">Magnitude above 9.99…E+6144.</exception>
    public static FeelNumber operator *(FeelNumber left, FeelNumber right) => FeelNumberArithmetic.Multiply(left, right);

    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    /// <exception cref="OverflowException">Magnitude above 9.99…E+6144.</exception>
    public static FeelNumber operator /(FeelNumber left, FeelNumber right) => FeelNumberArithmetic.Divide(left, right);

    public static bool operator ==(FeelNumber left, FeelNumber right) => left.Equals(right);

    public static bool operator !=(FeelNumber left, FeelNumber right) => !left.Equals(right);

    public static bool operator <(FeelNumber left, FeelNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(FeelNumber left, FeelNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeelNumber left, FeelNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeelNumber left, FeelNumber right) => left.CompareTo(right) >= 0;
}
