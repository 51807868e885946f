namespace VanLang.Rules.Values;

/// <summary>Time zones by IANA name.</summary>
internal static class TimeZones
{
    /// <summary>Null if there is none of this name.</summary>
    internal static TimeZoneInfo? Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && (zone.HasIanaId || zone.Id == name) ? zone : null;
}
