using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VanLang.Identity.Factors;

/// <summary>
/// One-time codes of authenticator apps: RFC 6238 over RFC 4226, HMAC-SHA-1, 30 seconds, six digits, which is what every app understands
/// without being told.
/// </summary>
static class Totp
{
    public const int Digits = 6;
    public const int SecretBytes = 20;
    const int StepSeconds = 30;
    const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>Number of the half minute in which the instant lies.</summary>
    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a half minute.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "HMAC-SHA-1 is what RFC 4226 lays down; its weakness is collisions, which do not matter here.")]
    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, mac);
        int offset = mac[^1] & 0x0f;
        int number = BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The half minute whose code was typed: this one, the one before or the one after (clocks differ), and later than the last one used, so that
    /// a code that was seen over somebody's shoulder is worth nothing.
    /// </summary>
    /// <returns>Null where the code is none of them.</returns>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastStep)
    {
        long current = StepOf(now);
        long? found = null;
        byte[] typed = Encoding.ASCII.GetBytes(code);
        for (long step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), typed) && step > lastStep)
                found = step;
        }

        return found;
    }

    /// <summary>RFC 4648 without padding, as apps take a secret that is typed.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        int buffer = 0;
        int bits = 0;
        foreach (byte value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                text.Append(Base32Letters[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
            text.Append(Base32Letters[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>What the QR code says to the app (Key Uri Format of Google Authenticator, which all follow).</summary>
    /// <param name="issuer">Name of the site.</param>
    /// <param name="userName">Whose code it is.</param>
    public static string Address(ReadOnlySpan<byte> secret, string issuer, string userName)
    {
        string name = Uri.EscapeDataString(issuer);
        return $"otpauth://totp/{name}:{Uri.EscapeDataString(userName)}?secret={Base32(secret)}&issuer={name}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
    }
}
