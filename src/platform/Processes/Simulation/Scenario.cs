using System.Text.Json;
using System.Text.Json.Serialization;

namespace VanLang.Processes.Simulation;

/// <summary>A case told as data: how it begins, what people and the world do, and what must then be so.</summary>
/// <param name="Name">What it shows, in one line.</param>
/// <param name="At">When it begins.</param>
/// <param name="Start">Start event, where the process has several.</param>
/// <param name="Variables">First values.</param>
internal sealed record Scenario(string Name, DateTimeOffset At, IReadOnlyList<ScenarioStep> Steps, string? Start = null, IReadOnlyDictionary<string, JsonElement>? Variables = null);

/// <summary>One thing that happens, or an expectation; exactly one of the names that tell which is given.</summary>
/// <param name="Complete">A task is done; <paramref name="Outcome"/> and <paramref name="Variables"/> go with it.</param>
/// <param name="Answer">An activity that asked a service, decision or other process gets <paramref name="Value"/> and <paramref name="Variables"/>, or <paramref name="Error"/>.</param>
/// <param name="Message">A message comes, with <paramref name="Key"/>; it is kept until somebody waits for it.</param>
/// <param name="Signal">A signal is heard.</param>
/// <param name="Advance">Time goes on by a duration of ISO 8601; timers that become due fire on the way.</param>
/// <param name="Until">Time goes on to a moment.</param>
/// <param name="Retry">The token at a node that stands at an incident tries again.</param>
/// <param name="Cancel">The case is ended from outside, for this reason.</param>
internal sealed record ScenarioStep(
    string? Complete = null, string? Outcome = null, string? Answer = null, JsonElement? Value = null, string? Error = null, string? Message = null, string? Key = null,
    string? Signal = null, string? Advance = null, DateTimeOffset? Until = null, string? Retry = null, string? Cancel = null, ScenarioExpectation? Expect = null,
    IReadOnlyDictionary<string, JsonElement>? Variables = null);

/// <summary>What must be so. What is not named may be anything.</summary>
/// <param name="Waiting">Nodes at which tasks, events and calls wait, in any order.</param>
/// <param name="Due">Timer events and when the next is due.</param>
/// <param name="Ended">The end event by which the case has come to its end.</param>
/// <param name="Incidents">Nodes at which it stands at an incident.</param>
internal sealed record ScenarioExpectation(
    IReadOnlyList<string>? Waiting = null, IReadOnlyDictionary<string, JsonElement>? Variables = null, IReadOnlyDictionary<string, DateTimeOffset>? Due = null,
    string? Ended = null, IReadOnlyList<string>? Incidents = null);

/// <summary>Reads <c>NAME.scenarios.json</c>: one scenario, or several under <c>scenarios</c>.</summary>
internal static class ScenarioFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <exception cref="JsonException">It is no such file.</exception>
    public static IReadOnlyList<Scenario> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var several = document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("scenarios", out _);
        IReadOnlyList<Scenario> scenarios = several
            ? JsonSerializer.Deserialize<Several>(json, Options)!.Scenarios
            : [JsonSerializer.Deserialize<Scenario>(json, Options) ?? throw new JsonException("The file is empty.")];
        return scenarios;
    }

    private sealed record Several(IReadOnlyList<Scenario> Scenarios);
}
