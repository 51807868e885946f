namespace VanLang.Rules.Values;

/// <summary>FEEL's date and time.</summary>
/// <param name="Local">Local date and time, of kind Unspecified.</param>
/// <param name="Offset">Offset from UTC; null for a local value. Set also where there is a zone.</param>
/// <param name="Zone">IANA time zone, or null.</param>
internal readonly record struct FeelDateTime(DateTime Local, TimeSpan? Offset, string? Zone = null)
{
    internal static readonly TimeSpan MaxOffset = TimeSpan.FromHours(18);

    /// <summary>Ticks that order values: of the instant, or of the local time where there is no offset.</summary>
    internal long Ticks => Local.Ticks - (Offset?.Ticks ?? 0);

    internal static FeelDateTime From(DateTimeOffset value) => new(value.DateTime, value.Offset);

    /// <summary>Midnight of a date, in UTC as DMN 1.5 §10.3.2.3.5 says for dates that meet a date and time.</summary>
    internal static FeelDateTime From(DateOnly value) => new(value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    internal static FeelDateTime? InZone(DateTime local, string zone) =>
        TimeZones.Find(zone) is { } found ? new(local, found.GetUtcOffset(local), zone) : null;

    /// <summary>Adds to the instant; a zone decides the new offset. Null outside the years 1 to 9999.</summary>
    internal FeelDateTime? Plus(TimeSpan duration)
    {
        var ticks = (Int128)Local.Ticks + duration.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return null;
        if (Zone is null || TimeZones.Find(Zone) is not { } zone) return this with { Local = new((long)ticks) };
        var utc = (Int128)Ticks + duration.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks) return null;
        var instant = new DateTime((long)utc, DateTimeKind.Utc);
        var offset = zone.GetUtcOffset(instant);
        var local = (long)utc + offset.Ticks;
        return local < 0 || local > DateTime.MaxValue.Ticks ? null : new(new(local), offset, Zone);
    }

    /// <summary>Adds months to the local date, cut to the end of the month. Null outside the years 1 to 9999.</summary>
    internal FeelDateTime? Plus(long months)
    {
        if (TemporalMath.AddMonths(DateOnly.FromDateTime(Local), months) is not { } date) return null;
        var local = date.ToDateTime(TimeOnly.FromDateTime(Local));
        return Zone is null ? this with { Local = local } : InZone(local, Zone);
    }
}
