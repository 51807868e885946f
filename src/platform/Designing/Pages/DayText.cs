using System.Globalization;
using Microsoft.Extensions.Localization;

namespace VanLang.Designing.Pages;

/// <summary>Days from which a version holds, as people read them.</summary>
static class DayText
{
    public static string Of(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The first of all days stands for "from the beginning".</summary>
    public static string From(DateOnly day, IStringLocalizer text) => day == DateOnly.MinValue ? text["FromTheBeginning"] : Of(day);
}
