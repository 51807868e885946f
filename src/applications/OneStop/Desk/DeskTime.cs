using VanLang.Kernel.Calendar;

namespace VanLang.OneStop.Desk;

/// <summary>The present of a page, and until when a due time counts as near.</summary>
sealed record DeskTime(DateTimeOffset Now, DateTimeOffset Soon)
{
    const decimal NearWorkingHours = 4;

    public DateOnly Day => VietnamTime.DateOf(Now);

    public static DeskTime Of(WorkingCalendar calendar, DateTimeOffset now) =>
        new(now, DeadlineClock.Start(calendar, now, TimeLimit.WorkingHours(NearWorkingHours)).DueAt!.Value);
}
