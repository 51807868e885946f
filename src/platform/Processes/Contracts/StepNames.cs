using System.Collections.Frozen;
using System.Globalization;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>
/// English names of steps and processes, for who reads in English. What is kept of a step is its Vietnamese name; the English one is looked up in
/// what is in force today, so that work of older versions, which may have none, is said in English too.
/// </summary>
public sealed class StepNames(DefinitionStore definitions, TimeProvider time)
{
    Kept? kept;

    /// <summary>The names in force today; none where the reader's language is not English.</summary>
    public async Task<StepWords> Words(CancellationToken cancellationToken)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en")
            return StepWords.None;
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        object mark = await definitions.Mark(cancellationToken);
        if (kept is { } known && known.Mark == mark && known.Day == day)
            return known.Words;
        Dictionary<(string Node, string Name), string> steps = [];
        Dictionary<string, string> named = [];
        Dictionary<string, string> processes = [];
        foreach (Definition published in await definitions.AllInForce(ProcessDefinitions.Kind, day, cancellationToken))
        {
            ProcessDefinition process = await definitions.Process(published.Key, published.Version);
            if (process.EnglishName is { } english)
                processes[process.Key] = english;
            foreach (ProcessNode node in process.Nodes.Where(node => node.EnglishName is not null))
            {
                steps.TryAdd((node.Id, node.Name), node.EnglishName!);
                named.TryAdd(node.Name, node.EnglishName!);
            }
        }

        StepWords words = new(steps.ToFrozenDictionary(), named.ToFrozenDictionary(), processes.ToFrozenDictionary());
        kept = new(mark, day, words);
        return words;
    }

    sealed record Kept(object Mark, DateOnly Day, StepWords Words);
}

/// <summary>English names of steps by their id and Vietnamese name, and of processes by their key.</summary>
public sealed class StepWords
{
    readonly FrozenDictionary<(string Node, string Name), string> steps;
    readonly FrozenDictionary<string, string> named;
    readonly FrozenDictionary<string, string> processes;

    internal StepWords(FrozenDictionary<(string Node, string Name), string> steps, FrozenDictionary<string, string> named, FrozenDictionary<string, string> processes) =>
        (this.steps, this.named, this.processes) = (steps, named, processes);

    /// <summary>For who does not read in English.</summary>
    public static StepWords None { get; } = new(FrozenDictionary<(string, string), string>.Empty, FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);

    /// <summary>English name of a step; null where there is none, or the reader wants none.</summary>
    /// <param name="nodeId">Its id in the process.</param>
    /// <param name="name">Its Vietnamese name: after a change of its meaning the old one is not said in the new words.</param>
    public string? Step(string nodeId, string name) => steps.GetValueOrDefault((nodeId, name));

    /// <summary>English name of the steps that are called so, of whatever process; null where there is none, or the reader wants none.</summary>
    public string? Named(string name) => named.GetValueOrDefault(name);

    /// <summary>The name of a step in the reader's language, where it cannot be marked: in an option, in the middle of a sentence.</summary>
    public string In(string nodeId, string name) => Step(nodeId, name) ?? name;

    /// <summary>English name of a process; null where there is none, or the reader wants none.</summary>
    public string? Process(string key) => processes.GetValueOrDefault(key);
}
