using System.Globalization;
using System.Resources;

namespace VanLang.Kernel.Import;

/// <summary>The reasons in both languages at once, whatever language the reader has: an import report is kept and passed on.</summary>
internal static class ImportTexts
{
    private static readonly ResourceManager Texts = new("VanLang.Kernel.Import.ImportTexts", typeof(ImportTexts).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    internal static (string Vi, string En) Of(string code, params object[] values) =>
        (Format(code, CultureInfo.InvariantCulture, values), Format(code, English, values));

    private static string Format(string code, CultureInfo language, object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(code, language) ?? code, values);
}
