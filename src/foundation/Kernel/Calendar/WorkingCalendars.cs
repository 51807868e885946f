using System.Text.Json;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Kernel.Calendar;

/// <summary>The working calendar of the province as it is published.</summary>
public sealed class WorkingCalendars(DefinitionStore definitions)
{
    /// <summary>Under which kind calendars stand in the definition store.</summary>
    public const string Kind = "calendar";

    /// <summary>Key of the calendar that holds where an agency has none of its own.</summary>
    public const string Province = "province";

    /// <summary>The latest published calendar; a calendar carries its own dates.</summary>
    /// <exception cref="InvalidOperationException">No calendar was imported.</exception>
    public async Task<WorkingCalendar> InForce(DateTimeOffset now, CancellationToken cancellationToken) => await Find(now, cancellationToken)
        ?? throw new InvalidOperationException("No working calendar was imported: vanlang import holidays FILE.");

    /// <summary>The same, or null where none was imported.</summary>
    public async Task<WorkingCalendar?> Find(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Definition? definition = await definitions.InForce(Kind, Province, VietnamTime.DateOf(now), cancellationToken);
        return definition is null ? null : await definitions.Compiled(
            Kind, Province, definition.Version, content => new WorkingCalendar(JsonSerializer.Deserialize<CalendarData>(content, ImportJson.Options)!));
    }
}
