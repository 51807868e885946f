using CsCheck;
using Shouldly;
using VanLang.Kernel.Calendar;
using Xunit;
using static VanLang.Foundation.Tests.Calendar.Office;

namespace VanLang.Foundation.Tests.Calendar;

public sealed class CalendarPropertyTests
{
    private static readonly DateTimeOffset First = At("2016-01-01 00:00");

    // Any minute of the years the calendar knows, with room after it.
    private static readonly Gen<DateTimeOffset> Instants = Gen.Int[0, (int)TimeSpan.FromDays(4200).TotalMinutes].Select(minutes => First.AddMinutes(minutes));
    private static readonly Gen<TimeSpan> Amounts = Gen.Int[1, 60 * 8 * 30].Select(minutes => TimeSpan.FromMinutes(minutes));
    private static readonly Gen<TimeLimit> Limits = Gen.OneOf(
        Gen.Int[1, 40].Select(TimeLimit.WorkingDays),
        Gen.Int[1, 60].Select(TimeLimit.CalendarDays),
        Gen.Int[1, 160].Select(quarters => TimeLimit.WorkingHours(quarters / 4m)),
        Gen.Const(TimeLimit.InDay(new TimeOnly(15, 0))));

    [Fact]
    public void Sums_of_many_spans_are_those_of_the_calendar() =>
        Gen.Select(Instants, Gen.Int[-500, 200_000].Array[1, 8]).Sample((from, minutes) =>
        {
            DateTimeOffset[] ends = [.. minutes.Select(more => from.AddMinutes(more))];
            WorkingTimeSums sums = new(Province, ends.Min() < from ? ends.Min() : from, ends.Max() > from ? ends.Max() : from);
            return ends.All(to => sums.Between(from, to) == (to <= from ? TimeSpan.Zero : Province.WorkingTimeBetween(from, to)));
        });

    [Fact]
    public void What_is_added_is_what_lies_between() =>
        Gen.Select(Instants, Amounts).Sample((from, amount) => Province.WorkingTimeBetween(from, Province.AddWorkingTime(from, amount)) == amount);

    [Fact]
    public void More_time_is_never_due_earlier() =>
        Gen.Select(Instants, Amounts, Amounts).Sample((from, amount, more) => Province.AddWorkingTime(from, amount + more) > Province.AddWorkingTime(from, amount));

    [Fact]
    public void The_result_lies_in_working_time_or_at_its_end() =>
        Gen.Select(Instants, Amounts).Sample((from, amount) =>
        {
            var due = Province.AddWorkingTime(from, amount);
            return Province.WorkingPeriods(VietnamTime.DateOf(due)).Any(period => due > period.Start && due <= period.End);
        });

    [Fact]
    public void The_nth_working_day_is_n_working_days_away() =>
        Gen.Select(Instants, Gen.Int[1, 60]).Sample((from, days) =>
        {
            var start = VietnamTime.DateOf(from);
            var end = Province.WorkingDayAfter(start, days);
            return Province.IsWorkingDay(end) && Province.WorkingDaysBetween(start, end) == days;
        });

    [Fact]
    public void A_later_receipt_is_never_due_earlier() =>
        Gen.Select(Instants, Gen.Int[0, 20_000], Limits).Sample((at, minutes, limit) =>
            DeadlineClock.Start(Province, at.AddMinutes(minutes), limit).DueAt >= DeadlineClock.Start(Province, at, limit).DueAt);

    [Fact]
    public void A_pause_without_length_changes_nothing() =>
        Gen.Select(Instants, Gen.Int[0, 60_000], Limits).Sample((at, minutes, limit) =>
        {
            var clock = DeadlineClock.Start(Province, at, limit);
            var pause = at.AddMinutes(minutes);
            return clock.Pause(pause).Resume(pause).DueAt == clock.DueAt;
        });

    [Fact]
    public void A_longer_pause_is_never_due_earlier() =>
        Gen.Select(Instants, Gen.Int[0, 30_000], Gen.Int[0, 30_000], Gen.Int[0, 10_000], Limits).Sample((at, running, waiting, longer, limit) =>
        {
            var paused = DeadlineClock.Start(Province, at, limit).Pause(at.AddMinutes(running));
            var due = paused.Resume(at.AddMinutes(running + waiting)).DueAt;
            return due >= paused.DueAtBeforePause && paused.Resume(at.AddMinutes(running + waiting + longer)).DueAt >= due;
        });

    [Fact]
    public void The_explanation_counts_exactly_the_limit() =>
        Gen.Select(Instants, Gen.Int[0, 30_000], Gen.Int[0, 30_000], Limits).Sample((at, running, waiting, limit) =>
        {
            var clock = DeadlineClock.Start(Province, at, limit).Pause(at.AddMinutes(running)).Resume(at.AddMinutes(running + waiting));
            var explanation = clock.Explain();
            return limit.Unit == TimeUnit.WorkingHour
                ? explanation.Days.Sum(day => day.WorkingTime!.Value.Ticks) == (long)(limit.Value * TimeSpan.TicksPerHour)
                : explanation.Counted.Count() == (int)limit.Value && explanation.Counted.Last().Ordinal == (int)limit.Value;
        });

    [Fact]
    public void A_clock_made_again_gives_the_same_due_time() =>
        Gen.Select(Instants, Gen.Int[0, 20_000].Array[0, 6], Limits).Sample((at, gaps, limit) =>
        {
            var clock = DeadlineClock.Start(Province, at, limit);
            foreach (var gap in gaps)
                clock = clock.IsPaused ? clock.Resume(clock.Events[^1].At.AddMinutes(gap)) : clock.Pause(clock.Events[^1].At.AddMinutes(gap));
            var again = DeadlineClock.Replay(Province, limit, clock.Events);
            again.DueAtBeforePause.ShouldBe(clock.DueAtBeforePause);
        });
}
