using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>Working time as people say it: hours, in halves.</summary>
static class WorkingHours
{
    public static string Say(TimeSpan time) => VietnameseFormat.WorkingHours(Math.Round((decimal)time.TotalHours * 2, MidpointRounding.AwayFromZero) / 2);
}
