using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Kernel.Calendar;

/// <summary>Publishes the working calendar of the province from <c>holidays.json</c>.</summary>
public static class ImportCalendar
{
    public static ImportVerb Verb { get; } = new(
        "holidays", "Lịch làm việc, ngày nghỉ / working calendar", "holidays.json",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(path, WorkingCalendars.Kind, ".json", testEnding: null, file => Read(path, file), cancellationToken));

    static DefinitionReading Read(string path, DefinitionFile file)
    {
        ImportRead<CalendarData> read = ImportFile.Read<CalendarData>(Directory.Exists(path) ? Path.Combine(path, file.Name) : path).Check((data, report) =>
        {
            if (CalendarChecks.FirstContradiction(data) is { } contradiction)
                report.Add("", ImportCodes.Inconsistent, contradiction, contradiction);
        });
        return new(WorkingCalendars.Province, file.Content, DateOnly.MinValue, null, read.Problems);
    }
}
