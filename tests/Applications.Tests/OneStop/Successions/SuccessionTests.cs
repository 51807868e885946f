using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Shapes;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;
using VanLang.OneStop;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Successions;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Applications.Tests.OneStop.Successions.EndedAgencies;

namespace VanLang.Applications.Tests.OneStop.Successions;

/// <summary>Work that was open when its agency ended goes on at those that took over.</summary>
public sealed class SuccessionTests : IAsyncLifetime
{
    ShapeWalk walk = null!;

    static CancellationToken Token => DemonstrationHouse.Token;

    public async ValueTask InitializeAsync() => walk = await ShapeWalk.On(Before);

    public ValueTask DisposeAsync() => walk.DisposeAsync();

    [Fact]
    public async Task Open_dossiers_of_a_merged_ward_go_on_at_its_successor_with_code_and_due_time_and_those_of_the_ward_see_them_no_more()
    {
        string submitted = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        string accepted = await walk.File("1.001193", Ward, ShapeAnswers.Birth);
        await walk.Go(accepted, ShapeAnswers.CopyResult, until: StepActions.Prepare);
        string returned = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        await walk.Go(returned, ShapeAnswers.CopyResult);
        Dossier before = (await walk.Dossier(accepted)).Dossier;
        walk.EndAgencies();
        Actor oldClerk = await walk.OldOfficial(Ward, CandidateRoles.OneStopClerk);
        Actor newClerk = await walk.Official(IdOf(Successor), CandidateRoles.OneStopClerk);
        (await walk.Sees(oldClerk, submitted)).ShouldBeTrue();
        (await walk.Sees(newClerk, submitted)).ShouldBeFalse();

        SuccessionView dry = await walk.Look(Ward);
        dry.Lines.Select(line => line.Code).ShouldBe([submitted, accepted], ignoreOrder: true);
        dry.Lines.ShouldAllBe(line => line.To == IdOf(Successor));
        (await walk.Dossier(submitted)).Dossier.HolderAgencyId.ShouldBe(IdOf(Ward), "a dry run changes nothing");
        await walk.Move(Ward);

        (await walk.Look(Ward)).Counts.ShouldBe(new(0, 0, 0));
        foreach (string code in new[] { submitted, accepted })
        {
            (await walk.Sees(oldClerk, code)).ShouldBeFalse();
            (await walk.Sees(newClerk, code)).ShouldBeTrue();
            (await walk.Open(code)).ShouldAllBe(item => item.AgencyId == IdOf(Successor));
        }

        Dossier after = (await walk.Dossier(accepted)).Dossier;
        (after.Code, after.DueAt, after.Status, after.Clock).ShouldBe((before.Code, before.DueAt, before.Status, before.Clock));
        (after.ReceivingAgencyId, after.CompetentAgencyId, after.ReturnAgencyId, after.HolderAgencyId).ShouldBe((IdOf(Successor), IdOf(Successor), IdOf(Successor), IdOf(Successor)));
        (await walk.Dossier(returned)).Dossier.ReceivingAgencyId.ShouldBe(IdOf(Ward), "what is finished stays where it was");
        // The successor's people do the rest.
        await walk.Go(submitted, ShapeAnswers.CopyResult);
        walk.Done[^5..].ShouldBe([.. new[] { "accept", "prepare", "sign", "issue", "return" }.Select(step => $"{Successor} {step}")]);
        await walk.House.Settle();
        (await walk.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_move_stands_once_in_record_case_page_and_the_citizens_timeline()
    {
        string code = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        walk.EndAgencies();
        await walk.Move(Ward);

        Dossier dossier = (await walk.Dossier(code)).Dossier;
        IReadOnlyList<TimelineEvent> events = await walk.House.Read((db, token) => RecordTimeline.Of(db, dossier.Subject, token));
        TimelineEvent moved = events.Where(happened => happened.Type == MoveDossier.EventType).ShouldHaveSingleItem();
        MovedBetween between = MoveDossier.Read(moved).ShouldNotBeNull();
        (between.From, between.To).ShouldBe((IdOf(Ward), IdOf(Successor)));
        between.By.ShouldStartWith((await walk.Administrator()).Name);
        DeskCase seen = (await walk.House.Get<CaseReader>().Read(code, null, await walk.Official(IdOf(Successor), CandidateRoles.OneStopClerk), Token)).ShouldNotBeNull();
        seen.Acts[^1].Reason.ShouldNotBeNull().ShouldStartWith("Từ Ủy ban nhân dân phường Dữu Lâu sang Ủy ban nhân dân phường Việt Trì.");
        // Confirmed again, there is nothing left to do.
        await walk.Move(Ward);
        (await walk.Dossier(code)).Dossier.Revision.ShouldBe(dossier.Revision);
    }

    [Fact]
    public async Task Of_several_successors_the_one_that_governs_the_place_gets_it_and_where_no_place_is_named_a_person_chooses()
    {
        string placed = await walk.File("1.001612", District, ShapeAnswers.Household("07888"));
        string elsewhere = await walk.File("1.001612", District, ShapeAnswers.Household("07894"));
        // Taken in for another district: its place lies in the area of none that took over from this one.
        string unplaced = await walk.File("1.001612", District, ShapeAnswers.Household("08536"));
        walk.EndAgencies();

        SuccessionView dry = await walk.Look(District);
        dry.Successors.Count.ShouldBe(5);
        Dictionary<string, Guid?> goes = dry.Lines.ToDictionary(line => line.Code!, line => line.To);
        goes.ShouldBe(new Dictionary<string, Guid?> { [placed] = IdOf(Successor), [elsewhere] = IdOf("xa2025-07894"), [unplaced] = null }, ignoreOrder: true);
        await walk.Move(District);
        (await walk.LastRun(District)).Undecided.ShouldBe(1);
        (await walk.Look(District)).Lines.ShouldHaveSingleItem().Code.ShouldBe(unplaced);

        ChooseSuccessor choose = walk.House.Get<ChooseSuccessor>();
        Actor administrator = await walk.Administrator();
        Guid id = (await walk.Dossier(unplaced)).Dossier.Id;
        (await choose.Handle(IdOf(District), [new(SuccessionSubject.Dossier, id, IdOf("xa2025-08521"))], "other", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.WrongChoice, "it did not take over from the district");
        (await choose.Handle(IdOf(District), [new(SuccessionSubject.Dossier, Guid.NewGuid(), IdOf("xa2025-07909"))], "unknown", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.WrongChoice);
        ShapeWalk.Ok(await choose.Handle(IdOf(District), [new(SuccessionSubject.Dossier, id, IdOf("xa2025-07909"))], "chosen", administrator, Token));
        (await walk.Look(District)).Lines.ShouldHaveSingleItem().ChosenBy.ShouldNotBeNull();
        await walk.Move(District);

        Dossier chosen = (await walk.Dossier(unplaced)).Dossier;
        (chosen.ReceivingAgencyId, chosen.CompetentAgencyId).ShouldBe((IdOf("xa2025-07909"), IdOf("huyen-237")));
        (await walk.Look(District)).Counts.Dossiers.ShouldBe(0);
        await walk.House.Settle();
        (await walk.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_that_was_given_to_somebody_stays_theirs_in_the_successor_and_is_nobodys_where_they_left()
    {
        string kept = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        string left = await walk.File("1.001612", District, ShapeAnswers.Household("07894"));
        await Claim(kept, Ward);
        await Claim(left, District);
        walk.EndAgencies();
        await walk.Move(Ward);
        await walk.Move(District);

        WorkItem mine = (await walk.Open(kept)).ShouldHaveSingleItem();
        PositionRecord now = (await walk.House.Get<DirectoryQueries>().Position(mine.AssigneeId.ShouldNotBeNull(), Token)).ShouldNotBeNull();
        now.AgencyId.ShouldBe(IdOf(Successor));
        now.PersonId.ShouldBe((await walk.OldOfficial(Ward, CandidateRoles.OneStopClerk)).PersonId!.Value);
        (await walk.Open(left)).ShouldHaveSingleItem().AssigneeId.ShouldBeNull("the district's clerk works in another ward now");

        await walk.Undo(Ward);
        (await walk.Open(kept)).ShouldHaveSingleItem().AssigneeId.ShouldBe((await walk.OldOfficial(Ward, CandidateRoles.OneStopClerk)).PositionId);
    }

    [Fact]
    public async Task What_nobody_has_worked_on_is_brought_back_whole_and_may_go_elsewhere()
    {
        string untouched = await walk.File("1.001612", District, ShapeAnswers.Household("07888"));
        string touched = await walk.File("1.001612", District, ShapeAnswers.Household("07888"));
        Dossier before = (await walk.Dossier(untouched)).Dossier;
        walk.EndAgencies();
        await walk.Move(District);
        await walk.Go(touched, ShapeAnswers.HouseholdResult, until: StepActions.Prepare);

        await walk.Undo(District);

        Dossier back = (await walk.Dossier(untouched)).Dossier;
        (back.ReceivingAgencyId, back.CompetentAgencyId, back.ReturnAgencyId, back.HolderAgencyId).ShouldBe((before.ReceivingAgencyId, before.CompetentAgencyId, before.ReturnAgencyId, before.HolderAgencyId));
        (await walk.Open(untouched)).ShouldAllBe(item => item.AgencyId == IdOf(District));
        (await walk.Sees(await walk.OldOfficial(District, CandidateRoles.OneStopClerk), untouched)).ShouldBeTrue();
        (await walk.Sees(await walk.Official(IdOf(Successor), CandidateRoles.OneStopClerk), untouched)).ShouldBeFalse();
        (await walk.Dossier(touched)).Dossier.CompetentAgencyId.ShouldBe(IdOf(Successor), "its officials have begun");
        (await walk.Look(District)).Lines.ShouldHaveSingleItem().Code.ShouldBe(untouched);

        ShapeWalk.Ok(await walk.House.Get<ChooseSuccessor>().Handle(IdOf(District), [new(SuccessionSubject.Dossier, back.Id, IdOf("xa2025-07909"))], "again", await walk.Administrator(), Token));
        await walk.Move(District);
        (await walk.Dossier(untouched)).Dossier.CompetentAgencyId.ShouldBe(IdOf("xa2025-07909"));
        await walk.House.Settle();
        (await walk.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_draft_at_the_counter_goes_on_in_the_successor_for_who_began_it_and_for_a_colleague_who_takes_it()
    {
        (Guid draft, Actor clerk) = await walk.CounterDraft(Ward);
        walk.EndAgencies();
        (await walk.Look(Ward, SuccessionRows.Drafts)).Lines.ShouldHaveSingleItem().To.ShouldBe(IdOf(Successor));
        await walk.Move(Ward);

        (await walk.House.Get<DraftQueries>().Find(draft, clerk, Token)).ShouldNotBeNull().Draft.ReceivingAgencyId.ShouldBe(IdOf(Successor));
        TakeDraft take = walk.House.Get<TakeDraft>();
        List<PositionRecord> clerks = await walk.House.Get<DirectoryQueries>().Holders(IdOf(Successor), CandidateRoles.OneStopClerk, new DateOnly(2025, 7, 2), Token);
        Actor colleague = (await walk.Official(IdOf(Successor), CandidateRoles.OneStopClerk)) with { AccountId = Guid.NewGuid(), PersonId = clerks[^1].PersonId };
        Actor stranger = colleague with { AccountId = Guid.NewGuid(), AgencyId = IdOf("xa2025-08521") };
        (await take.Offered(stranger, Token)).ShouldBeEmpty();
        (await take.Handle(draft, "a", stranger, Token)).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        (await take.Handle(draft, "b", colleague with { Permissions = new HashSet<string>() }, Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await take.Offered(colleague, Token)).ShouldHaveSingleItem().Id.ShouldBe(draft);
        ShapeWalk.Ok(await take.Handle(draft, "c", colleague, Token));

        (await walk.House.Get<DraftQueries>().Find(draft, colleague, Token)).ShouldNotBeNull();
        (await walk.House.Get<DraftQueries>().Find(draft, clerk, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_has_the_permission_lists_chooses_moves_and_brings_back_and_only_for_agencies_that_have_ended()
    {
        string code = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        Actor administrator = await walk.Official(IdOf("vp-ubnd"), "admin");
        StartSuccession start = walk.House.Get<StartSuccession>();
        (await start.Handle(IdOf(Ward), "early", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.NotEnded);
        walk.EndAgencies();
        administrator = await walk.Administrator();
        Guid dossier = (await walk.Dossier(code)).Dossier.Id;
        foreach (Actor actor in new[] { await walk.Official(IdOf(Successor), CandidateRoles.Leader), await walk.Official(IdOf(Successor), CandidateRoles.OneStopClerk), walk.House.Walk.Cast["citizen"], Actor.Nobody })
        {
            (await walk.House.Get<SuccessionReader>().Ended(actor, Token)).ShouldBeEmpty();
            (await walk.House.Get<SuccessionReader>().Read(Ward, SuccessionRows.Dossiers, Guid.Empty, actor, Token)).ShouldBeNull();
            (await start.Handle(IdOf(Ward), "k", actor, Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
            (await walk.House.Get<ChooseSuccessor>().Handle(IdOf(Ward), [new(SuccessionSubject.Dossier, dossier, IdOf(Successor))], "k", actor, Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
            (await walk.House.Get<UndoSuccession>().Handle(Guid.NewGuid(), "k", actor, Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        }

        EndedAgency ended = (await walk.House.Get<SuccessionReader>().Ended(administrator, Token)).ShouldHaveSingleItem();
        (ended.Agency.Key, ended.Dossiers, ended.Work, ended.Drafts).ShouldBe((Ward, 1, 1, 0));
        (await walk.House.Get<SuccessionReader>().Read(Successor, SuccessionRows.Dossiers, Guid.Empty, administrator, Token)).ShouldBeNull("it is alive");
        (await start.Handle(IdOf(Successor), "alive", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.NotEnded);
        (await start.Handle(IdOf("kbnn"), "nobody", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.NoSuccessor);
        // One at a time, and a form sent twice begins once.
        ShapeWalk.Ok(await start.Handle(IdOf(Ward), "once", administrator, Token));
        ShapeWalk.Ok(await start.Handle(IdOf(Ward), "once", administrator, Token));
        (await start.Handle(IdOf(Ward), "twice", administrator, Token)).Failure!.Code.ShouldBe(SuccessionErrors.Running);
    }

    [Fact]
    public async Task An_agency_that_only_took_the_dossier_in_is_followed_by_its_successor_who_sees_what_becomes_of_it()
    {
        string code = await walk.File("1.001612", District, ShapeAnswers.Household("07888"), returning: Ward);
        walk.EndAgencies();
        await walk.Move(Ward);

        Dossier dossier = (await walk.Dossier(code)).Dossier;
        (dossier.ReceivingAgencyId, dossier.CompetentAgencyId, dossier.ReturnAgencyId).ShouldBe((IdOf(District), IdOf(District), IdOf(Successor)));
        (await walk.Open(code)).ShouldHaveSingleItem().AgencyId.ShouldBe(IdOf(District), "the district's part is the district's");
        await walk.Move(District);
        await walk.Go(code, ShapeAnswers.HouseholdResult);
        walk.Done[^1].ShouldBe($"{Successor} return");
    }

    [Fact]
    public async Task Where_an_operator_gives_a_move_up_the_rest_is_finished_and_the_dossier_may_be_moved_another_time()
    {
        string stuck = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        string other = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        walk.EndAgencies();
        ShapeWalk.Ok(await walk.House.Get<StartSuccession>().Handle(IdOf(Ward), "start", await walk.Administrator(), Token));
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(walk.House.Services);
        await jobs.RunDue(Token);
        Guid id = (await walk.Dossier(stuck)).Dossier.Id;
        await walk.House.Tamper($"DELETE FROM jobs WHERE kind = 'succession.move' AND id IN (SELECT id FROM succession_moves WHERE UPPER(CAST(subject_id AS TEXT)) = '{id.ToString().ToUpperInvariant()}')");
        await walk.RunJobs();

        (await walk.Dossier(other)).Dossier.HolderAgencyId.ShouldBe(IdOf(Successor));
        (await walk.Look(Ward)).Lines.ShouldHaveSingleItem().Code.ShouldBe(stuck);
        await walk.Move(Ward);
        (await walk.Dossier(stuck)).Dossier.HolderAgencyId.ShouldBe(IdOf(Successor));
    }

    [Fact]
    public async Task A_question_to_an_agency_that_has_ended_is_answered_by_its_successor()
    {
        await using ShapeWalk then = await ShapeWalk.On("2016-10-03 08:00");
        string asked = await then.File("3.000333", "stp", ShapeAnswers.Record);
        string notYet = await then.File("3.000333", "stp", ShapeAnswers.Record);
        await then.Go(asked, ShapeAnswers.RecordResult, until: StepActions.AnswerOpinion);
        then.EndAgencies();
        (await then.Look("ca-tinh")).Lines.Select(line => line.Code).ShouldBe([asked, notYet], ignoreOrder: true);

        foreach (string agency in new[] { "stp", "ca-tinh" })
            await then.Move(agency);
        await then.Go(notYet, ShapeAnswers.RecordResult, until: StepActions.Review);
        await then.Go(asked, ShapeAnswers.RecordResult, until: StepActions.Review);

        foreach (string code in new[] { asked, notYet })
        {
            OpinionRequest request = (await then.Dossier(code)).Opinions.ShouldHaveSingleItem();
            (request.AskedAgencyId, request.State).ShouldBe((IdOf("ca-tinh-2025"), OpinionState.Answered));
            (await then.Open(code)).ShouldHaveSingleItem().AgencyId.ShouldBe(IdOf("stp-2025"));
        }

        then.Done.Count(step => step == "ca-tinh-2025 answer-opinion").ShouldBe(2);
        await then.House.Settle();
        (await then.House.Verify()).ShouldBeEmpty();
    }

    async Task Claim(string code, string agency)
    {
        Actor clerk = await walk.Official(IdOf(agency), CandidateRoles.OneStopClerk);
        WorkItem item = (await walk.Open(code)).ShouldHaveSingleItem();
        ShapeWalk.Ok(await walk.House.Get<ClaimWork>().Handle(new(code, (await walk.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString()), item.Id, clerk, Token));
    }
}
