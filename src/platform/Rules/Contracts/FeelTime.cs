namespace VanLang.Rules.Contracts;

/// <summary>FEEL's time with an offset or time zone; a time without them is a TimeOnly in results.</summary>
/// <param name="Time">Local time of day.</param>
/// <param name="Offset">Offset from UTC, or null.</param>
/// <param name="Zone">IANA time zone such as <c>Asia/Ho_Chi_Minh</c>, or null.</param>
public readonly record struct FeelTime(TimeOnly Time, TimeSpan? Offset, string? Zone = null)
{
    /// <summary>Nanoseconds that <see cref="Time"/> cannot hold: 0 to 99.</summary>
    public int Nanoseconds { get; init; }
}
