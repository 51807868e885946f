using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>FEEL's date and time.</summary>
/// <param name="Local">Local date and time, of kind Unspecified; outside the years 1 to 9999 the same time in the 400 years from 2000.</param>
/// <param name="Offset">Offset from UTC; null for a local value. Set also where there is a zone.</param>
/// <param name="Zone">IANA time zone, or null.</param>
internal readonly record struct FeelDateTime(DateTime Local, TimeSpan? Offset, string? Zone = null)
{
    internal static readonly TimeSpan MaxOffset = TimeSpan.FromHours(18);

    private const long CycleTicks = Dates.DaysOfCycle * TimeSpan.TicksPerDay;

    /// <summary>How many cycles of 400 years it is away from <see cref="Local"/>; 0 in the years 1 to 9999.</summary>
    internal int Cycles { get; init; }

    /// <summary>Nanoseconds that a clock of 100 cannot hold: 0 to 99.</summary>
    internal int Nanoseconds { get; init; }

    public override string ToString() => FeelText.Of(this);

    internal object Date => Dates.Join(DateOnly.FromDateTime(Local), Cycles)!;

    internal FeelTime Time => new(TimeOnly.FromDateTime(Local), Offset, Zone) { Nanoseconds = Nanoseconds };

    /// <summary>Ticks that order values: of the instant, or of the local time where there is no offset.</summary>
    internal Int128 Ticks => Local.Ticks - (Offset?.Ticks ?? 0) + ((Int128)Cycles * CycleTicks);

    /// <summary>Whole seconds of <see cref="Ticks"/>.</summary>
    internal long Seconds
    {
        get
        {
            var ticks = Local.Ticks - (Offset?.Ticks ?? 0);
            return ((ticks - (ticks < 0 ? TimeSpan.TicksPerSecond - 1 : 0)) / TimeSpan.TicksPerSecond) + (Cycles * (CycleTicks / TimeSpan.TicksPerSecond));
        }
    }

    internal static FeelDateTime From(DateTimeOffset value) => new(value.DateTime, value.Offset);

    /// <summary>Midnight of a date, in UTC as DMN 1.5 §10.3.2.3.5 says for dates that meet a date and time.</summary>
    internal static FeelDateTime From(object date) => From(date, TimeOnly.MinValue) with { Offset = TimeSpan.Zero };

    /// <summary>A local time of a date.</summary>
    internal static FeelDateTime From(object date, TimeOnly time) =>
        Dates.Split(date) is var (within, cycles) ? new FeelDateTime(within.ToDateTime(time), null) { Cycles = cycles } : default;

    /// <summary>A date with a time, its offset or zone.</summary>
    internal static FeelDateTime? From(object date, FeelTime time)
    {
        var local = From(date, time.Time) with { Nanoseconds = time.Nanoseconds };
        return time.Zone is null ? local with { Offset = time.Offset } : local.In(time.Zone);
    }

    /// <summary>Adds to the instant; a zone decides the new offset. Null outside the years of FEEL.</summary>
    internal FeelDateTime? Plus(TimeSpan duration)
    {
        if (Zone is null || TimeZones.Find(Zone) is not { } zone) return At(Ticks + (Offset?.Ticks ?? 0) + duration.Ticks);
        if (At(Ticks + duration.Ticks) is not { } utc) return null;
        var offset = zone.GetUtcOffset(DateTime.SpecifyKind(utc.Local, DateTimeKind.Utc));
        return At(Ticks + duration.Ticks + offset.Ticks) is { } local ? local with { Offset = offset } : null;
    }

    /// <summary>Adds months to the local date, cut to the end of the month. Null outside the years of FEEL.</summary>
    internal FeelDateTime? Plus(long months)
    {
        if (TemporalMath.AddMonths(Date, months) is not { } date) return null;
        var local = From(date, TimeOnly.FromDateTime(Local)) with { Nanoseconds = Nanoseconds };
        return Zone is null ? local with { Offset = Offset } : local.In(Zone);
    }

    private FeelDateTime? In(string zone) => TimeZones.Find(zone) is { } found ? this with { Offset = found.GetUtcOffset(Local), Zone = zone } : null;

    private FeelDateTime? At(Int128 ticks)
    {
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks) return this with { Local = new((long)ticks), Cycles = 0 };
        var (within, cycles) = Dates.InCycle(ticks, CycleTicks, new DateTime(2000, 1, 1).Ticks);
        var local = new DateTime(within);
        return Int128.Abs(local.Year + ((Int128)cycles * 400)) > Dates.MaxYear ? null : this with { Local = local, Cycles = (int)cycles };
    }
}
