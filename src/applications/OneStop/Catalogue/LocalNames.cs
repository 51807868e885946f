using System.Globalization;

namespace VanLang.OneStop.Catalogue;

/// <summary>Names in the language of the request.</summary>
static class LocalNames
{
    public static string Say(this LocalName name) => name.Text.In(CultureInfo.CurrentUICulture);
}
