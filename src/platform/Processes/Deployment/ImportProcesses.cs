using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Deployment;

/// <summary>Deploys BPMN files: what cannot be executed is refused with its element and line, and nothing of the import is deployed.</summary>
static class ImportProcesses
{
    public static ImportVerb Verb { get; } = new(
        "processes", "Quy trình BPMN 2.0 / BPMN 2.0 processes", "processes",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(path, ProcessDefinitions.Kind, ".bpmn", Read, cancellationToken));

    static DefinitionReading Read(DefinitionFile file)
    {
        BpmnReading reading = BpmnReader.Read(Encoding.UTF8.GetBytes(file.Content));
        IEnumerable<ProcessFinding> found = reading.Definition is { } definition ? [.. reading.Findings, .. HouseCheck.Run(definition)] : reading.Findings;
        IReadOnlyList<ImportProblem> problems =
        [
            .. found.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => new ImportProblem(
                file.Name,
                finding.Line,
                finding.ElementId ?? "$",
                finding.ElementName,
                finding.Code,
                finding.TextIn(CultureInfo.GetCultureInfo("vi")),
                finding.TextIn(CultureInfo.GetCultureInfo("en")))),
        ];
        return DefinitionReading.Of(file, problems);
    }
}
