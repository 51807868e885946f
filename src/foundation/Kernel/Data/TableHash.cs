using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace VanLang.Kernel.Data;

/// <summary>
/// A hash over the rows of a table that does not depend on their order: the sum, modulo 2^256, of SHA-256 over each row. Two tables with the same
/// hash and number of rows hold the same rows; it tells accidents apart, not forgers.
/// </summary>
sealed class TableHash
{
    static readonly BigInteger Modulus = BigInteger.One << 256;

    readonly ArrayBufferWriter<byte> row = new();
    BigInteger sum;

    public long Rows { get; private set; }

    public void Begin() => row.Clear();

    /// <summary>Adds the next value of the row, each with its kind and length before it.</summary>
    public void Add(object? value)
    {
        (byte kind, byte[] bytes) = value switch
        {
            null => ((byte)0, Array.Empty<byte>()),
            byte[] binary => ((byte)1, binary),
            string text => ((byte)2, Encoding.UTF8.GetBytes(text)),
            Guid id => ((byte)3, id.ToByteArray(bigEndian: true)),
            DateTimeOffset instant => ((byte)4, BitConverter.GetBytes(instant.ToUnixTimeMilliseconds())),
            DateOnly day => ((byte)5, BitConverter.GetBytes((long)day.DayNumber)),
            bool truth => ((byte)6, BitConverter.GetBytes(truth)),
            Enum choice => ((byte)7, Encoding.UTF8.GetBytes(choice.ToString("D"))),
            double real => ((byte)8, BitConverter.GetBytes(real)),
            IFormattable number => ((byte)9, Encoding.UTF8.GetBytes(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture))),
            _ => throw new NotSupportedException($"Values of {value.GetType()} are not moved yet."),
        };
        row.Write([kind]);
        row.Write(BitConverter.GetBytes(bytes.Length));
        row.Write(bytes);
    }

    public void End()
    {
        sum = (sum + new BigInteger(SHA256.HashData(row.WrittenSpan), isUnsigned: true)) % Modulus;
        Rows++;
    }

    public override string ToString() => sum.ToString("x64", System.Globalization.CultureInfo.InvariantCulture)[^64..];
}
