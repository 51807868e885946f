namespace VanLang.Kernel.Calendar;

/// <summary>
/// The one place where instants become local dates and back. Instants are UTC; dates and times of the law are those of
/// <c>Asia/Ho_Chi_Minh</c> (UTC+7, no summer time).
/// </summary>
public static class VietnamTime
{
    /// <summary>The time zone. A machine without time zone data gets a fixed UTC+7, which is the same from 13/06/1975 on.</summary>
    public static TimeZoneInfo Zone { get; } = FindZone();

    /// <summary>The local date on which <paramref name="instant"/> falls.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>The local wall-clock time of <paramref name="instant"/>.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>The same instant with the local offset, for showing.</summary>
    public static DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant (UTC) at which local clocks show <paramref name="date"/> and <paramref name="time"/>.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static TimeZoneInfo FindZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Ho_Chi_Minh", out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("Asia/Ho_Chi_Minh", TimeSpan.FromHours(7), "Giờ Việt Nam", "Giờ Việt Nam");
}
