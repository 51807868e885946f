using System.Diagnostics;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;

namespace VanLang.Bench.Work;

/// <summary>Cases of five tasks one after the other. A step is one of the six commits of a case.</summary>
sealed class FiveSteps(UnitOfWork unitOfWork, ProcessRuntime processes)
{
    readonly Cases cases = new(
        unitOfWork,
        processes,
        "bench-five",
        "<startEvent id=\"start\"/>"
        + string.Concat(Enumerable.Range(1, 5).Select(n => Cases.Flow($"f{n}", n == 1 ? "start" : $"task{n - 1}", $"task{n}") + Cases.Task($"task{n}")))
        + Cases.Flow("f6", "task5", "end") + "<endEvent id=\"end\"/>");

    public Task Deploy() => cases.Deploy();

    /// <summary>Begins a case that waits at its first task.</summary>
    public async Task<Guid> Begin() => (await cases.Start()).Opened.Single().InstanceId;

    /// <summary>Steps in a second of so many clients that each send the next command when they have the answer.</summary>
    public async Task<double> Rate(int clients, double seconds)
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(seconds));
        long began = Stopwatch.GetTimestamp();
        int[] done = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => Client(() => end.IsCancellationRequested))));
        return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>So many whole cases, one after the other; how many steps that were.</summary>
    public Task<int> Whole(int count)
    {
        int left = count * 6;
        return Client(() => left-- <= 0);
    }

    async Task<int> Client(Func<bool> ended)
    {
        int steps = 0;
        while (!ended())
        {
            WorkItem? next = (await cases.Start()).Opened.SingleOrDefault();
            for (steps++; next is not null && !ended(); steps++)
                next = (await cases.Complete(next.Id)).Opened.SingleOrDefault();
        }

        return steps;
    }
}
