using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.Platform.Tests.Identity;
using Xunit;

namespace VanLang.Platform.Tests.Directory;

public sealed class DirectoryAsOfTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    static readonly DateOnly LastOfThreeTiers = new(2025, 6, 30);
    static readonly DateOnly FirstOfTwoTiers = new(2025, 7, 1);

    readonly DirectoryQueries directory = shared.House.Get<DirectoryQueries>();

    [Fact]
    public async Task One_commune_code_is_governed_by_another_committee_after_the_merger()
    {
        (await directory.CompetentAgency("07900", LastOfThreeTiers, House.Token))!.Name.ShouldBe("Ủy ban nhân dân phường Gia Cẩm");
        (await directory.CompetentAgency("07900", FirstOfTwoTiers, House.Token))!.Name.ShouldBe("Ủy ban nhân dân phường Việt Trì");
        (await directory.CompetentAgency("07888", LastOfThreeTiers, House.Token))!.Key.ShouldBe("xa-07888");
        (await directory.CompetentAgency("07888", FirstOfTwoTiers, House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_code_that_lives_on_names_the_agency_of_the_day_in_either_form()
    {
        (await directory.AgencyByCode("H44", LastOfThreeTiers, House.Token))!.Key.ShouldBe("ubnd-tinh");
        (await directory.AgencyByCode("000.00.00.H44", FirstOfTwoTiers, House.Token))!.Key.ShouldBe("ubnd-tinh-2025");
        (await directory.AgencyByCode("148.00.00.H44", FirstOfTwoTiers, House.Token))!.Id.ShouldBe(DirectoryIds.Agency("xa2025-07900"));
        (await directory.AgencyByCode("H44.21", FirstOfTwoTiers, House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_district_is_there_until_its_last_day_and_known_for_old_papers_for_ever()
    {
        Guid district = DirectoryIds.Agency("huyen-227");
        (await directory.NameOf(district, LastOfThreeTiers, House.Token)).ShouldBe("Ủy ban nhân dân thành phố Việt Trì");
        (await directory.NameOf(district, FirstOfTwoTiers, House.Token)).ShouldBeNull();
        (await directory.Agency(district, FirstOfTwoTiers, House.Token)).ShouldBeNull();
        (await directory.AgencyOfAnyDay(district, House.Token))!.ValidTo.ShouldBe(FirstOfTwoTiers);
        (await directory.Children(district, LastOfThreeTiers, House.Token)).Count.ShouldBe(20);
        (await directory.Children(district, FirstOfTwoTiers, House.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Predecessors_and_successors_are_known_both_ways()
    {
        (await directory.Successors(DirectoryIds.Agency("xa-07888"), House.Token)).Single().Key.ShouldBe("xa2025-07900");
        (await directory.Predecessors(DirectoryIds.Agency("xa2025-07900"), House.Token)).Select(agency => agency.GsoCode).ShouldBe(
            ["227", "07888", "07897", "07900", "07930", "07933"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_to_an_old_code_reaches_who_answers_for_it_today()
    {
        AgencySuccessions successions = shared.House.Get<AgencySuccessions>();
        DateOnly october2016 = new(2016, 10, 3);
        DateOnly today = new(2026, 11, 23);

        CodeRoute ward = (await successions.Route("000.01.21.H44", october2016, today, House.Token))!;
        (ward.Code, ward.Holder.Key, ward.IsClosed).ShouldBe(("H44.21.01", "xa-07888", false));
        ward.Receivers.Select(agency => agency.Key).ShouldBe(["xa2025-07900"]);

        // Sent today to the code of a commune that was dissolved in 2020: through its successor of 2020 to the one of 2025.
        CodeRoute dissolved = (await successions.Route("23.21.H44", today, today, House.Token))!;
        (dissolved.Holder.Key, dissolved.IsClosed).ShouldBe(("xa-09622", true));
        dissolved.Receivers.Single().Key.ShouldBe("xa2025-07900");
        (await successions.Route("H44.21.23", today, new(2021, 1, 1), House.Token))!.Receivers.Single().Key.ShouldBe("xa-07933");

        (await successions.Route("H44", october2016, today, House.Token))!.Receivers.Single().Key.ShouldBe("ubnd-tinh-2025");
        (await successions.Route("H44.08", october2016, today, House.Token))!.Receivers.Single().Name.ShouldBe("Sở Xây dựng");
        CodeRoute district = (await successions.Route("H44.21", october2016, today, House.Token))!;
        district.Receivers.Select(agency => agency.Name).ShouldContain("Ủy ban nhân dân phường Việt Trì");
        district.Receivers.Count.ShouldBeGreaterThan(1);
        (await directory.Details(district.Holder.Id, House.Token))!.SplitLabel.ShouldBe("Giả định");
        (await successions.Route("H44.99", october2016, today, House.Token)).ShouldBeNull();
        (await successions.Route("H44.148", october2016, today, House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Open_work_of_whole_predecessors_is_the_successors_own_that_of_a_divided_one_is_not()
    {
        AgencySuccessions successions = shared.House.Get<AgencySuccessions>();
        List<string> keys = [.. (await successions.WholePredecessors(DirectoryIds.Agency("xa2025-07900"), FirstOfTwoTiers, House.Token)).Select(agency => agency.Key)];
        keys.ShouldBe(["xa-07888", "xa-07897", "xa-07900", "xa-07930", "xa-07933", "xa-09622"], ignoreOrder: true);
        (await successions.WholePredecessors(DirectoryIds.Agency("xa-07933"), LastOfThreeTiers, House.Token)).Single().Key.ShouldBe("xa-09622");
        (await successions.WholePredecessors(DirectoryIds.Agency("xa2025-07900"), LastOfThreeTiers, House.Token)).ShouldHaveSingleItem().Key.ShouldBe("xa-09622");
    }

    [Fact]
    public async Task A_place_in_the_directory_is_told_from_the_province_down()
    {
        (await directory.Path(DirectoryIds.Agency("xa-07888"), LastOfThreeTiers, House.Token)).Select(agency => agency.Key).ShouldBe(["ubnd-tinh", "huyen-227", "xa-07888"]);
        (await directory.Path(DirectoryIds.Agency("xa2025-07900"), FirstOfTwoTiers, House.Token)).Select(agency => agency.Key).ShouldBe(["ubnd-tinh-2025", "xa2025-07900"]);
        (await directory.Path(DirectoryIds.Agency("xa-07888"), FirstOfTwoTiers, House.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_takes_dossiers_in_on_both_days()
    {
        (await directory.AgenciesWith("one-stop-clerk", [AgencyLevel.Commune], new(2016, 10, 3), House.Token)).Select(agency => agency.Place).ShouldBe(["Dữu Lâu", "Tứ Xã"]);
        (await directory.AgenciesWith("one-stop-clerk", [AgencyLevel.Commune], FirstOfTwoTiers, House.Token)).Select(agency => agency.Place).ShouldBe(["Việt Trì", "Phùng Nguyên"]);
        (await directory.Deputies(DirectoryIds.Agency("xa2025-07900"), FirstOfTwoTiers, House.Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_official_holds_the_post_of_the_day()
    {
        Guid clerk = DirectoryIds.Person("CB090");
        PositionRecord before = (await directory.PositionsOf(clerk, LastOfThreeTiers, House.Token)).Single();
        PositionRecord after = (await directory.PositionsOf(clerk, FirstOfTwoTiers, House.Token)).Single();
        before.AgencyName.ShouldBe("Ủy ban nhân dân phường Dữu Lâu");
        before.UnitName.ShouldBe("Văn phòng - Thống kê");
        after.AgencyName.ShouldBe("Ủy ban nhân dân phường Việt Trì");
        after.Title.ShouldBe("Văn thư");
        (await directory.PositionsOf(DirectoryIds.Person("CB001"), FirstOfTwoTiers, House.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Holders_of_a_role_are_found_by_agency_and_by_unit()
    {
        Guid ward = DirectoryIds.Agency("xa2025-07900");
        UnitRecord desk = (await directory.Units(ward, FirstOfTwoTiers, House.Token)).Single(unit => unit.Kind == "one-stop");
        (await directory.Holders(ward, "leader", FirstOfTwoTiers, House.Token)).Single().PersonName.ShouldBe("Phạm Quốc Trung");
        (await directory.Holders(ward, "leader", LastOfThreeTiers, House.Token)).ShouldBeEmpty();
        (await directory.Holders(desk.Id, "one-stop-clerk", FirstOfTwoTiers, House.Token)).Select(holder => holder.PersonId)
            .ShouldBe([DirectoryIds.Person("CB044"), DirectoryIds.Person("CB050")], ignoreOrder: true);
        (await directory.Holders(desk.Id, "leader", FirstOfTwoTiers, House.Token)).ShouldBeEmpty();
        (await directory.Unit(desk.Id, House.Token))!.Name.ShouldBe("Trung tâm Phục vụ hành chính công");
    }
}
