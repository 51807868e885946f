using System.Globalization;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Bench.Work;

/// <summary>
/// Cases of one process, begun and moved by the public operation: unit of work with idempotency key, permission check, engine, work items, event of the record.
/// </summary>
/// <param name="key">Key of the process.</param>
/// <param name="flow">What stands within its process element: BPMN.</param>
sealed class Cases(UnitOfWork unitOfWork, ProcessRuntime processes, string key, string flow)
{
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

    readonly string process =
        $"""
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vl="urn:vanlang:bpmn:1">
        <process id="{key}" name="Đo" isExecutable="true">
        {flow}
        </process>
        </definitions>
        """;

    /// <summary>A task of an officer.</summary>
    /// <param name="more">What it holds.</param>
    public static string Task(string id, string more = "") => $"<userTask id=\"{id}\" name=\"{id}\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\">{more}</userTask>";

    public static string Flow(string id, string from, string to) => $"<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>";

    public async Task Deploy() => Expect(await unitOfWork.Execute<Done>(
        new Operation("bench.deploy", Actor.System),
        async (work, token) =>
        {
            await DefinitionStore.Publish(work, "process", key, process, new DateOnly(2020, 1, 1), validTo: null, token);
            return new Done();
        },
        CancellationToken.None));

    public async Task<ProcessAdvance> Start()
    {
        ProcessAdvance advance = null!;
        Expect(await unitOfWork.Execute<Done>(
            Operation("bench.start", Guid.NewGuid()),
            async (work, token) =>
            {
                Outcome<ProcessAdvance> outcome = await processes.Start(
                    work, new ProcessStart(work.NewId(), key, DefinitionStore.VersionOf(process), new Subject("bench", work.NewId()), new(Agency, Agency, Agency, null), Nothing), token);
                if (!outcome.Succeeded)
                    return outcome.Failure;
                advance = outcome.Value;
                return new Done();
            },
            CancellationToken.None));
        return advance;
    }

    public async Task<ProcessAdvance> Complete(Guid workItem)
    {
        ProcessAdvance advance = null!;
        Expect(await unitOfWork.Execute<Done>(
            Operation("bench.step", workItem),
            async (work, token) =>
            {
                OpenWork open = await ProcessRuntime.Find(work, workItem) ?? throw new InvalidOperationException("The work item has gone.");
                Outcome<ProcessAdvance> outcome = await processes.Complete(work, open, outcome: null, Nothing, token);
                if (!outcome.Succeeded)
                    return outcome.Failure;
                advance = outcome.Value;
                return new Done();
            },
            CancellationToken.None));
        return advance;
    }

    static Operation Operation(string name, Guid key) => new(name, Officer) { IdempotencyKey = key.ToString("N", CultureInfo.InvariantCulture), Body = new { key } };

    static void Expect(Outcome<Done> outcome)
    {
        if (outcome.Failure is { } failure)
            throw new InvalidOperationException(failure.ToString());
    }
}
