using System.Globalization;
using VanLang.Foundation.Tests.Import;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;

namespace VanLang.Foundation.Tests.Calendar;

/// <summary>The calendar of the province and short ways to write local times.</summary>
internal static class Office
{
    internal static WorkingCalendar Province { get; } = new(Data());

    internal static CalendarData Data()
    {
        var read = ImportFile.Read<CalendarData>(ProvinceFolder.File("holidays.json"));
        return read.Value ?? throw new InvalidOperationException(string.Join('\n', read.Problems));
    }

    internal static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The instant of a local time written <c>yyyy-MM-dd HH:mm</c>.</summary>
    internal static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return VietnamTime.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time));
    }

    internal static string Local(DateTimeOffset? instant) =>
        instant is { } at ? VietnamTime.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "paused";

    internal static TimeLimit Limit(string text)
    {
        var parts = text.Split(' ');
        var value = decimal.Parse(parts[0], CultureInfo.InvariantCulture);
        return parts[1] switch
        {
            "h" => TimeLimit.WorkingHours(value),
            "wd" => TimeLimit.WorkingDays((int)value),
            "cd" => TimeLimit.CalendarDays((int)value),
            _ => TimeLimit.InDay(new TimeOnly(15, 0)),
        };
    }

    internal static DeadlineClock Clock(string limit, string received, params string[] pausesAndResumptions)
    {
        var clock = DeadlineClock.Start(Province, At(received), Limit(limit));
        foreach (var at in pausesAndResumptions)
            clock = clock.IsPaused ? clock.Resume(At(at)) : clock.Pause(At(at));
        return clock;
    }
}
