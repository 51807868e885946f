using System.Text.Json;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Contracts;

/// <summary>How instances go from one version of a process to another, as a file says it. Nodes and flows that it does not name are taken over by those of the same id.</summary>
/// <param name="Nodes">Node to node; an empty text for a node that nothing takes over.</param>
/// <param name="Flows">Flow to flow, for tokens that wait at a gateway.</param>
/// <param name="Timers"><c>keep</c>: timers keep their due time; <c>restart</c>: they are counted by the other version from when they began, so that the
/// time that is over counts; <c>anew</c>: from now on.</param>
public sealed record MigrationMapping(IReadOnlyDictionary<string, string>? Nodes = null, IReadOnlyDictionary<string, string>? Flows = null, string Timers = MigrationMapping.Keep)
{
    public const string Keep = "keep", Restart = "restart", Anew = "anew";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads a file; the empty text is the mapping by equal ids.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static MigrationMapping Read(string json)
    {
        MigrationMapping mapping = string.IsNullOrWhiteSpace(json) ? new() : JsonSerializer.Deserialize<MigrationMapping>(json, Json) ?? throw new JsonException("There is no mapping.");
        return mapping.Timers is Keep or Restart or Anew ? mapping : throw new JsonException($"timers: {mapping.Timers}; keep, restart or anew.");
    }

    /// <summary>What is not as a mapping has it, in JSON that can be read; null where <see cref="Read"/> takes it.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static MigrationProblem? Misshapen(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            return new(MigrationCodes.NotAnObject, "");
        return document.RootElement.EnumerateObject().Select(Misshapen).FirstOrDefault(problem => problem is not null);
    }

    static MigrationProblem? Misshapen(JsonProperty part) => part.Name.ToUpperInvariant() switch
    {
        "NODES" or "FLOWS" => part.Value.ValueKind is JsonValueKind.Null || IsPairs(part.Value) ? null : new(MigrationCodes.NotPairs, part.Name),
        "TIMERS" => part.Value.ValueKind is JsonValueKind.String && part.Value.GetString() is Keep or Restart or Anew ? null : new(MigrationCodes.NoTimers, part.Name),
        _ => new(MigrationCodes.UnknownKey, part.Name),
    };

    static bool IsPairs(JsonElement value) => value.ValueKind is JsonValueKind.Object && value.EnumerateObject().All(pair => pair.Value.ValueKind is JsonValueKind.String);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal MigrationMap ToMap() => new(Nodes ?? new Dictionary<string, string>(), Flows ?? new Dictionary<string, string>(), Timers switch { Restart => MigratedTimers.Restart, Anew => MigratedTimers.Anew, _ => MigratedTimers.Keep });
}
