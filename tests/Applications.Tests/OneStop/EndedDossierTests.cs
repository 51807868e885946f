using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>However a dossier ends, the lists of what runs no longer show it, to no agency that has held it.</summary>
public sealed class EndedDossierTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly DemonstrationHouse house = shared.House;

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task With_a_result()
    {
        string code = await Accepted();
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        (await Runs(code)).ShouldBeTrue();
        await house.Walk.Issue(code);
        await ShouldHaveEnded(code);
    }

    [Fact]
    public async Task Refused()
    {
        string code = await Accepted();
        await house.Walk.Step(house.Walk.Cast["officer"], code, (step, actor) => house.Get<RefuseDossier>().Handle(step, "Thiếu căn cứ", "Điều 6", actor, Token));
        await ShouldHaveEnded(code);
    }

    [Fact]
    public async Task Withdrawn()
    {
        string code = await Accepted();
        WithdrawDossier withdraw = house.Get<WithdrawDossier>();
        (await withdraw.Ask(await Act(code), "Nhầm", house.Walk.Cast["citizen"], Token)).Succeeded.ShouldBeTrue();
        (await Runs(code)).ShouldBeTrue();
        (await withdraw.Settle(await Act(code), house.Walk.Cast["one-stop-clerk"], Token)).Succeeded.ShouldBeTrue();
        await ShouldHaveEnded(code);
    }

    [Fact]
    public async Task By_an_earlier_build_that_did_not_say_so_to_the_lists()
    {
        string code = await Accepted();
        await house.Walk.Step(house.Walk.Cast["officer"], code, (step, actor) => house.Get<RefuseDossier>().Handle(step, "Thiếu căn cứ", "Điều 6", actor, Token));
        await house.Read((db, token) => db.Set<DossierHolder>().ExecuteUpdateAsync(set => set.SetProperty(holder => holder.FinishedAt, (DateTimeOffset?)null), token));
        (await Listed(code)).ShouldBeFalse();
    }

    async Task<string> Accepted()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        return code;
    }

    async Task<ActCommand> Act(string code) => new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString());

    async Task ShouldHaveEnded(string code)
    {
        (await Runs(code)).ShouldBeFalse();
        Dossier dossier = (await house.Dossier(code)).Dossier;
        DateTimeOffset?[] ends = await house.Read((db, token) => db.Set<DossierHolder>().Where(holder => holder.DossierId == dossier.Id).Select(holder => holder.FinishedAt).ToArrayAsync(token));
        ends.ShouldNotBeEmpty();
        ends.ShouldAllBe(end => end == dossier.FinishedAt);
        dossier.FinishedAt.ShouldNotBeNull();
    }

    async Task<bool> Runs(string code)
    {
        bool listed = await Listed(code);
        DossierStatus status = (await house.Dossier(code)).Dossier.Status;
        DossierListPage same = await house.Get<DossierList>().Read(Clerks, new(code, status, null, null), Token);
        same.Rows.ShouldHaveSingleItem().Code.ShouldBe(code);
        return listed;
    }

    // The limit of a dossier that was just taken in is days away.
    async Task<bool> Listed(string code) => (await house.Get<DossierList>().Read(Clerks, new(code, null, null, null) { Clock = ClockState.InTime }, Token)).Rows.Count == 1;

    AccessScope Clerks => AccessScope.Of(house.Walk.Cast["one-stop-clerk"]);
}
