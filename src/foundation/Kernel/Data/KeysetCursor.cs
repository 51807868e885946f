using System.Globalization;

namespace VanLang.Kernel.Data;

/// <summary>A place in a list that is cut by keys: an instant and an id, as it stands in an address.</summary>
public sealed record KeysetCursor(DateTimeOffset At, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else, also for what somebody typed into the address.</summary>
    public static KeysetCursor? Parse(string? text)
    {
        string[] parts = text?.Split('_') ?? [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds is >= -62135596800000 and <= 253402300799999
            && Guid.TryParseExact(parts[1], "N", out Guid id)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}_{Id:N}");
}
