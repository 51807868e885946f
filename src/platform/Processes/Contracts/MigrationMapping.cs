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

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal MigrationMap ToMap() => new(Nodes ?? new Dictionary<string, string>(), Flows ?? new Dictionary<string, string>(), Timers switch { Restart => MigratedTimers.Restart, Anew => MigratedTimers.Anew, _ => MigratedTimers.Keep });
}
