using System.Text.Json;

namespace VanLang.Processes.Contracts;

/// <summary>What an operator changes in one instance: waiting points are taken away first, values set, then the process begun at other places.</summary>
/// <param name="Cancel">Numbers of the tokens that are taken away.</param>
/// <param name="StartBefore">Nodes that are begun.</param>
/// <param name="StartAfter">Nodes behind which it goes on, as if they had ended.</param>
/// <param name="Data">Values by name.</param>
public sealed record ModificationPlan(IReadOnlyList<long> Cancel, IReadOnlyList<string> StartBefore, IReadOnlyList<string> StartAfter, IReadOnlyDictionary<string, JsonElement> Data)
{
    public bool IsNothing => Cancel.Count + StartBefore.Count + StartAfter.Count + Data.Count == 0;
}
