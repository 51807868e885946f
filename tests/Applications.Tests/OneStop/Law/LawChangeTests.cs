using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Law;

public sealed class LawChangeTestsOnSqlite() : LawChangeTests(StoreKind.Sqlite);

public sealed class LawChangeTestsOnPostgres() : LawChangeTests(StoreKind.Postgres);

/// <summary>The law of the day of submission decides a dossier; a change holds from its day and moves nothing that was submitted before.</summary>
public abstract class LawChangeTests(StoreKind store)
{
    const string Decision = "thu-tuc-2.000635";

    [Fact]
    public async Task A_fee_and_a_limit_that_change_from_a_day_hold_for_what_is_submitted_from_that_day_only()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2027-02-26 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, clock);
        await Publish(house, "2027-03-01", text => text
            .Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal)
            .Replace("<text>1</text>", "<text>2</text>", StringComparison.Ordinal)
            .Replace("\"in-day\"", "\"working-day\"", StringComparison.Ordinal)
            .Replace("\"15:00\"", "null", StringComparison.Ordinal));

        string before = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        clock.Advance(TimeSpan.FromDays(3));
        string after = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        // Both are accepted under the new law, on Monday 1 March.
        await house.Walk.Accept(before);
        await house.Walk.Accept(after);

        (Dossier old, Dossier changed) = ((await house.Dossier(before)).Dossier, (await house.Dossier(after)).Dossier);
        (old.Fee, changed.Fee).ShouldBe((16_000, 20_000));
        (Local(old.DueAt), Local(changed.DueAt)).ShouldBe(("2027-03-01 17:00", "2027-03-03 17:00"));
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_case_says_by_which_version_rows_inputs_and_law_fee_competence_and_limit_came()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, DemonstrationHouse.Clock("2026-11-23 09:00"));
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        string version = (await house.Get<DefinitionStore>().InForce("decision", Decision, new(2026, 11, 23), DemonstrationHouse.Token)).ShouldNotBeNull().Version;

        DeskCase found = (await house.Get<CaseReader>().Read(code, null, house.Walk.Cast["one-stop-clerk"], DemonstrationHouse.Token)).ShouldNotBeNull();

        found.Rulings.ShouldAllBe(ruling => ruling.Decision == Decision && ruling.Version == version && ruling.Day == new DateOnly(2026, 11, 23));
        found.Rulings.Select(ruling => ruling.Rules.ShouldNotBeNull().ShouldHaveSingleItem()).Select(row => (row.Table, row.RuleId, row.Number)).ShouldBe(
            [("phi_cap_ban_sao_trich_luc", "tu-2017", 2), ("tham_quyen", "tu-07-2025", 2), ("thoi_han", "thuong", 1)]);
        RulingRow fee = found.Rulings[0].Rules![0];
        fee.LegalBasis.ShouldNotBeNull().ShouldContain("281/2016/TT-BTC");
        fee.Inputs.ShouldNotBeNull()["Ngày nộp"].ShouldBe("2026-11-23");
        found.Limit.ShouldBe(TimeLimit.InDay(new(15, 0)));
    }

    [Fact]
    public async Task A_procedure_that_was_published_before_its_facts_moved_into_the_decision_is_still_read()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        string old = File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, "procedures", "2.000635.json"))
            .Replace("\"copiesOfDossier\": 1,", "\"copiesOfDossier\": 1, \"timeLimit\": {\"value\": 3}, \"fees\": {\"rows\": []}, \"competence\": [],", StringComparison.Ordinal);
        await house.Get<UnitOfWork>().Execute<bool>(
            new Operation("test.publish", Actor.System),
            async (work, token) => await DefinitionStore.Publish(work, ProcedureCatalogue.Kind, "2.000635", old, new(2016, 1, 1), null, token),
            DemonstrationHouse.Token);

        (await house.Walk.Submit(await house.Walk.Draft())).Code.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("\"tong_phi\"", "\"tong_tien\"", "tong_phi")]
    [InlineData("\"15:00\"", "null", "1")]
    public async Task A_decision_that_leaves_open_what_every_procedure_needs_is_not_published(string what, string instead, string field)
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);

        ImportResult result = await Import(house, "2027-03-01", text => text.Replace(what, instead, StringComparison.Ordinal));

        result.Problems.ShouldHaveSingleItem().Field.ShouldBe(field);
        result.Counts.ShouldBe(default);
    }

    internal static async Task Publish(DemonstrationHouse house, string day, Func<string, string> change) => (await Import(house, day, change)).Problems.ShouldBeEmpty();

    static async Task<ImportResult> Import(DemonstrationHouse house, string day, Func<string, string> change)
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-law-").FullName;
        string file = Path.Combine(folder, $"{Decision}@{day}.dmn");
        string text = File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, "decisions", $"{Decision}.dmn"));
        change(text).ShouldNotBe(text);
        await File.WriteAllTextAsync(file, change(text).Replace("vl:validFrom=\"2016-01-01\"", $"vl:validFrom=\"{day}\"", StringComparison.Ordinal), DemonstrationHouse.Token);
        ImportResult result = await ProvinceLoader.Verbs(house.Get<RoomCatalog>()).Single(verb => verb.Name == "decisions").Run(house.Services, file, DemonstrationHouse.Token);
        System.IO.Directory.Delete(folder, recursive: true);
        return result;
    }

    static string? Local(DateTimeOffset? instant) => instant?.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
