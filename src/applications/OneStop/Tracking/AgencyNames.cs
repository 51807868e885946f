using System.Globalization;
using VanLang.Directory.Contracts;

namespace VanLang.OneStop.Tracking;

/// <summary>Names of agencies in the language of the request.</summary>
static class AgencyNames
{
    public static string Said(this UnitRecord unit) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? unit.NameEn ?? unit.Name : unit.Name;

    public static string Said(this AgencyRecord agency) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? agency.NameEn ?? agency.Name : agency.Name;
}
