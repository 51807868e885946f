using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>Something comes due at the moment at which an operator lets the case go on: it is not held for ever. On SQLite the two cannot meet.</summary>
public sealed class HeldWhileItGoesOnTests
{
    static readonly string OneTask = "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e");

    [Fact]
    public async System.Threading.Tasks.Task What_was_seen_to_stand_and_goes_on_meanwhile_is_looked_at_again()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        Guid id = await house.Run(OneTask);
        (await house.Get<SuspendInstance>().Execute(id, "chờ kiểm tra", "stop", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();

        List<bool> stood = [];
        (await house.Do(async work =>
        {
            bool stands = await Suspension.Holds(work.Db, (await InstanceSteps.Find(work.Db, id)).ShouldNotBeNull());
            stood.Add(stands);
            if (!stands)
                return null;
            (await house.Get<ResumeInstance>().Execute(id, "đã xong", "go", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();
            await Suspension.Hold(work, Guid.NewGuid(), id, "test", "{}", work.Now, ProcessHouse.Token);
            return null;
        })).Succeeded.ShouldBeTrue();

        stood.ShouldBe([true, false]);
        (await house.Read(db => db.Set<HeldJob>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async System.Threading.Tasks.Task Who_lets_it_go_on_waits_for_what_is_being_held_and_has_it_come()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        Guid id = await house.Run(OneTask), job = Guid.NewGuid();
        (await house.Get<SuspendInstance>().Execute(id, "chờ kiểm tra", "stop", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();

        System.Threading.Tasks.Task<Outcome<Done>>? going = null;
        (await house.Do(async work =>
        {
            await Suspension.Hold(work, job, id, "test", "{}", work.Now, ProcessHouse.Token);
            going = house.Get<ResumeInstance>().Execute(id, "đã xong", "go", ProcessHouse.Officer, ProcessHouse.Token);
            (await System.Threading.Tasks.Task.WhenAny(going, System.Threading.Tasks.Task.Delay(300, ProcessHouse.Token))).ShouldNotBe(going);
            return null;
        })).Succeeded.ShouldBeTrue();

        (await going!).Succeeded.ShouldBeTrue();
        (await house.Read(db => db.Set<HeldJob>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        (await house.Read(db => JobScheduling.Waiting(db).ContainsAsync(job, ProcessHouse.Token))).ShouldBeTrue();
    }
}
