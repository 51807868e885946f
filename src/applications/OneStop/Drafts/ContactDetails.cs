using System.Net.Mail;

namespace VanLang.OneStop.Drafts;

/// <summary>How somebody can be reached, as typed.</summary>
static class ContactDetails
{
    /// <summary>Digits of a telephone number with an optional leading plus; null where it is none.</summary>
    public static string? Phone(string? typed)
    {
        string digits = string.Concat((typed ?? "").Where(c => c is not (' ' or '.' or '-' or '(' or ')')));
        string number = digits.TrimStart('+');
        return number.Length is >= 8 and <= 15 && number.All(char.IsAsciiDigit) && digits.Length - number.Length <= 1 ? digits : null;
    }

    /// <summary>An e-mail address; null where it is none.</summary>
    public static string? Email(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= 254 } text && MailAddress.TryCreate(text, out MailAddress? address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal)
            ? text
            : null;
}
