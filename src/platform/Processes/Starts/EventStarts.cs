using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Starts;

/// <summary>Finds the processes in force that an event starts. What is in force tells who waits: there are no rows for it that could be wrong.</summary>
sealed class EventStarts(DefinitionStore definitions)
{
    public async Task<IReadOnlyList<EventStart>> Of<TEvent>(DateTimeOffset now, Func<TEvent, bool> which, CancellationToken cancellationToken)
        where TEvent : EventRule
    {
        List<EventStart> found = [];
        foreach (Definition published in await definitions.AllInForce(ProcessDefinitions.Kind, VietnamTime.DateOf(now), cancellationToken))
        {
            ProcessDefinition definition = await definitions.Process(published.Key, published.Version);
            found.AddRange(definition.Starts.Where(start => start.Event is TEvent rule && which(rule)).Select(start => new EventStart(published.Key, published.Version, start)));
        }

        return found;
    }
}

/// <summary>A start event of a process in force.</summary>
sealed record EventStart(string Key, string Version, ProcessNode Node);
