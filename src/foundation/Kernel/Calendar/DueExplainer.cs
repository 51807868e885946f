using System.Collections.Immutable;

namespace VanLang.Kernel.Calendar;

internal static class DueExplainer
{
    internal static DueExplanation Explain(DeadlineClock clock, DueState state)
    {
        var calendar = clock.Calendar;
        var days = ImmutableArray.CreateBuilder<ExplainedDay>();
        var ordinal = 0;
        var last = VietnamTime.DateOf(state.DueAt);
        for (var date = VietnamTime.DateOf(clock.StartedAt); date <= last; date = date.AddDays(1))
        {
            var day = calendar.Day(date);
            days.Add(clock.Limit.Unit switch
            {
                TimeUnit.WorkingHour => ByHours(calendar, state, day),
                TimeUnit.InDay => InDay(state, day, last),
                _ => ByDays(clock.Limit.Unit, state, day, last, ref ordinal),
            });
        }
        var hoursVerified = calendar.Data.OfficeHours.All(hours => hours.Verified || !days.Any(day => hours.Holds(day.Date)));
        return new(clock.StartedAt, state.DueAt, clock.Limit, days.ToImmutable(), hoursVerified, days.All(day => day.Day.Verified));
    }

    private static ExplainedDay ByHours(WorkingCalendar calendar, DueState state, CalendarDay day)
    {
        var (from, to) = (VietnamTime.At(day.Date, TimeOnly.MinValue), VietnamTime.At(day.Date.AddDays(1), TimeOnly.MinValue));
        var worked = TimeSpan.Zero;
        foreach (var stretch in state.Stretches)
        {
            var (start, end) = (stretch.From > from ? stretch.From : from, stretch.To < to ? stretch.To : to);
            if (end > start)
                worked += calendar.WorkingTimeBetween(start, end);
        }
        if (worked > TimeSpan.Zero)
            return new(day, DayTreatment.Counted, null, worked);
        var paused = day.IsWorking && InPause(state, day.Date);
        return new(day, paused ? DayTreatment.Paused : DayTreatment.DayOff, null, TimeSpan.Zero);
    }

    private static ExplainedDay InDay(DueState state, CalendarDay day, DateOnly last)
    {
        if (day.Date == last)
            return new(day, DayTreatment.Counted, 1, null);
        var treatment = IsEvent(state, day.Date) ? DayTreatment.DayOfEvent
            : !day.IsWorking ? DayTreatment.DayOff
            : InPause(state, day.Date) ? DayTreatment.Paused
            : DayTreatment.DayOff;
        return new(day, treatment, null, null);
    }

    private static ExplainedDay ByDays(TimeUnit unit, DueState state, CalendarDay day, DateOnly last, ref int ordinal)
    {
        var countable = unit == TimeUnit.CalendarDay || day.IsWorking;
        if (IsEvent(state, day.Date))
            return new(day, DayTreatment.DayOfEvent, null, null);
        var allowed = 0;
        foreach (var stretch in state.Stretches)
        {
            allowed += stretch.Days;
            var end = VietnamTime.DateOf(stretch.To);
            if (day.Date <= VietnamTime.DateOf(stretch.From) || day.Date > end)
                continue;
            if (countable && ordinal < allowed)
                return new(day, DayTreatment.Counted, ++ordinal, null);
            if (!countable || end == last)
                return new(day, day.Date == last ? DayTreatment.EndMovedHere : DayTreatment.DayOff, null, null);
        }
        return new(day, day.IsWorking || unit == TimeUnit.CalendarDay ? DayTreatment.Paused : DayTreatment.DayOff, null, null);
    }

    /// <summary>Whether a stretch begins on the date: receipt, or the applicant's answer.</summary>
    private static bool IsEvent(DueState state, DateOnly date) => state.Stretches.Any(stretch => VietnamTime.DateOf(stretch.From) == date);

    private static bool InPause(DueState state, DateOnly date)
    {
        for (var i = 1; i < state.Stretches.Length; i++)
        {
            if (date >= VietnamTime.DateOf(state.Stretches[i - 1].To) && date <= VietnamTime.DateOf(state.Stretches[i].From))
                return true;
        }
        return false;
    }
}
