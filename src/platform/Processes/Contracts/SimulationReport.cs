using System.Text.Json;
using VanLang.Processes.Simulation;

namespace VanLang.Processes.Contracts;

/// <summary>What the scenarios of a process did on a virtual clock.</summary>
public sealed record SimulationReport(string Process, string Version, bool Passed, IReadOnlyList<SimulatedScenario> Scenarios)
{
    /// <summary>Indented JSON, the same for the same process and scenarios.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReadableJson.Indented);
}

/// <param name="Failures">What was otherwise than expected, English; the scenario stops at the first step that has any.</param>
/// <param name="Trace">Activities in the order in which they began.</param>
/// <param name="Waiting">Nodes at which the case waits at the end.</param>
/// <param name="Phase"><c>running</c>, <c>completed</c> or <c>terminated</c>.</param>
/// <param name="EndedBy">The end event reached, or null.</param>
/// <param name="At">The virtual clock at the end.</param>
public sealed record SimulatedScenario(
    string Name, bool Passed, IReadOnlyList<string> Failures, IReadOnlyList<TracedActivity> Trace, IReadOnlyList<string> Waiting, string Phase, string? EndedBy, DateTimeOffset At, JsonElement Variables);

/// <param name="How"><c>open</c>, <c>completed</c> or <c>cancelled</c>.</param>
public sealed record TracedActivity(string Activity, string Name, DateTimeOffset Began, DateTimeOffset? Left, string How, string? Outcome);
