using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>Another agency is asked by a numbered letter while the officer goes on; the site is inspected.</summary>
public sealed class OpinionAndInspectionTests
{
    const string Then = "2016-10-03 08:00";
    const string Today = "2026-11-23 08:00";

    [Fact]
    public async Task In_2016_the_police_are_asked_and_the_criminal_record_waits_for_them()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Then);
        string code = await walk.File("3.000333", "stp", ShapeAnswers.Record);
        (await walk.Dossier(code)).Dossier.Fee.ShouldBe(205_000);
        await walk.Go(code, ShapeAnswers.RecordResult, silent: true);

        // The officer is done; the police have five working days and are silent.
        OpinionRequest asked = (await walk.Dossier(code)).Opinions.ShouldHaveSingleItem();
        asked.Number.ShouldBe("01/CV-LYK");
        asked.AskedAgencyId.ShouldBe((await walk.Agency("ca-tinh")).Id);
        ShapeWalk.Local(asked.DueAt).ShouldBe("2016-10-10 17:00");
        await walk.Wait(asked.DueAt - walk.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        (await walk.Dossier(code)).Opinions[0].State.ShouldBe(OpinionState.Overdue);

        await walk.Go(code, ShapeAnswers.RecordResult);

        OpinionRequest answered = (await walk.Dossier(code)).Opinions[0];
        answered.State.ShouldBe(OpinionState.Answered);
        answered.IsLate.ShouldBeTrue();
        answered.AnswerNumber.ShouldBe("12/CAT-PV06");
        walk.Done.ShouldBe(
        [
            "stp accept", "stp request-opinion", "stp check", "ca-tinh answer-opinion", "stp prepare", "stp review", "stp sign", "stp issue", "stp return",
        ]);
        await ShapeJourneyTests.Returned(walk, code, due: "2016-10-13 17:00");
        (await walk.Dossier(code)).Papers.ShouldContain(paper => paper.Kind == PaperKind.OpinionLetter);
    }

    [Fact]
    public async Task Today_the_former_commune_of_residence_is_asked()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Today);
        string code = await walk.File("1.004873", "xa2025-07900", ShapeAnswers.Marriage("07900", former: "08521"));
        await walk.Go(code, ShapeAnswers.MarriageResult);

        walk.Done.ShouldContain("xa2025-08521 answer-opinion");
        OpinionRequest request = (await walk.Dossier(code)).Opinions.ShouldHaveSingleItem();
        request.State.ShouldBe(OpinionState.Answered);
        request.IsLate.ShouldBeFalse();
        // 23 working days instead of 3; 24 November 2026 is a day off.
        await ShapeJourneyTests.Returned(walk, code, due: "2026-12-25 17:00");
    }

    [Fact]
    public async Task Without_a_former_residence_nobody_is_asked()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Today);
        string code = await walk.File("1.004873", "xa2025-07900", ShapeAnswers.Marriage("07900", former: null));
        await walk.Go(code, ShapeAnswers.MarriageResult);

        (await walk.Dossier(code)).Opinions.ShouldBeEmpty();
        await ShapeJourneyTests.Returned(walk, code, due: "2026-11-27 17:00");
    }

    [Theory]
    [InlineData(Then, "huyen-227", "07888", "xa-07888")]
    [InlineData(Today, "xa2025-07900", "07900", "ca-tinh-2025")]
    public async Task A_building_permit_is_inspected_and_the_other_agency_answers(string day, string competent, string place, string asked)
    {
        await using ShapeWalk walk = await ShapeWalk.On(day);
        string code = await walk.File("1.013225", competent, ShapeAnswers.Building(place));
        (await walk.Dossier(code)).Dossier.Fee.ShouldBe(75_000);
        await walk.Go(code, ShapeAnswers.BuildingResult);

        walk.Done.ShouldContain($"{asked} answer-opinion");
        walk.Done.ShouldContain($"{competent} record-inspection");
        DossierFile file = await walk.Dossier(code);
        file.Inspection.ShouldNotBeNull().Outcome.ShouldBe(InspectionOutcome.AsDeclared);
        file.Photos.Count.ShouldBe(1);
        file.Papers.ShouldContain(paper => paper.Kind == PaperKind.InspectionMinutes);
        await ShapeJourneyTests.Returned(walk, code, due: null);
    }

    [Fact]
    public async Task Silence_of_twelve_days_counts_as_consent_and_a_late_answer_is_kept_as_late()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Today);
        string code = await walk.File("1.013225", "xa2025-07900", ShapeAnswers.Building("07900"));
        await walk.Go(code, ShapeAnswers.BuildingResult, silent: true);
        (await walk.Open(code)).ShouldHaveSingleItem().Action.ShouldBe(StepActions.AnswerOpinion);
        OpinionRequest asked = (await walk.Dossier(code)).Opinions.ShouldHaveSingleItem();
        // The twelfth calendar day after Monday 23 November is a Saturday: the next working day.
        ShapeWalk.Local(asked.DueAt).ShouldBe("2026-12-07 17:00");

        await walk.Wait(asked.DueAt - walk.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        (await walk.Dossier(code)).Opinions[0].State.ShouldBe(OpinionState.Asked);
        await walk.Wait(TimeSpan.FromMinutes(2));

        (await walk.Dossier(code)).Opinions[0].State.ShouldBe(OpinionState.SilentConsent);
        (await walk.Open(code)).ShouldHaveSingleItem().Action.ShouldBe(StepActions.Prepare);

        Actor fire = await walk.Official((await walk.Agency("ca-tinh-2025")).Id, "officer");
        Actor other = await walk.Official((await walk.Agency("xa2025-08521")).Id, "officer");
        AnswerOpinion answers = walk.House.Get<AnswerOpinion>();
        ActCommand act = new(code, (await walk.Dossier(code)).Dossier.Revision, "k1");
        OpinionAnswer answer = new(OpinionVerdict.AgreeWithConditions, "Cần lối thoát hiểm thứ hai.", null);
        (await answers.Late(act, answer, null, other, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        ShapeWalk.Ok(await answers.Late(act, answer, null, fire, DemonstrationHouse.Token));
        (await answers.Late(act with { Revision = act.Revision + 1, Key = "k2" }, answer, null, fire, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.NoOpinionAsked);

        OpinionRequest kept = (await walk.Dossier(code)).Opinions[0];
        kept.State.ShouldBe(OpinionState.SilentConsent);
        kept.IsLate.ShouldBeTrue();
        kept.Answer.ShouldBe("Cần lối thoát hiểm thứ hai.");
        await walk.Go(code, ShapeAnswers.BuildingResult);
        await ShapeJourneyTests.Returned(walk, code, due: null);
    }

    [Fact]
    public async Task Only_the_asked_agency_answers_and_who_took_the_dossier_in_sees_all_of_it()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Today);
        string code = await walk.File("1.013225", "xa2025-08521", ShapeAnswers.Building("07900"));
        await walk.Go(code, ShapeAnswers.BuildingResult, silent: true);
        DossierFile file = await walk.Dossier(code);
        WorkItem item = (await walk.Open(code)).ShouldHaveSingleItem();
        StepCommand step = new(item.Id, file.Dossier.Revision, "k1");

        Actor owner = await walk.Official((await walk.Agency("xa2025-07900")).Id, "officer");
        (await walk.House.Get<AnswerOpinion>().Handle(step, new(OpinionVerdict.Agree, "Đồng ý", null), null, owner, DemonstrationHouse.Token))
            .Failure!.Code.ShouldBe(Kernel.Errors.KernelErrors.Forbidden);

        DossierQueries dossiers = walk.House.Get<DossierQueries>();
        foreach (string agency in (string[])["xa2025-08521", "xa2025-07900", "ca-tinh-2025"])
            (await dossiers.Find(code, AccessScope.Of(await walk.Official((await walk.Agency(agency)).Id, "officer")), DemonstrationHouse.Token)).ShouldNotBeNull(agency);
        (await dossiers.Find(code, AccessScope.Of(await walk.Official((await walk.Agency("stp-2025")).Id, "officer")), DemonstrationHouse.Token)).ShouldBeNull();
        // Who is asked does not hold it.
        file.Dossier.HolderAgencyId.ShouldBe((await walk.Agency("xa2025-07900")).Id);
    }
}
