using System.Text;
using System.Text.RegularExpressions;

namespace VanLang.Forms.Loading;

/// <summary>Makes a pattern of form-js (JavaScript, whole value) safe to run on what strangers post.</summary>
internal static class PatternLoader
{
    public static Regex? Load(SchemaNode validate, string pattern)
    {
        try
        {
            // Linear time on any input; look-arounds and back references are refused by it.
            return new(@"\A(?:" + AsciiDigits(pattern) + @")\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            validate.Problem("forms.schema.pattern", "pattern", pattern);
            return null;
        }
    }

    /// <summary>In JavaScript <c>\d</c> means 0 to 9; in .NET also the digits of Arabic, Thai, …</summary>
    private static string AsciiDigits(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i++;
                result.Append(pattern[i] == 'd' ? inClass ? "0-9" : "[0-9]" : "\\" + pattern[i]);
                continue;
            }

            inClass = c == '[' || inClass && c != ']';
            result.Append(c);
        }

        return result.ToString();
    }
}
