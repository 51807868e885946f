using System.Collections.Immutable;

namespace VanLang.Kernel.Calendar;

/// <summary>The due time that follows from the events, with the stretches in which the limit ran. Rules: <see cref="DeadlineClock"/>.</summary>
internal sealed record DueState(DateTimeOffset DueAt, ImmutableArray<RunningStretch> Stretches)
{
    internal static DueState Of(WorkingCalendar calendar, TimeLimit limit, ImmutableArray<ClockEvent> events)
    {
        var start = events[0].At;
        var days = (int)limit.Value;
        var hours = limit.Unit == TimeUnit.WorkingHour ? limit.Hours : TimeSpan.Zero;
        var due = First(calendar, limit, start);
        var stretches = ImmutableArray.CreateBuilder<RunningStretch>();

        for (var i = 1; i + 1 < events.Length; i += 2)
        {
            var (paused, resumed) = (events[i].At, events[i + 1].At);
            if (paused >= due || paused == resumed)
                continue;
            var (pausedOn, resumedOn) = (VietnamTime.DateOf(paused), VietnamTime.DateOf(resumed));
            var used = 0;
            switch (limit.Unit)
            {
                case TimeUnit.WorkingHour:
                    hours -= calendar.WorkingTimeBetween(start, paused);
                    due = calendar.AddWorkingTime(resumed, hours);
                    break;
                case TimeUnit.InDay:
                    var answered = First(calendar, limit, resumed);
                    if (answered <= due)
                        continue;
                    due = answered;
                    break;
                default:
                    if (pausedOn == resumedOn)
                        continue;
                    var passed = limit.Unit == TimeUnit.WorkingDay
                        ? calendar.WorkingDaysBetween(VietnamTime.DateOf(start), pausedOn)
                        : pausedOn.DayNumber - VietnamTime.DateOf(start).DayNumber;
                    used = Math.Min(passed, days - 1);
                    days -= used;
                    due = limit.Unit == TimeUnit.WorkingDay ? calendar.AddWorkingDays(resumedOn, days) : calendar.AddCalendarDays(resumedOn, days);
                    break;
            }
            stretches.Add(new(start, paused, used));
            start = resumed;
        }
        stretches.Add(new(start, due, days));
        return new(due, stretches.ToImmutable());
    }

    private static DateTimeOffset First(WorkingCalendar calendar, TimeLimit limit, DateTimeOffset at)
    {
        var date = VietnamTime.DateOf(at);
        return limit.Unit switch
        {
            TimeUnit.WorkingHour => calendar.AddWorkingTime(at, limit.Hours),
            TimeUnit.WorkingDay => calendar.AddWorkingDays(date, (int)limit.Value),
            TimeUnit.CalendarDay => calendar.AddCalendarDays(date, (int)limit.Value),
            _ => calendar.IsWorkingDay(date) && VietnamTime.TimeOf(at) <= limit.CutOff ? calendar.CloseOf(date) : calendar.AddWorkingDays(date, 1),
        };
    }
}

/// <summary>A stretch in which the limit ran.</summary>
/// <param name="Days">For limits in days: how many were used in it.</param>
internal readonly record struct RunningStretch(DateTimeOffset From, DateTimeOffset To, int Days);
