using Microsoft.Extensions.Localization;
using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Operating.Pages;

/// <summary>A version for the eye: the beginning of its SHA-256.</summary>
static class VersionName
{
    public static string Short(string version) => version.Length > 8 ? version[..8] : version;

    /// <summary>From which day it holds; a model without a first day has held ever since.</summary>
    public static string FirstDay(DateOnly validFrom, IStringLocalizer text) => validFrom == DateOnly.MinValue ? text["NoFirstDay"] : VietnameseFormat.Date(validFrom);

    /// <summary>A version to choose, with its first day.</summary>
    public static string WithDay(ProcessPublication publication, IStringLocalizer text) => publication.ValidFrom == DateOnly.MinValue
        ? text["VersionUndated", Short(publication.Version)]
        : text["VersionFrom", Short(publication.Version), VietnameseFormat.Date(publication.ValidFrom)];
}
