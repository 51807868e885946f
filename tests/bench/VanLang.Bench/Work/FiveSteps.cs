using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Bench.Work;

/// <summary>
/// Cases of five tasks one after the other, moved by the public operation: unit of work with idempotency key, permission check, engine, work
/// items, event of the record. A step is one of the six commits of a case.
/// </summary>
sealed class FiveSteps(UnitOfWork unitOfWork, ProcessRuntime processes)
{
    const string Key = "bench-five";
    static readonly Guid Agency = Guid.NewGuid();
    static readonly Dictionary<string, object?> Nothing = [];

    static readonly Actor Officer = new(ActorKind.Official, "Người đo")
    {
        AccountId = Guid.NewGuid(),
        PersonId = Guid.NewGuid(),
        PositionId = Guid.NewGuid(),
        PositionTitle = "Chuyên viên",
        Role = "officer",
        UnitId = Agency,
        AgencyId = Agency,
    };

    static readonly string Process =
        $"""
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vl="urn:vanlang:bpmn:1">
        <process id="{Key}" name="Năm bước" isExecutable="true">
        <startEvent id="start"/>
        {string.Concat(Enumerable.Range(1, 5).Select(n => $"<sequenceFlow id=\"f{n}\" sourceRef=\"{(n == 1 ? "start" : $"task{n - 1}")}\" targetRef=\"task{n}\"/><userTask id=\"task{n}\" name=\"Bước {n}\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\"/>"))}
        <sequenceFlow id="f6" sourceRef="task5" targetRef="end"/>
        <endEvent id="end"/>
        </process>
        </definitions>
        """;

    static readonly string Version = DefinitionStore.VersionOf(Process);

    public async Task Deploy() => Expect(await unitOfWork.Execute<Done>(
        new Operation("bench.deploy", Actor.System),
        async (work, token) =>
        {
            await DefinitionStore.Publish(work, "process", Key, Process, new DateOnly(2020, 1, 1), validTo: null, token);
            return new Done();
        },
        CancellationToken.None));

    /// <summary>Steps in a second of so many clients that each send the next command when they have the answer.</summary>
    public async Task<double> Rate(int clients, double seconds)
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(seconds));
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        int[] done = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => Client(() => end.IsCancellationRequested))));
        return done.Sum() / System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>So many whole cases, one after the other; how many steps that were.</summary>
    public Task<int> Cases(int count)
    {
        int left = count * 6;
        return Client(() => left-- <= 0);
    }

    async Task<int> Client(Func<bool> ended)
    {
        int steps = 0;
        while (!ended())
        {
            WorkItem? next = await Start();
            for (steps++; next is not null && !ended(); steps++)
                next = await Complete(next);
        }

        return steps;
    }

    async Task<WorkItem?> Start()
    {
        ProcessAdvance advance = null!;
        Expect(await unitOfWork.Execute<Done>(
            Operation("bench.start", Guid.NewGuid()),
            async (work, token) =>
            {
                Outcome<ProcessAdvance> outcome = await processes.Start(
                    work, new ProcessStart(work.NewId(), Key, Version, new Subject("bench", work.NewId()), new(Agency, Agency, Agency, null), Nothing), token);
                if (!outcome.Succeeded)
                    return outcome.Failure;
                advance = outcome.Value;
                return new Done();
            },
            CancellationToken.None));
        return advance.Opened.SingleOrDefault();
    }

    async Task<WorkItem?> Complete(WorkItem seen)
    {
        ProcessAdvance advance = null!;
        Expect(await unitOfWork.Execute<Done>(
            Operation("bench.step", seen.Id),
            async (work, token) =>
            {
                OpenWork open = await ProcessRuntime.Find(work, seen.Id) ?? throw new InvalidOperationException("The work item has gone.");
                Outcome<ProcessAdvance> outcome = await processes.Complete(work, open, outcome: null, Nothing, token);
                if (!outcome.Succeeded)
                    return outcome.Failure;
                advance = outcome.Value;
                return new Done();
            },
            CancellationToken.None));
        return advance.Opened.SingleOrDefault();
    }

    static Operation Operation(string name, Guid key) => new(name, Officer) { IdempotencyKey = key.ToString("N", CultureInfo.InvariantCulture), Body = new { key } };

    static void Expect(Outcome<Done> outcome)
    {
        if (outcome.Failure is { } failure)
            throw new InvalidOperationException(failure.ToString());
    }
}
