using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>Whose the open work of a desk is.</summary>
public sealed class AssignmentTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly DemonstrationHouse house = shared.House;

    Actor Officer => house.Walk.Cast["officer"];

    Actor Colleague => Officer with { AccountId = Guid.NewGuid(), PersonId = Guid.NewGuid(), PositionId = Guid.NewGuid(), Name = "Người cùng phòng" };

    Actor Leader => house.Walk.Cast["leader"];

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task Of_two_who_take_the_same_work_one_has_it_and_the_other_is_told_whose_it_is()
    {
        (string code, WorkItem item) = await AtOfficer();
        Actor[] people = [Officer, Colleague];
        int revision = (await house.Dossier(code)).Dossier.Revision;

        Outcome<StepDone>[] outcomes = await Task.WhenAll(people.Select((actor, i) => Task.Run(() =>
            house.Get<ClaimWork>().Handle(new(code, revision, $"claim-{code}-{i}"), item.Id, actor, Token))));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        Actor loser = people[outcomes[0].Succeeded ? 1 : 0];
        Actor winner = people[outcomes[0].Succeeded ? 0 : 1];
        Outcome<StepDone> late = await Claim(code, item, loser);
        late.Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.AssignedToOther);
        late.Failure.Arguments[0].ShouldBeOfType<string>().ShouldStartWith(winner.Name);
        (await house.Get<CaseReader>().Read(code, null, loser, Token)).ShouldNotBeNull().Mine.ShouldBeNull();
        (await house.Get<CaseReader>().Read(code, null, winner, Token)).ShouldNotBeNull().Mine.ShouldNotBeNull();
    }

    [Fact]
    public async Task Work_that_somebody_has_is_done_by_nobody_else_until_it_is_given_back()
    {
        (string code, WorkItem item) = await AtOfficer();
        (await Claim(code, item, Officer)).Succeeded.ShouldBeTrue();
        Actor colleague = Colleague;

        (await Refuse(code, item, colleague)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.AssignedToOther);
        (await Release(code, item, colleague)).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        // Who stands in for the absent officer does the work in that name.
        (await house.Get<CaseReader>().Read(code, null, colleague with { OnBehalfOf = Officer.PositionId }, Token)).ShouldNotBeNull().Mine.ShouldNotBeNull();
        (await Release(code, item, Officer)).Succeeded.ShouldBeTrue();
        (await Refuse(code, item, colleague)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_head_gives_work_to_a_person_who_holds_the_role_and_takes_it_back()
    {
        (string code, WorkItem item) = await AtOfficer();
        AssignWork assign = house.Get<AssignWork>();

        (await assign.Handle(await Act(code), item, Leader.PositionId!.Value, Leader, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.AssigneeMissing);
        (await assign.Handle(await Act(code), item, Officer.PositionId!.Value, Officer, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await assign.Handle(await Act(code), item, Officer.PositionId!.Value, Leader with { AgencyId = Guid.NewGuid(), UnitId = null }, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.NotFound);
        (await assign.Handle(await Act(code), item, Officer.PositionId!.Value, Leader, Token)).Succeeded.ShouldBeTrue();

        (await Rows(Officer, WorkShare.Mine)).ShouldContain(code);
        (await Rows(Officer, WorkShare.Unassigned)).ShouldNotContain(code);
        (await Rows(Leader, WorkShare.Agency)).ShouldContain(code);
        // Nobody sees the whole agency's work without the power to assign it.
        (await Rows(Officer, WorkShare.Agency)).ShouldBe(await Rows(Officer, WorkShare.Desk));
        WorkItem given = await Item(code);
        given.AssigneeId.ShouldBe(Officer.PositionId);
        (await Release(code, given, Leader)).Succeeded.ShouldBeTrue();
        (await Rows(Officer, WorkShare.Unassigned)).ShouldContain(code);
        DeskCase seen = (await house.Get<CaseReader>().Read(code, null, Leader, Token)).ShouldNotBeNull();
        seen.Acts.Select(act => act.Type).TakeLast(2).ShouldBe([AssignWork.EventType, ReleaseWork.EventType]);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_case_says_who_held_it_how_long_and_who_may_act_next_by_which_process()
    {
        (string code, WorkItem item) = await AtOfficer();

        DeskCase seen = (await house.Get<CaseReader>().Read(code, null, house.Walk.Cast["one-stop-clerk"], Token)).ShouldNotBeNull();

        seen.Place.Holds.Select(hold => hold.Step).ShouldBe(["Tiếp nhận, kiểm tra hồ sơ", item.Name]);
        seen.Place.Holds[0].By.ShouldNotBeNull().ShouldStartWith(house.Walk.Cast["one-stop-clerk"].Name);
        seen.Place.Holds[1].To.ShouldBeNull();
        seen.Place.Process.ShouldNotBeNull().Key.ShouldBe(seen.Procedure.Process);
        seen.Candidates[item.Id].Select(person => person.PersonId).ShouldContain(Officer.PersonId!.Value);
    }

    async Task<(string Code, WorkItem Item)> AtOfficer()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        return (code, await Item(code));
    }

    async Task<WorkItem> Item(string code)
    {
        Guid id = (await house.Dossier(code)).Dossier.Id;
        return await house.Read((db, token) => db.Set<WorkItem>().SingleAsync(item => item.SubjectId == id, token));
    }

    async Task<List<string>> Rows(Actor actor, WorkShare share)
    {
        List<string> codes = [];
        InboxFilter filter = new(null, null, null, null, null, null) { Share = share };
        for (KeysetCursor? after = null; ;)
        {
            InboxPageOfRows page = await house.Get<Inbox>().Read(actor, filter with { After = after }, Token);
            codes.AddRange(page.Rows.Select(row => row.Code));
            if ((after = page.Later) is not null)
                continue;
            // The numbers beside the rows are those of the rows.
            page.Sum.All.ShouldBe(codes.Count);
            (share switch { WorkShare.Mine => page.Shares.Mine, WorkShare.Unassigned => page.Shares.Unassigned, WorkShare.Agency => page.Shares.Agency ?? page.Shares.Desk, _ => page.Shares.Desk }).ShouldBe(codes.Count);
            return codes;
        }
    }

    async Task<ActCommand> Act(string code) => new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString());

    async Task<Outcome<StepDone>> Claim(string code, WorkItem item, Actor actor) => await house.Get<ClaimWork>().Handle(await Act(code), item.Id, actor, Token);

    async Task<Outcome<StepDone>> Release(string code, WorkItem item, Actor actor) => await house.Get<ReleaseWork>().Handle(await Act(code), item.Id, actor, Token);

    async Task<Outcome<StepDone>> Refuse(string code, WorkItem item, Actor actor) => await house.Get<RefuseDossier>().Handle(
        new(item.Id, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString()), "Không đủ điều kiện", "Luật Hộ tịch 60/2014/QH13", actor, Token);
}
