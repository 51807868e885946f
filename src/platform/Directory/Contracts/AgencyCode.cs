using System.Text.RegularExpressions;

namespace VanLang.Directory.Contracts;

/// <summary>
/// The identifier code of an agency. Kept in the form of 2020 (Quyết định 20/2020/QĐ-TTg: level 1 first, at most 35 characters);
/// the 13-character form of 2016 (QCVN 102:2016, read from right to left) is understood and turned round.
/// </summary>
public static partial class AgencyCode
{
    /// <summary>
    /// <c>000.00.12.H44</c> and <c>H44.12</c> both give <c>H44.12</c>; <c>148.00.00.H44</c> gives <c>H44.148</c>. Leading groups of zeros may be missing.
    /// </summary>
    /// <returns>The code in the form of 2020; null where the text is in neither form.</returns>
    public static string? Normalise(string? text)
    {
        string code = text?.Trim().ToUpperInvariant() ?? "";
        if (Form2020().IsMatch(code) && code.Length <= 35)
            return code;
        if (!Form2016().IsMatch(code))
            return null;
        return string.Join('.', code.Split('.').Where(group => group.Any(c => c != '0')).Reverse());
    }

    [GeneratedRegex(@"^[A-Z]\d{2}(\.[A-Z0-9]{1,5})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form2020();

    [GeneratedRegex(@"^(\d{3}\.)?(\d{2}\.){0,2}[A-Z]\d{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form2016();
}
