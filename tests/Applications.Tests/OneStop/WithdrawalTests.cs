using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>A citizen takes a dossier back.</summary>
public sealed class WithdrawalTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly DemonstrationHouse house = shared.House;

    Actor Citizen => house.Walk.Cast["citizen"];

    Actor Clerk => house.Walk.Cast["one-stop-clerk"];

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task A_withdrawn_dossier_stops_its_work_and_the_record_agrees()
    {
        string code = await Accepted();
        (await Ask(code, Citizen, "")).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.ReasonMissing);
        (await Ask(code, Citizen, "Đã tìm thấy bản cũ")).Succeeded.ShouldBeTrue();
        (await house.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        (await house.Get<Inbox>().Withdrawals(Clerk, Token)).ShouldBeGreaterThan(0);

        // Nobody works on while it is open.
        Outcome<StepDone> step = await house.Get<RefuseDossier>().Handle(await house.Walk.Command(house.Walk.Cast["officer"], code), "a", "b", house.Walk.Cast["officer"], Token);
        step.Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.WithdrawalPending);
        (await Settle(code, house.Walk.Cast["officer"])).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await Settle(code, Clerk)).Succeeded.ShouldBeTrue();

        Dossier dossier = (await house.Dossier(code)).Dossier;
        dossier.Status.ShouldBe(DossierStatus.Stopped);
        dossier.FinishedAt.ShouldNotBeNull();
        (await house.Read((db, token) => db.Set<WorkItem>().CountAsync(item => item.SubjectId == dossier.Id, token))).ShouldBe(0);
        (await Settle(code, Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.NotWithdrawn);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_thinks_better_of_it_goes_on_where_it_was()
    {
        string code = await Accepted();
        (await Ask(code, Citizen, "Nhầm")).Succeeded.ShouldBeTrue();

        (await house.Get<WithdrawDossier>().TakeBack(await Act(code), Citizen, Token)).Succeeded.ShouldBeTrue();

        (await house.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.Accepted);
        await house.Walk.Prepare(code);
    }

    [Fact]
    public async Task After_the_leader_has_signed_it_is_too_late_and_nobody_else_may_ask()
    {
        string code = await Accepted();
        (await Ask(code, Citizen with { AccountId = Guid.NewGuid() }, "x")).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.NotFound);
        (await Ask(code, Clerk, "x")).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);

        (await Ask(code, Citizen, "Muộn")).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.TooLateToWithdraw);
    }

    async Task<string> Accepted()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        return code;
    }

    async Task<ActCommand> Act(string code) => new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString());

    async Task<Outcome<StepDone>> Ask(string code, Actor actor, string reason) => await house.Get<WithdrawDossier>().Ask(await Act(code), reason, actor, Token);

    async Task<Outcome<StepDone>> Settle(string code, Actor actor) => await house.Get<WithdrawDossier>().Settle(await Act(code), actor, Token);
}
