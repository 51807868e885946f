namespace VanLang.Processes.Engine;

/// <summary>Which node and flow of another version takes over from which of this one. What is not named is taken over by what has the same id.</summary>
/// <param name="Nodes">Node to node; an empty text for a node that nothing takes over.</param>
/// <param name="Flows">Flow to flow, for tokens that wait at a gateway for others.</param>
internal sealed record MigrationMap(IReadOnlyDictionary<string, string> Nodes, IReadOnlyDictionary<string, string> Flows, MigratedTimers Timers)
{
    public string Node(string id) => Nodes.GetValueOrDefault(id, id);

    public string Flow(string id) => Flows.GetValueOrDefault(id, id);

    /// <summary>The way back.</summary>
    public MigrationMap Reversed() => new(
        Nodes.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Value, pair => pair.Key),
        Flows.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Value, pair => pair.Key), Timers);
}

/// <summary>What becomes of timers that go over.</summary>
internal enum MigratedTimers
{
    /// <summary>They keep their due time.</summary>
    Keep,

    /// <summary>They are counted by the rule of the other version from when they began: the time that is over counts.</summary>
    Restart,

    /// <summary>They are counted by it from now on.</summary>
    Anew,
}
