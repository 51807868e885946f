using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>
/// Each shape of work, filed, worked by the officials of its time and returned: as of 3 October 2016 in three tiers, and as of 23 November 2026 in two.
/// </summary>
public sealed class ShapeJourneyTests
{
    const string Then = "2016-10-03 08:00";
    const string Today = "2026-11-23 08:00";

    const string Ward2016 = "xa-07888";
    const string Ward = "xa2025-07900";
    const string Commune = "xa2025-08521";

    [Theory]
    [InlineData(Then, Ward2016)]
    [InlineData(Today, Ward)]
    public async Task A_certified_copy_comes_back_the_same_day(string day, string ward)
    {
        await using ShapeWalk walk = await ShapeWalk.On(day);
        string code = await walk.File("2.000815", ward, ShapeAnswers.Copy);
        (await walk.Dossier(code)).Dossier.Fee.ShouldBe(3 * (4000 + 2 * 1000));

        await walk.Go(code, ShapeAnswers.CopyResult);

        walk.Done.ShouldBe([$"{ward} accept", $"{ward} prepare", $"{ward} sign", $"{ward} issue", $"{ward} return"]);
        await Returned(walk, code, due: day[..10] + " 17:00");
    }

    [Theory]
    [InlineData(Then, "huyen-227", "07888")]
    [InlineData(Today, Ward, "07900")]
    public async Task A_household_business_is_registered_and_the_head_of_the_office_signs(string day, string competent, string place)
    {
        await using ShapeWalk walk = await ShapeWalk.On(day);
        string code = await walk.File("1.001612", competent, ShapeAnswers.Household(place));
        DossierFile file = await walk.Dossier(code);
        file.Dossier.Fee.ShouldBe(150_000);
        file.Dossier.CompetentAgencyId.ShouldBe((await walk.Agency(competent)).Id);

        await walk.Go(code, ShapeAnswers.HouseholdResult, until: "sign");
        (await walk.Open(code)).ShouldHaveSingleItem().Role.ShouldBe("head-of-unit");
        await walk.Go(code, ShapeAnswers.HouseholdResult);

        await Returned(walk, code, due: day.StartsWith("2016", StringComparison.Ordinal) ? "2016-10-06 17:00" : "2026-11-27 17:00");
    }

    [Fact]
    public async Task In_2016_the_department_exchanges_a_driving_licence_for_a_fee()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Then);
        string code = await walk.File("3.000347", "sgtvt", ShapeAnswers.Licence);
        (await walk.Dossier(code)).Dossier.Fee.ShouldBe(135_000);

        await walk.Go(code, ShapeAnswers.LicenceResult);

        walk.Done.ShouldBe(["sgtvt accept", "sgtvt prepare", "sgtvt review", "sgtvt sign", "sgtvt issue", "sgtvt return"]);
        await Returned(walk, code, due: "2016-10-10 17:00");
    }

    [Fact]
    public async Task Today_a_commune_takes_in_what_the_department_decides_and_hands_the_result_over()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Today);
        string code = await walk.File("1.000703", Commune, ShapeAnswers.Transport, returning: Ward);
        (await walk.Dossier(code)).Dossier.Fee.ShouldBe(200_000);

        await walk.Go(code, ShapeAnswers.TransportResult);

        walk.Done.ShouldBe(
        [
            $"{Commune} accept", "sxd-2025 take-over", "sxd-2025 prepare", "sxd-2025 review", "sxd-2025 sign", "sxd-2025 issue", $"{Ward} take-result", $"{Ward} return",
        ]);
        DossierFile file = await walk.Dossier(code);
        file.Dossier.ReceivingAgencyId.ShouldBe((await walk.Agency(Commune)).Id);
        file.Dossier.CompetentAgencyId.ShouldBe((await walk.Agency("sxd-2025")).Id);
        file.Dossier.ReturnAgencyId.ShouldBe((await walk.Agency(Ward)).Id);
        await Returned(walk, code, due: "2026-12-01 17:00");
    }

    [Theory]
    [InlineData(Then, Ward2016)]
    [InlineData(Today, Ward)]
    public async Task A_birth_is_entered_in_the_ministrys_register(string day, string ward)
    {
        await using ShapeWalk walk = await ShapeWalk.On(day);
        string code = await walk.File("1.001193", ward, ShapeAnswers.Birth);

        await walk.Go(code, BirthResult);

        walk.Done.ShouldBe([$"{ward} accept", $"{ward} prepare", $"{ward} outside-system", $"{ward} sign", $"{ward} issue", $"{ward} return"]);
        (await walk.Dossier(code)).Dossier.OutsideNumber.ShouldBe("15/2026");
        await Returned(walk, code, due: null);
    }

    static Dictionary<string, AnswerValue?> BirthResult { get; } = new()
    {
        ["kq_so_dang_ky"] = new TextAnswer("15/2026"),
        ["kq_ngay_dang_ky"] = new DateAnswer(new DateOnly(2016, 10, 3)),
        ["kq_so_phoi"] = new TextAnswer("AB 123456"),
        ["kq_so_dinh_danh"] = new TextAnswer("025316000123"),
    };

    internal static async Task Returned(ShapeWalk walk, string code, string? due)
    {
        DossierFile file = await walk.Dossier(code);
        file.Dossier.Status.ShouldBe(DossierStatus.ResultReturned);
        file.Dossier.ResultNumber.ShouldNotBeNull();
        if (due is not null)
            ShapeWalk.Local(file.Dossier.DueAt).ShouldBe(due);
        await walk.House.Settle();
        (await walk.Dossier(code)).Papers.ShouldAllBe(paper => paper.FileId != null);
        (await walk.House.Verify()).ShouldBeEmpty();
    }
}
