using System.Text.Json;
using System.Xml.Linq;
using VanLang.Kernel.Calendar;
using VanLang.Processes.Deployment;
using VanLang.Processes.Simulation;

namespace VanLang.Processes.Contracts;

/// <summary>BPMN files before they are published: checked, and tried out on a virtual clock.</summary>
public static class ProcessFiles
{
    /// <summary>Under which kind processes stand in the definition store.</summary>
    public const string Kind = Instances.ProcessDefinitions.Kind;

    /// <summary>What lies beside a process file and must pass before it is published.</summary>
    public const string ScenarioEnding = ".scenarios.json";

    /// <summary>All that is found; an error means that the file is refused.</summary>
    public static IReadOnlyList<ProcessFinding> Check(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return BpmnReader.Read(file).Findings;
    }

    /// <summary>Plays scenarios; null where the file is refused.</summary>
    /// <param name="scenarios">JSON as province/processes/README.md describes it.</param>
    /// <param name="calendar">For timers in working time.</param>
    /// <exception cref="JsonException">The scenarios cannot be read.</exception>
    public static SimulationReport? Simulate(byte[] file, string scenarios, WorkingCalendar? calendar)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (BpmnReader.Read(file).Definition is not { } definition) return null;
        IReadOnlyList<SimulatedScenario> played = [.. ScenarioFile.Read(scenarios).Select(scenario => new VirtualCase(definition, scenario, calendar).Play())];
        return new(definition.Key, definition.VersionId, played.All(scenario => scenario.Passed), played);
    }

    /// <summary>A published file with English names in the place of the Vietnamese, to be drawn; what has none keeps its name.</summary>
    /// <param name="words">Names for versions that were published without.</param>
    public static string InEnglish(string file, StepWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        XDocument document = XDocument.Parse(file, LoadOptions.PreserveWhitespace);
        foreach (XElement element in document.Descendants().Where(element => element.IsBpmn() && element.DisplayName() is not null))
        {
            if ((element.EnglishName() ?? words.Step(element.Id() ?? "", element.DisplayName()!)) is { } english)
                element.SetAttributeValue("name", english);
        }

        return document.Declaration + document.ToString(SaveOptions.DisableFormatting);
    }
}
