using Microsoft.Extensions.Localization;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Load;

/// <summary>How long a step took as people say it: minutes below an hour, then hours with one decimal.</summary>
static class LoadTime
{
    public static string Say(TimeSpan? time, IStringLocalizer text) => time switch
    {
        null => "–",
        { TotalHours: < 1 } brief => text["Minutes", (int)brief.TotalMinutes],
        { } longer => text["Hours", VietnameseFormat.Number(Math.Round((decimal)longer.TotalHours, 1), 1)],
    };
}
