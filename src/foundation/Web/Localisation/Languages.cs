using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace VanLang.Web;

/// <summary>The two languages of the site. Vietnamese has no prefix, English has <c>/en</c>.</summary>
static class Languages
{
    public const string Prefix = "/en";
    public const string Cookie = "vanlang-language";
    public const string Parameter = "lang";

    public static CultureInfo Vietnamese { get; } = CultureInfo.GetCultureInfo("vi-VN");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>This page in a language, with the parameter that makes the choice last.</summary>
    public static string Address(NavigationManager navigation, string language)
    {
        var path = PathIn(navigation, language);
        return path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Parameter + "=" + language;
    }

    /// <summary>This page in a language: the address that stays.</summary>
    public static string PathIn(NavigationManager navigation, string language)
    {
        var relative = navigation.ToBaseRelativePath(navigation.Uri);
        var hash = relative.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
            relative = relative[..hash];
        var root = new Uri(navigation.BaseUri).AbsolutePath.TrimEnd('/');
        if (root.EndsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            root = root[..^Prefix.Length];
        return root + (language == "en" ? Prefix : "") + "/" + relative;
    }
}
