using System.Globalization;
using System.Resources;

namespace VanLang.Directory;

/// <summary>Reasons in both languages at once: an import report is kept and passed on.</summary>
static class DirectoryTexts
{
    static readonly ResourceManager Texts = new("VanLang.Directory.Resources.DirectoryRoom", typeof(DirectoryTexts).Assembly);
    static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static (string Vi, string En) Of(string code, params object[] values) =>
        (Say(code, CultureInfo.InvariantCulture, values), Say(code, English, values));

    static string Say(string code, CultureInfo language, object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(code, language)!, values);
}
