namespace VanLang.Hosting;

/// <summary>A clock that runs as of another day, for demonstration only: today's time of day on that day, and on from there.</summary>
sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    /// <summary>The clock that shows <paramref name="day"/> now.</summary>
    public static ShiftedTime AsOf(DateOnly day)
    {
        DateTimeOffset now = System.GetLocalNow();
        return new(day.ToDateTime(TimeOnly.MinValue) - now.Date);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
