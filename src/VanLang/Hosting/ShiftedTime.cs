using VanLang.Kernel.Calendar;

namespace VanLang.Hosting;

/// <summary>A clock that runs as of another day, for demonstration only: today's time of day on that day, and on from there.</summary>
sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    /// <summary>The clock that shows <paramref name="day"/> now.</summary>
    public static ShiftedTime AsOf(DateOnly day) =>
        // Legal days are Vietnam's, wherever the machine stands.
        new(TimeSpan.FromDays(day.DayNumber - VietnamTime.DateOf(System.GetUtcNow()).DayNumber));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
