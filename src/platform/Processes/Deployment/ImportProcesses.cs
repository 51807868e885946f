using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;
using VanLang.Processes.Simulation;

namespace VanLang.Processes.Deployment;

/// <summary>
/// Deploys BPMN files: what cannot be executed is refused with its element and line, what a scenario beside it shows to be wrong with the scenario's
/// name, and then nothing of the import is deployed.
/// </summary>
static class ImportProcesses
{
    public static DefinitionKind Processes { get; } = new(ProcessDefinitions.Kind, "processes", "Quy trình BPMN 2.0 / BPMN 2.0 processes", "processes", ".bpmn", Reader)
    {
        Title = content => BpmnReader.Read(Encoding.UTF8.GetBytes(content)).Definition?.Name,
        TestEnding = ProcessFiles.ScenarioEnding,
        TestSheet = ScenarioSheet.Sheet,
    };

    static async Task<Func<DefinitionFile, DefinitionReading>> Reader(IServiceProvider services, string folder, CancellationToken cancellationToken)
    {
        HashSet<string> offered = [.. services.GetServices<ProcessService>().Select(service => service.Name)];
        WorkingCalendar? calendar = await services.GetRequiredService<WorkingCalendars>().Find(services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        Guid[] named = [.. System.IO.Directory.EnumerateFiles(folder, "*.bpmn").SelectMany(file => AgencyCheck.Named(BpmnReader.Read(File.ReadAllBytes(file)).Definition)).Distinct()];
        IReadOnlyDictionary<Guid, string> agencies = await services.GetRequiredService<DirectoryQueries>().NamesOf(named, cancellationToken);
        return file => DefinitionReading.Of(file, Problems(file.Name, file.Content, Scenarios(folder, file.Name), calendar, offered, agencies.ContainsKey));
    }

    /// <summary>Everything that keeps a file from coming into force.</summary>
    /// <param name="scenarios">What lies beside it, or null.</param>
    /// <param name="offered">Services that rooms of the house do.</param>
    /// <param name="isAgency">Whether there is an agency of this id.</param>
    public static IReadOnlyList<ImportProblem> Problems(string name, string content, string? scenarios, WorkingCalendar? calendar, IReadOnlySet<string> offered, Func<Guid, bool> isAgency)
    {
        BpmnReading reading = BpmnReader.Read(Encoding.UTF8.GetBytes(content));
        IEnumerable<ProcessFinding> findings = reading.Definition is { } definition
            ? [.. reading.Findings, .. ServiceCheck.Run(definition, offered), .. AgencyCheck.Run(definition, isAgency), .. scenarios is null ? [] : Red(definition, scenarios, calendar)]
            : reading.Findings;
        return
        [
            .. findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => new ImportProblem(
                name,
                finding.Line,
                finding.ElementId ?? "$",
                finding.ElementName,
                finding.Code,
                finding.TextIn(CultureInfo.GetCultureInfo("vi")),
                finding.TextIn(CultureInfo.GetCultureInfo("en")))),
        ];
    }

    static List<ProcessFinding> Red(ProcessDefinition definition, string scenarios, WorkingCalendar? calendar)
    {
        List<ProcessFinding> found = [];
        try
        {
            foreach (SimulatedScenario played in ScenarioFile.Read(scenarios).Select(scenario => new VirtualCase(definition, scenario, calendar).Play()).Where(played => !played.Passed))
                found.Add(new(FindingCodes.ScenarioFailed, FindingSeverity.Error, definition.Key, definition.Name, 0, 0) { Arguments = [played.Name, played.Failures[0]] });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            found.Add(new(FindingCodes.ScenarioInvalid, FindingSeverity.Error, definition.Key, definition.Name, 0, 0) { Arguments = [exception.Message] });
        }

        return found;
    }

    static string? Scenarios(string folder, string name)
    {
        string file = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + ProcessFiles.ScenarioEnding);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
