using System.Text.RegularExpressions;

namespace VanLang.Identity.Accounts;

/// <summary>What people type to say who they are, brought to one form: an e-mail address, a Vietnamese phone number, or an official's short name.</summary>
static partial class UserName
{
    public static string Normalise(string? typed)
    {
        string name = (typed ?? "").Trim().Normalize().ToLowerInvariant();
        return name.Contains('@', StringComparison.Ordinal) ? name : Phone(name) ?? name;
    }

    /// <summary>Form under which Identity looks names up.</summary>
    public static string Lookup(string? typed) => Normalise(typed).ToUpperInvariant();

    public static bool IsEmail(string name) => name.Length <= 254 && Email().IsMatch(name);

    public static bool IsPhone(string name) => TenDigits().IsMatch(name);

    /// <summary><c>0912 345 678</c>, <c>0912.345.678</c>, <c>+84912345678</c> all give <c>0912345678</c>; null for anything else.</summary>
    public static string? Phone(string? typed)
    {
        string digits = Separators().Replace(typed ?? "", "");
        if (digits.StartsWith("+84", StringComparison.Ordinal))
            digits = $"0{digits[3..]}";
        return IsPhone(digits) ? digits : null;
    }

    [GeneratedRegex(@"^[^\s@<>""]+@[^\s@<>""]+\.[^\s@<>"".]{2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^0[1-9][0-9]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex TenDigits();

    [GeneratedRegex(@"[\s.\-()]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
