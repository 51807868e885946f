using System.Globalization;
using VanLang.Kernel.Errors;

namespace VanLang.Identity.Accounts;

/// <summary>Names of people: kept in their exact spelling, in NFC, with single spaces.</summary>
static class FullNames
{
    const int Most = 100;

    public static string Normalise(string? typed) =>
        string.Join(' ', (typed ?? "").Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static Failure? Check(string? typed)
    {
        string name = Normalise(typed);
        if (name.Length == 0)
            return IdentityErrors.FullNameMissing;
        bool letters = name.All(c => char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is ' ' or '\'' or '’' or '-' or '.');
        return letters && name.Any(char.IsLetter) && name.Length is >= 2 and <= Most ? null : (Failure)IdentityErrors.FullNameBad;
    }
}
