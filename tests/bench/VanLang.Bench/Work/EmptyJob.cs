using System.Collections.Concurrent;
using System.Diagnostics;
using VanLang.Kernel.Jobs;

namespace VanLang.Bench.Work;

/// <summary>A job that does nothing but be claimed, run in its operation and go; it keeps when each was done.</summary>
sealed class EmptyJob : JobHandler
{
    public const string JobKind = "bench.empty";

    public override string Kind => JobKind;

    /// <summary>Moments (<see cref="Stopwatch.GetTimestamp"/>) in no order.</summary>
    public ConcurrentBag<long> Done { get; } = [];

    public override Task Handle(Kernel.Operations.Work work, string payload, CancellationToken cancellationToken)
    {
        Done.Add(Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }
}
