using System.Text.Json;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Starts;

namespace VanLang.Processes.Signals;

/// <summary>Starts the processes in force that begin with a signal.</summary>
sealed class SignalStartJob(InstanceSteps steps, EventStarts starts, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.signal-start";

    static readonly Dictionary<string, object?> Nothing = [];

    public override string Kind => JobKind;

    public static string LaneOf(string name) => $"signal/{name}";

    public static string Payload(string name, StartedCase about) => JsonSerializer.Serialize(new Signal(name, about));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Signal signal = JsonSerializer.Deserialize<Signal>(payload)!;
        foreach (EventStart start in await starts.Of<SignalEvent>(work.Now, thrown => thrown.Name == signal.Name, cancellationToken))
        {
            ProcessStart begun = signal.About.Start(work.NewId(), start, Nothing);
            Outcome<ProcessAdvance> advance = await steps.Begin(work, new(begun) { StartEventId = start.Node.Id }, cancellationToken);
            // A signal is kept for nobody.
            if (advance.Failure?.Code == ProcessErrors.Held)
                continue;
            if (!advance.Succeeded)
                throw new InvalidOperationException(advance.Failure.ToString());
            await followers.Follow(work, begun.Subject, advance.Value, cancellationToken);
        }
    }

    sealed record Signal(string Name, StartedCase About);
}
