using System.Globalization;

namespace VanLang.Signing.Checks;

/// <summary>Dates of PDF: D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4).</summary>
internal static class PdfTime
{
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
            return null;
        var plain = text.StartsWith("D:", StringComparison.Ordinal) ? text[2..] : text;
        plain = plain.Replace("'", "", StringComparison.Ordinal);
        if (plain.EndsWith('Z'))
            plain = plain[..^1];
        foreach (var format in new[] { "yyyyMMddHHmmsszzz", "yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMdd" })
        {
            var candidate = format.EndsWith("zzz", StringComparison.Ordinal) && plain.Length == 19 ? plain.Insert(17, ":") : plain;
            if (DateTimeOffset.TryParseExact(candidate, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return time;
        }

        return null;
    }
}
