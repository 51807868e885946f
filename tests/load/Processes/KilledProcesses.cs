using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;

namespace VanLang.Load.Processes;

/// <summary>Two versions of a process that waits in every way at once: for people, several of them, a time, a message; and who works on it.</summary>
static class KilledProcesses
{
    public const string Key = "kill";

    public static Guid Agency { get; } = Guid.Parse("6c1b7c0e-0000-4000-8000-000000000001");

    public static Actor Officer { get; } = new(ActorKind.Official, "Đinh Hồng Nhung")
    {
        AccountId = Guid.Parse("6c1b7c0e-0000-4000-8000-000000000002"),
        PersonId = Guid.Parse("6c1b7c0e-0000-4000-8000-000000000003"),
        PositionId = Guid.Parse("6c1b7c0e-0000-4000-8000-000000000004"),
        PositionTitle = "Chuyên viên",
        Role = CandidateRoles.Officer,
        UnitId = Agency,
        AgencyId = Agency,
    };

    /// <summary>The second version calls a step otherwise and has another reminder.</summary>
    public static string First { get; } = Model("work", "PT3M");

    public static string Second { get; } = Model("work-2", "PT2M");

    /// <summary>From the version of one to that of the other.</summary>
    public static MigrationMapping Mapping(bool forward) =>
        new(new Dictionary<string, string> { [forward ? "work" : "work-2"] = forward ? "work-2" : "work" }, Timers: forward ? MigrationMapping.Restart : MigrationMapping.Keep);

    public static async Task Publish(UnitOfWork unitOfWork)
    {
        Outcome<Done> done = await unitOfWork.Execute<Done>(
            new Operation("test", Officer),
            async (work, token) =>
            {
                await DefinitionStore.Publish(work, ProcessFiles.Kind, Key, First, new DateOnly(2020, 1, 1), null, token);
                await DefinitionStore.Publish(work, ProcessFiles.Kind, Key, Second, new DateOnly(2020, 1, 2), null, token);
                return new Done();
            },
            CancellationToken.None);
        if (!done.Succeeded)
            throw new InvalidOperationException(done.Failure.ToString());
    }

    static string Model(string step, string reminder) =>
        $"""
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vl="urn:vanlang:bpmn:1">
        <process id="{Key}" name="Thử" isExecutable="true">
        <startEvent id="s"/><endEvent id="e"/>
        <parallelGateway id="split"/><parallelGateway id="join"/>
        {Task(step)}{Task("late")}{Task("many", "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>")}{Task("last")}
        <boundaryEvent id="remind" attachedToRef="{step}" cancelActivity="false"><timerEventDefinition><timeDuration>{reminder}</timeDuration></timerEventDefinition></boundaryEvent>
        <receiveTask id="hear" messageRef="m"/>
        <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT30S</timeDuration></timerEventDefinition></intermediateCatchEvent>
        {Flow("f1", "s", "split")}{Flow("f2", "split", step)}{Flow("f3", "split", "many")}{Flow("f4", "split", "hear")}{Flow("f5", "split", "pause")}
        {Flow("g1", step, "join")}{Flow("g2", "many", "join")}{Flow("g3", "hear", "join")}{Flow("g4", "pause", "join")}
        {Flow("h1", "join", "last")}{Flow("h2", "last", "e")}{Flow("i1", "remind", "late")}{Flow("i2", "late", "e")}
        </process>
        <message id="m" name="answer" vl:key="=code"/>
        </definitions>
        """;

    static string Task(string id, string inside = "") => $"<userTask id=\"{id}\" name=\"{id}\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\">{inside}</userTask>";

    static string Flow(string id, string from, string to) => $"<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>";
}
