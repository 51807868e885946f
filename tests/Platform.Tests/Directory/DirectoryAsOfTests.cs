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
        (await directory.Children(district, LastOfThreeTiers, House.Token)).Select(child => child.GsoCode).ShouldBe(["07888", "07897", "07900", "07930", "07933"]);
        (await directory.Children(district, FirstOfTwoTiers, House.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Predecessors_and_successors_are_known_both_ways()
    {
        (await directory.Successors(DirectoryIds.Agency("xa-07888"), House.Token)).Single().Key.ShouldBe("xa2025-07900");
        (await directory.Predecessors(DirectoryIds.Agency("xa2025-07900"), House.Token)).Select(agency => agency.GsoCode).ShouldBe(
            ["07888", "07897", "07900", "07930", "07933"], ignoreOrder: true);
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
