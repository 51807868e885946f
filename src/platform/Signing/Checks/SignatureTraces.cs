using System.Buffers;

namespace VanLang.Signing.Checks;

/// <summary>
/// Looks for signatures in the bytes of a file that its structure does not lead to: a field that was taken out, a cross-reference that is broken. Only tells that
/// something was signed here, never what.
/// </summary>
internal static class SignatureTraces
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>How many signatures the bytes hold; a file that was never signed has none.</summary>
    public static int Count(ReadOnlySpan<byte> bytes) => CountOf(bytes, "/ByteRange"u8) is > 0 and var ranges
        ? ranges
        : CountOf(bytes, "<3082"u8, 1000) + CountOf(bytes, "<3080"u8, 1000);

    // A CMS is never short: a string of a few characters that begins alike is something else.
    private static int CountOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> sign, int digits = 0)
    {
        var count = 0;
        for (var rest = bytes; rest.IndexOf(sign) is >= 0 and var at; rest = rest[(at + sign.Length)..])
        {
            var after = rest[(at + sign.Length)..];
            if (digits == 0 || (after.Length > digits && !after[..digits].ContainsAnyExcept(Digits)))
                count++;
        }

        return count;
    }
}
