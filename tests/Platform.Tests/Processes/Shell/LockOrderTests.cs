using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Suspensions;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>Nobody who works on a case holds what another one waits for who holds what the first waits for. On SQLite one writes at a time.</summary>
public sealed class LockOrderTests
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    static readonly string Reminded = Ends + Task("a") + Task("b") + Boundary("r", "a", "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>") + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "e") + Flow("i", "r", "e");

    [Fact]
    public async System.Threading.Tasks.Task A_step_does_not_wait_for_the_timer_that_it_disarms_and_that_is_just_firing()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        Guid id = await house.Run(Reminded);
        Guid timer = (await house.Jobs()).Single().Id;
        (await house.Do(async work =>
        {
            // As who does the job holds it until the end of the operation.
            await LockJob(work.Db, timer);
            (await Done(house, "a").WaitAsync(TimeSpan.FromSeconds(10))).Failure.ShouldBeNull();
            return null;
        })).Succeeded.ShouldBeTrue();

        (await house.Jobs()).Select(job => job.Id).ShouldBe([timer]);
        await house.Pass(TimeSpan.FromHours(2));
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Open()).ShouldBe(["b"]);
        (await house.State(id)).HasEnded.ShouldBeFalse();
    }

    [Fact]
    public async System.Threading.Tasks.Task What_comes_too_late_is_not_held_while_the_case_stands()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        Guid id = await house.Run(Reminded);
        Guid timer = (await house.Jobs()).Single().Id;
        (await house.Do(async work =>
        {
            await LockJob(work.Db, timer);
            (await Done(house, "a")).Failure.ShouldBeNull();
            return null;
        })).Succeeded.ShouldBeTrue();
        (await house.Get<SuspendInstance>().Execute(id, "chờ kiểm tra", "stop", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();

        await house.Pass(TimeSpan.FromHours(2));
        (await house.Read(db => db.Set<HeldJob>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async System.Threading.Tasks.Task A_step_of_a_called_process_waits_for_its_callers_before_it_takes_its_own_row()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        await house.Deploy(Ends + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e"), "con");
        await house.Deploy(Call("con") + Flow("f", "s", "x") + Flow("g", "x", "e"), "giua");
        Guid top = await house.Run(Call("giua") + Task("after") + Flow("f", "s", "x") + Flow("g", "x", "after") + Flow("h", "after", "e"));
        Guid called = await house.Read(db => db.Set<WorkItem>().Select(item => item.InstanceId).SingleAsync(ProcessHouse.Token));

        System.Threading.Tasks.Task<Outcome<Done>>? step = null;
        (await house.Do(async work =>
        {
            // As a step of the outermost process begins, which may come down to the called ones.
            await LockCase(work.Db, top);
            step = Done(house, "a");
            (await System.Threading.Tasks.Task.WhenAny(step, System.Threading.Tasks.Task.Delay(300, ProcessHouse.Token))).ShouldNotBe(step);
            await LockCase(work.Db, called);
            return null;
        })).Succeeded.ShouldBeTrue();

        (await step!).Failure.ShouldBeNull();
        (await house.Open()).ShouldBe(["after"]);
        await house.Agrees();
    }

    [Fact]
    public async System.Threading.Tasks.Task A_step_that_comes_to_wait_for_a_message_does_not_wait_for_who_brings_some_and_gets_what_he_could_not_see()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        Guid id = await house.Run(
            Ends + Task("a") + "<intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m-answer\"/></intermediateCatchEvent>" + Flow("f", "s", "a") + Flow("g", "a", "m") + Flow("h", "m", "e"), ("code", "K1"));
        string lane = new MessagePlace("answer", "K1").Lane;
        (await house.Do(async work =>
        {
            // As who brings messages of this name and key holds them back from one another.
            await work.Queue(JobService.QueueOf(lane), ProcessHouse.Token);
            (await Done(house, "a").WaitAsync(TimeSpan.FromSeconds(10))).Failure.ShouldBeNull();
            return null;
        })).Succeeded.ShouldBeTrue();

        (await house.Jobs()).Select(job => job.Lane).ShouldBe([lane]);
        await house.Publish("1", "K1");
        await house.RunJobs();
        (await house.EndOf(id)).ShouldBe("e");
    }

    static string Call(string process) => Ends + $"<callActivity id=\"x\" calledElement=\"{process}\"/>";

    static System.Threading.Tasks.Task<Outcome<Done>> Done(ProcessHouse house, string node) => house.Do(async work =>
    {
        Guid item = await work.Db.Set<WorkItem>().Where(item => item.NodeId == node).Select(item => item.Id).SingleAsync(ProcessHouse.Token);
        return (await house.Get<ProcessRuntime>().Complete(work, (await ProcessRuntime.Find(work, item)).ShouldNotBeNull(), outcome: null, new Dictionary<string, object?>(), ProcessHouse.Token)).Failure;
    });

    static System.Threading.Tasks.Task LockJob(VanLangDbContext db, Guid id) => Lock(db, id, $"SELECT id AS \"Value\" FROM jobs WHERE id = {id} FOR UPDATE NOWAIT");

    static System.Threading.Tasks.Task LockCase(VanLangDbContext db, Guid id) => Lock(db, id, $"SELECT id AS \"Value\" FROM process_instances WHERE id = {id} FOR UPDATE NOWAIT");

    static async System.Threading.Tasks.Task Lock(VanLangDbContext db, Guid id, FormattableString query) => (await db.Database.SqlQuery<Guid>(query).ToListAsync(ProcessHouse.Token)).ShouldBe([id]);
}
