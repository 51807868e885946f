using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class ModificationTestsOnSqlite() : ModificationTests(StoreKind.Sqlite);

public sealed class ModificationTestsOnPostgres() : ModificationTests(StoreKind.Postgres);

/// <summary>An operator moves one instance by hand, with a reason; where something has gone out a second person confirms it.</summary>
public abstract class ModificationTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    static readonly string Three = Ends + Task("a") + Task("b") + Task("c") + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "c") + Flow("k", "c", "e");
    static readonly Actor Second = ProcessHouse.Officer with { AccountId = Guid.NewGuid(), PersonId = Guid.NewGuid() };

    [Fact]
    public async Task A_waiting_point_is_taken_away_and_the_process_goes_on_before_or_behind_another_step()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(Three);
        long token = (await house.State(id)).Tokens.Single().Id;
        (await Modify(house, id, Plan([token], before: ["b"]))).ShouldBeNull();
        (await house.Open()).ShouldBe(["b"]);
        token = (await house.State(id)).Tokens.Single().Id;
        (await Modify(house, id, Plan([token], after: ["b"], data: ("n", 5)))).ShouldBeNull();
        (await house.Open()).ShouldBe(["c"]);
        (await house.State(id)).Variables.Values["n"]!.ToString().ShouldBe("5");
        await house.Complete("c");
        (await house.EndOf(id)).ShouldBe("e");
        (await house.Read(db => db.Set<RecordEvent>().Where(e => e.Type == "process.modified").Select(e => e.Reason).ToListAsync(ProcessHouse.Token))).ShouldBe(["nhầm bước", "nhầm bước"]);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_changes_nothing()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(Three);
        long token = (await house.State(id)).Tokens.Single().Id;
        (await Modify(house, id, Plan([])))!.Code.ShouldBe(ProcessErrors.ModificationIsNothing);
        (await Modify(house, id, Plan([token])))!.Code.ShouldBe(ProcessErrors.ModificationLeavesNothing);
        foreach (ModificationPlan plan in (ModificationPlan[])[Plan([99]), Plan([token], before: ["nowhere"]), Plan([token], after: ["e"]), Plan([token], before: ["s"])])
            (await Modify(house, id, plan))!.Code.ShouldBe(ProcessErrors.ModificationDoesNotFit, JsonSerializer.Serialize(plan));
        (await Modify(house, id, Plan([token], before: ["b"]), reason: " "))!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await house.Get<ModifyRunning>().Execute(id, 17, Plan([token], before: ["b"]), "nhầm", "k", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Open()).ShouldBe(["a"]);
        await house.Get<SuspendInstance>().Execute(id, "chờ", "s", ProcessHouse.Officer, ProcessHouse.Token);
        (await Modify(house, id, Plan([token], before: ["b"])))!.Code.ShouldBe(ProcessErrors.Suspended);
    }

    [Fact]
    public async Task Where_something_has_gone_out_nobody_modifies_alone()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store, services => services.AddSingleton<ModificationGuard, EverythingIsOut>());
        Guid id = await house.Run(Three);
        ModificationPlan plan = Plan([(await house.State(id)).Tokens.Single().Id], before: ["c"]);
        (await Modify(house, id, plan)).ShouldBeNull();
        (await house.Open()).ShouldBe(["a"]);
        (await Modify(house, id, plan))!.Code.ShouldBe(KernelErrors.Conflict);

        DecideModification decide = house.Get<DecideModification>();
        WaitingModification waiting = (await decide.Of(id, ProcessHouse.Token)).ShouldNotBeNull();
        (await decide.Execute(waiting.Id, confirms: true, "tự duyệt", "d0", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await house.Open()).ShouldBe(["a"]);
        (await decide.Execute(waiting.Id, confirms: true, "đã xem", "d1", Second, ProcessHouse.Token)).Failure.ShouldBeNull();
        (await house.Open()).ShouldBe(["c"]);
        (await decide.Execute(waiting.Id, confirms: true, "lần nữa", "d2", Second, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_modification_that_was_overtaken_by_a_step_is_not_carried_out()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store, services => services.AddSingleton<ModificationGuard, EverythingIsOut>());
        Guid id = await house.Run(Three);
        (await Modify(house, id, Plan([(await house.State(id)).Tokens.Single().Id], before: ["c"]))).ShouldBeNull();
        await house.Complete("a");
        WaitingModification waiting = (await house.Get<DecideModification>().Of(id, ProcessHouse.Token)).ShouldNotBeNull();
        (await house.Get<DecideModification>().Execute(waiting.Id, confirms: true, "đã xem", "d1", Second, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Open()).ShouldBe(["b"]);
        (await house.Get<DecideModification>().Execute(waiting.Id, confirms: false, "đã cũ", "d2", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        (await house.Get<DecideModification>().Of(id, ProcessHouse.Token)).ShouldBeNull();
    }

    static ModificationPlan Plan(long[] cancel, string[]? before = null, string[]? after = null, params (string Name, object Value)[] data) =>
        new(cancel, before ?? [], after ?? [], data.ToDictionary(value => value.Name, value => JsonSerializer.SerializeToElement(value.Value)));

    static async Task<Failure?> Modify(ProcessHouse house, Guid id, ModificationPlan plan, string reason = "nhầm bước")
    {
        Outcome<ModificationTaken> taken = await house.Get<ModifyRunning>().Execute(id, (await house.State(id)).Revision, plan, reason, Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token);
        await house.Agrees();
        return taken.Failure;
    }

    sealed class EverythingIsOut : ModificationGuard
    {
        public override string SubjectKind => "case";

        public override Task<bool> NeedsSecond(VanLangDbContext db, Guid subjectId, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult(true);
    }
}
