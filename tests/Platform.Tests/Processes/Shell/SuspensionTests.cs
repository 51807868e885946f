using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class SuspensionTestsOnSqlite() : SuspensionTests(StoreKind.Sqlite);

public sealed class SuspensionTestsOnPostgres() : SuspensionTests(StoreKind.Postgres);

/// <summary>An operator lets a case stand, or a version of a process, and lets it go on, with a reason.</summary>
public abstract class SuspensionTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string FourHours = "<timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition>";
    static readonly string TaskWithTimer = Ends + Task("a") + Boundary("t", "a", FourHours, interrupting: false) + Task("late") + Flow("f", "s", "a") + Flow("g", "a", "e") + Flow("h", "t", "late") + Flow("i", "late", "e");
    static readonly string OneTask = Ends + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e");

    [Fact]
    public async Task Work_of_a_suspended_case_cannot_be_completed_until_it_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(OneTask);
        Suspend(await house.Get<SuspendInstance>().Execute(id, " ", "k0", ProcessHouse.Officer, ProcessHouse.Token)).ShouldBe(KernelErrors.ReasonMissing);
        Suspend(await house.Get<SuspendInstance>().Execute(id, "chờ kiểm tra", "k1", ProcessHouse.Officer, ProcessHouse.Token)).ShouldBeNull();
        Suspend(await house.Get<SuspendInstance>().Execute(id, "lần nữa", "k2", ProcessHouse.Officer, ProcessHouse.Token)).ShouldBe(KernelErrors.Conflict);
        await house.Agrees();

        (await TryComplete(house, "a"))!.Code.ShouldBe(ProcessErrors.Suspended);
        (await house.TryCancel(id)).Failure!.Code.ShouldBe(ProcessErrors.Suspended);
        (await house.Open()).ShouldBe(["a"]);
        (await house.Get<ProcessInstances>().List(new(null, null, null, InstanceStatus.Suspended, null, null, null), ProcessHouse.Token)).Rows.ShouldHaveSingleItem().Status.ShouldBe(InstanceStatus.Suspended);

        await Resume(house, id);
        await house.Complete("a");
        (await house.EndOf(id)).ShouldBe("e");
        (await house.Read(db => db.Set<RecordEvent>().Where(e => e.SubjectId == id && e.Reason != null).OrderBy(e => e.Ord).Select(e => e.Type + ": " + e.Reason).ToListAsync(ProcessHouse.Token)))
            .ShouldBe(["process.suspended: chờ kiểm tra", "process.resumed: đã xong"]);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_was_read_before_the_suspension_comes_too_late()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(OneTask);
        ProcessInstance read = (await house.Read(db => InstanceSteps.Find(db, id))).ShouldNotBeNull();
        await Stop(house, id);
        // The step begins with what was read before, as one that waited for the database does.
        (await house.Do(async work => (await house.Get<InstanceSteps>().Tell(
            work, read, "process.task-completed", new CompleteTask(VietnamTime.ToLocal(work.Now), (await house.State(id)).Tokens.Single().Id, null, new Dictionary<string, object?>()), ProcessHouse.Token)).Failure))
            .Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Open()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_timer_that_comes_due_meanwhile_waits_and_fires_once_when_the_case_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(TaskWithTimer);
        DateTimeOffset due = house.Time.GetUtcNow().AddHours(4);
        await Stop(house, id);
        await house.Pass(TimeSpan.FromHours(5));
        (await house.Open()).ShouldBe(["a"]);
        (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token))!.Waiting.Single(point => point.NodeId == "t").DueAt.ShouldBe(due);
        (await house.Jobs()).ShouldBeEmpty();

        await Resume(house, id);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["a", "late"]);
        await house.Pass(TimeSpan.FromDays(1));
        (await house.Open()).ShouldBe(["a", "late"]);
    }

    [Fact]
    public async Task A_message_that_comes_meanwhile_is_kept_and_brought_when_the_case_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(
            Ends + "<intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m-answer\"/></intermediateCatchEvent>" + Flow("f", "s", "m") + Flow("g", "m", "e"), ("code", "H1"));
        await Stop(house, id);
        await house.Publish("1", "H1");
        await house.RunJobs();
        (await house.EndOf(id)).ShouldBeNull();

        await Resume(house, id);
        await house.RunJobs();
        (await house.EndOf(id)).ShouldBe("e");
    }

    [Fact]
    public async Task A_case_stands_with_all_that_it_calls_whichever_of_them_was_named()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(OneTask, "con");
        Guid caller = await house.Start(await house.Deploy(Ends + "<callActivity id=\"x\" calledElement=\"con\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e"), "goi"), "goi");
        Guid called = await house.Read(db => db.Set<ProcessInstance>().Where(instance => instance.ParentId == caller).Select(instance => instance.Id).SingleAsync(ProcessHouse.Token));

        await Stop(house, called);
        (await house.Read(db => db.Set<ProcessInstance>().CountAsync(instance => instance.SuspendedAt != null, ProcessHouse.Token))).ShouldBe(2);
        (await TryComplete(house, "a"))!.Code.ShouldBe(ProcessErrors.Suspended);
        await Resume(house, caller);
        await house.Complete("a");
        (await house.EndOf(caller)).ShouldBe("e");
    }

    [Fact]
    public async Task A_version_that_is_drained_begins_no_case_while_those_that_run_go_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(OneTask);
        Guid running = await house.Start(version);
        await Hold(house, version, HoldKind.Drain, "sắp có bản mới");

        (await TryStart(house, version))!.Code.ShouldBe(ProcessErrors.Held);
        await house.Complete("a");
        (await house.EndOf(running)).ShouldBe("e");
        await Hold(house, version, HoldKind.None, "nhận lại");
        (await TryStart(house, version)).ShouldBeNull();
        (await house.Get<HoldVersion>().Execute("thu", version, HoldKind.None, "lần nữa", "again", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
    }

    [Fact]
    public async Task A_message_that_would_begin_a_case_of_a_drained_version_is_kept_until_it_begins_cases_again()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy("<startEvent id=\"s\" vl:agency=\"" + ProcessHouse.Agency + "\"><messageEventDefinition messageRef=\"m-plain\"/></startEvent><endEvent id=\"e\"/>" + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e"));
        await Hold(house, version, HoldKind.Drain, "sắp có bản mới");
        (await house.Get<ProcessMessages>().Publish(new OutsideMessage("1", "plain", "", new Dictionary<string, object?>()), "p", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();
        await house.RunJobs();
        (await house.Open()).ShouldBeEmpty();

        await Hold(house, version, HoldKind.None, "nhận lại");
        await house.RunJobs();
        (await house.Open()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Cases_of_a_suspended_version_stand_and_others_do_not()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(TaskWithTimer), other = await house.Deploy(OneTask, "khac");
        Guid one = await house.Start(version), two = await house.Start(version), free = await house.Start(other, "khac");
        await Stop(house, one);
        await Hold(house, version, HoldKind.Suspend, "lỗi trong bản này");
        await house.RunJobs();
        await house.Pass(TimeSpan.FromHours(5));

        (await house.Read(db => db.Set<ProcessInstance>().Where(instance => instance.VersionSuspendedAt != null).Select(instance => instance.Id).ToListAsync(ProcessHouse.Token))).ShouldBe([one, two], ignoreOrder: true);
        (await house.Open()).Count(node => node == "late").ShouldBe(0);
        await Hold(house, version, HoldKind.None, "đã sửa");
        await house.RunJobs();
        // Who was suspended alone stands on.
        (await house.Open()).Count(node => node == "late").ShouldBe(1);
        await Resume(house, one);
        await house.RunJobs();
        (await house.Open()).Count(node => node == "late").ShouldBe(2);
        (await house.State(free)).HasEnded.ShouldBeFalse();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_says_who_held_it_and_let_it_go_when_and_why()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(TaskWithTimer), other = await house.Deploy(TaskWithTimer.Replace("PT4H", "PT5H", StringComparison.Ordinal), from: new(2026, 2, 1));
        DateTimeOffset drained = house.Time.GetUtcNow(), opened = drained.AddHours(1);
        await Hold(house, version, HoldKind.Drain, "mẫu sai");
        house.Time.Advance(TimeSpan.FromHours(1));
        await Hold(house, version, HoldKind.None, "đã sửa");

        HoldVersion hold = house.Get<HoldVersion>();
        IReadOnlyList<HoldAct> acts = await hold.History("thu", version, ProcessHouse.Token);
        acts.Select(act => (act.Kind, act.Act.At, act.Act.Reason)).ShouldBe([(HoldKind.None, opened, "đã sửa"), (HoldKind.Drain, drained, "mẫu sai")]);
        acts.ShouldAllBe(act => act.Act.PositionId == ProcessHouse.Officer.PositionId);
        (await hold.History("thu", other, ProcessHouse.Token)).ShouldBeEmpty();
    }

    static ErrorCode? Suspend(Outcome<Done> done) => done.Failure?.Code;

    static async Task Stop(ProcessHouse house, Guid id)
    {
        (await house.Get<SuspendInstance>().Execute(id, "chờ kiểm tra", Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        await house.Agrees();
    }

    static async Task Resume(ProcessHouse house, Guid id)
    {
        (await house.Get<ResumeInstance>().Execute(id, "đã xong", Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        await house.Agrees();
    }

    static async Task Hold(ProcessHouse house, string version, HoldKind kind, string reason) =>
        (await house.Get<HoldVersion>().Execute("thu", version, kind, reason, Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();

    static async Task<Failure?> TryComplete(ProcessHouse house, string nodeId)
    {
        Guid item = await house.Read(db => db.Set<WorkItem>().Where(i => i.NodeId == nodeId).Select(i => i.Id).FirstAsync(ProcessHouse.Token));
        return (await house.Do(async work => (await house.Get<ProcessRuntime>().Complete(
            work, (await ProcessRuntime.Find(work, item)).ShouldNotBeNull(), outcome: null, new Dictionary<string, object?>(), ProcessHouse.Token)).Failure)).Failure;
    }

    static async Task<Failure?> TryStart(ProcessHouse house, string version)
    {
        Guid id = Guid.NewGuid();
        return (await house.Do(async work => (await house.Get<ProcessRuntime>().Start(
            work, new(id, "thu", version, new Subject("case", id), new(ProcessHouse.Agency, ProcessHouse.Agency, ProcessHouse.Agency, null), new Dictionary<string, object?>()), ProcessHouse.Token)).Failure)).Failure;
    }
}
