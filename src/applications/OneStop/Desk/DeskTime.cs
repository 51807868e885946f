using Microsoft.Extensions.Localization;
using VanLang.Kernel.Calendar;

namespace VanLang.OneStop.Desk;

/// <summary>The present of a page, and until when a due time counts as near.</summary>
sealed record DeskTime(DateTimeOffset Now, DateTimeOffset Soon, WorkingCalendar? Calendar = null)
{
    const decimal NearWorkingHours = 4;

    public DateOnly Day => VietnamTime.DateOf(Now);

    public static DeskTime Of(WorkingCalendar calendar, DateTimeOffset now) =>
        new(now, DeadlineClock.Start(calendar, now, TimeLimit.WorkingHours(NearWorkingHours)).DueAt!.Value, calendar);

    /// <summary>Working time left until an instant, or since it passed, in words; null for none.</summary>
    public string? Remaining(DateTimeOffset? dueAt, IStringLocalizer text) => (dueAt, Calendar) switch
    {
        ({ } due, { } calendar) when due >= Now => text["HoursLeft", WorkingHours.Say(calendar.WorkingTimeBetween(Now, due))].Value,
        ({ } due, { } calendar) => text["HoursLate", WorkingHours.Say(calendar.WorkingTimeBetween(due, Now))].Value,
        _ => null,
    };
}
