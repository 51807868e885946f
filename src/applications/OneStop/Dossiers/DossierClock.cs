using System.Text.Json;
using VanLang.Kernel.Calendar;

namespace VanLang.OneStop.Dossiers;

/// <summary>The clock of a dossier as it is stored: its limit and its events; the due time follows from them and the calendar.</summary>
static class DossierClock
{
    /// <param name="limitCase">Case of the time limit that was chosen; null for the general one.</param>
    public static string Write(DeadlineClock clock, string? limitCase) => JsonSerializer.Serialize(
        new StoredClock(clock.Limit.Value, clock.Limit.Unit, clock.Limit.CutOff, [.. clock.Events], limitCase));

    /// <summary>The case of the time limit that was chosen; null for the general one.</summary>
    public static string? CaseOf(string stored) => JsonSerializer.Deserialize<StoredClock>(stored)!.Case;

    public static DeadlineClock Read(WorkingCalendar calendar, string stored)
    {
        StoredClock clock = JsonSerializer.Deserialize<StoredClock>(stored)!;
        return DeadlineClock.Replay(calendar, TimeLimit.From(clock.Value, clock.Unit, clock.CutOff)!, clock.Events);
    }

    sealed record StoredClock(decimal Value, TimeUnit Unit, TimeOnly? CutOff, IReadOnlyList<ClockEvent> Events, string? Case = null);
}
