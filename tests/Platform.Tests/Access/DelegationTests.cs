using System.Net;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Access.Delegations;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.Platform.Tests.Identity;
using Xunit;

namespace VanLang.Platform.Tests.Access;

public sealed class DelegationTestsOnSqlite() : DelegationTests(StoreKind.Sqlite);

public sealed class DelegationTestsOnPostgres() : DelegationTests(StoreKind.Postgres);

/// <summary>The chairman of Việt Trì ward gives powers for two weeks to a head of unit of the ward.</summary>
public abstract class DelegationTests(StoreKind store) : IAsyncLifetime
{
    static readonly DateOnly Today = new(2026, 11, 23);
    static readonly DateOnly End = new(2026, 12, 7);
    static readonly Guid Ward = DirectoryIds.Agency("xa2025-07900");

    House house = null!;
    PositionRecord chairman = null!;
    PositionRecord head = null!;
    Actor chair = null!;

    public async ValueTask InitializeAsync()
    {
        house = await House.Province(store);
        DirectoryQueries directory = house.Get<DirectoryQueries>();
        chairman = (await directory.Holders(Ward, "leader", Today, House.Token)).Single();
        head = (await directory.Holders(Ward, "head-of-unit", Today, House.Token)).First();
        chair = await Acting(chairman);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_delegated_power_holds_for_its_time_in_the_givers_agency_and_role_and_says_on_whose_behalf()
    {
        (await Give(Terms())).Succeeded.ShouldBeTrue();
        DelegatedPower power = (await Powers(Today)).Single();
        (power.AgencyId, power.Role, power.GiverName, power.PaperNumber).ShouldBe((Ward, "leader", chairman.PersonName, "12/QĐ-UBND"));
        power.Permissions.ShouldBe(["dossier.sign", "dossier.search"], ignoreOrder: true);
        Actor acting = power.For(await Acting(head));
        (acting.Role, acting.OnBehalfOf, acting.PositionId, acting.PersonId).ShouldBe(("leader", chairman.Id, head.Id, head.PersonId));
        acting.May("dossier.sign").ShouldBeTrue();
        acting.May("dossier.assign").ShouldBeFalse();
        acting.MayHandle("1.001193").ShouldBeTrue();
        (await house.Get<DelegationQueries>().HeldIn(Ward, "leader", "dossier.sign", Today, House.Token)).Single().ReceiverPositionId.ShouldBe(head.Id);
        (await house.Get<DelegationQueries>().HeldIn(Ward, "leader", "dossier.issue", Today, House.Token)).ShouldBeEmpty();

        (await Powers(Today.AddDays(-1))).ShouldBeEmpty();
        (await Powers(End.AddDays(-1))).Count.ShouldBe(1);
        (await Powers(End)).ShouldBeEmpty();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_power_limited_to_procedures_reaches_no_other()
    {
        await Give(Terms() with { Procedures = ["1.001193"] });
        Actor acting = (await Powers(Today)).Single().For(await Acting(head));
        (acting.MayHandle("1.001193"), acting.MayHandle("2.000635")).ShouldBe((true, false));
    }

    [Fact]
    public async Task Ended_it_gives_nothing_more_at_once()
    {
        Guid id = (await Give(Terms())).Value;
        (await house.Get<EndDelegation>().Execute(id, "end", chair, House.Token)).Succeeded.ShouldBeTrue();
        (await Powers(Today)).ShouldBeEmpty();
        (await house.Get<EndDelegation>().Execute(id, "again", chair, House.Token)).Failure!.Code.Code.ShouldBe("ACCESS-DELEGATION-NOT-FOUND");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_own_rights_are_given_within_the_agency_and_never_passed_on()
    {
        DirectoryQueries directory = house.Get<DirectoryQueries>();
        PositionRecord elsewhere = (await directory.Holders(DirectoryIds.Agency("xa2025-08521"), "leader", Today, House.Token)).Single();
        PositionRecord clerk = (await directory.Holders(Ward, "one-stop-clerk", Today, House.Token)).First();
        (await Refused(Terms() with { Permissions = ["dossier.issue"] })).ShouldBe("ACCESS-DELEGATION-BEYOND-RIGHTS");
        (await Refused(Terms() with { Permissions = ["delegation.give"] })).ShouldBe("ACCESS-DELEGATION-BEYOND-RIGHTS");
        (await Refused(Terms() with { Permissions = [] })).ShouldBe("ACCESS-DELEGATION-BEYOND-RIGHTS");
        (await Refused(Terms() with { ReceiverPositionId = elsewhere.Id })).ShouldBe("ACCESS-DELEGATION-RECEIVER");
        (await Refused(Terms() with { ReceiverPositionId = chairman.Id })).ShouldBe("ACCESS-DELEGATION-RECEIVER");
        (await Refused(Terms() with { GiverPositionId = elsewhere.Id })).ShouldBe("ACCESS-DELEGATION-NOT-YOURS");
        (await Refused(Terms() with { ValidTo = Today })).ShouldBe("ACCESS-DELEGATION-PERIOD");
        (await Refused(Terms() with { ValidFrom = Today.AddDays(-1) })).ShouldBe("ACCESS-DELEGATION-PERIOD");
        (await Refused(Terms() with { PaperNumber = " " })).ShouldBe("ACCESS-DELEGATION-PAPER");
        (await Refused(Terms(), await Acting(head))).ShouldBe("ACCESS-DELEGATION-NOT-YOURS");
        (await Refused(Terms() with { GiverPositionId = clerk.Id }, await Acting(clerk))).ShouldBe("ACCESS-DELEGATION-NOT-YOURS");

        await Give(Terms());
        Actor onBehalf = (await Powers(Today)).Single().For(await Acting(head));
        (await Refused(Terms(), onBehalf)).ShouldBe("ACCESS-DELEGATION-NOT-YOURS");
        (await Refused(Terms(), onBehalf with { Permissions = chair.Permissions })).ShouldBe("ACCESS-DELEGATION-PASSED-ON");
    }

    [Fact]
    public async Task A_leader_lets_a_colleague_do_the_work_of_a_clerk_on_leave()
    {
        List<PositionRecord> clerks = await house.Get<DirectoryQueries>().Holders(Ward, "one-stop-clerk", Today, House.Token);
        PositionRecord officer = (await house.Get<DirectoryQueries>().Holders(Ward, "officer", Today, House.Token)).First();
        (await Give(Terms() with { GiverPositionId = clerks[0].Id, ReceiverPositionId = officer.Id, Permissions = ["dossier.receive", "dossier.return"] })).Succeeded.ShouldBeTrue();
        DelegatedPower power = (await house.Get<DelegationQueries>().PowersOf(officer.PersonId, Today, House.Token)).Single();
        (power.Role, power.UnitId).ShouldBe(("one-stop-clerk", clerks[0].UnitId!.Value));
    }

    [Fact]
    public async Task A_power_goes_to_somebody_beside_or_below_and_never_up()
    {
        List<PositionRecord> clerks = await house.Get<DirectoryQueries>().Holders(Ward, "one-stop-clerk", Today, House.Token);
        PositionRecord officer = (await house.Get<DirectoryQueries>().Holders(Ward, "officer", Today, House.Token)).First();
        DelegationTerms ofClerk = Terms() with { GiverPositionId = clerks[0].Id, Permissions = ["dossier.receive"] };
        (await Refused(ofClerk with { ReceiverPositionId = head.Id })).ShouldBe("ACCESS-DELEGATION-ABOVE");
        (await Refused(Terms() with { GiverPositionId = head.Id, ReceiverPositionId = chairman.Id })).ShouldBe("ACCESS-DELEGATION-ABOVE");
        (await Give(ofClerk with { ReceiverPositionId = officer.Id })).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task The_form_offers_colleagues_of_the_agency_alone_and_takes_nobody_else_whatever_is_sent()
    {
        await house.StartOn();
        PositionRecord elsewhere = (await house.Get<DirectoryQueries>().Holders(DirectoryIds.Agency("xa2025-08521"), "officer", Today, House.Token)).First();
        using TestBrowser browser = await house.SignedIn("leader");
        const string Page = "/can-bo/uy-quyen/moi";
        Answer page = await browser.Get(Page);
        page.Text.ShouldContain(head.PersonName);
        page.Body.ShouldNotContain(elsewhere.Id.ToString());
        (await browser.Get($"{Page}?cua={elsewhere.Id}")).Text.ShouldNotContain(elsewhere.PersonName);
        Answer refused = await browser.Send(Page, page, ("Form.Receiver", elsewhere.Id.ToString()), ("Form.Permissions", "dossier.sign"), ("Form.From.Day", "23"), ("Form.From.Month", "11"), ("Form.From.Year", "2026"), ("Form.To.Day", "30"), ("Form.To.Month", "11"), ("Form.To.Year", "2026"), ("Form.Paper", "12/QĐ-UBND"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Người nhận phải giữ một vị trí trong cùng cơ quan");
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.Redirect)]
    [InlineData("citizen", HttpStatusCode.Forbidden)]
    [InlineData("one-stop-clerk", HttpStatusCode.Forbidden)]
    [InlineData("head-of-unit", HttpStatusCode.OK)]
    public async Task The_form_opens_to_who_may_give(string role, HttpStatusCode status)
    {
        await house.StartOn();
        using TestBrowser browser = role == "nobody" ? house.Browser() : await house.SignedIn(role);
        (await browser.Get("/can-bo/uy-quyen/moi")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task An_official_of_another_agency_neither_sees_nor_ends_it()
    {
        Guid id = (await Give(Terms())).Value;
        DirectoryQueries directory = house.Get<DirectoryQueries>();
        PositionRecord other = (await directory.Holders(DirectoryIds.Agency("xa2025-08521"), "leader", Today, House.Token)).Single();
        (await house.Get<DelegationList>().Read(chair, Today, House.Token)).Count.ShouldBe(1);
        (await house.Get<DelegationList>().Read(await Acting(other), Today, House.Token)).ShouldBeEmpty();
        (await house.Get<EndDelegation>().Execute(id, "end", await Acting(other), House.Token)).Failure!.Code.Code.ShouldBe("ACCESS-DELEGATION-NOT-FOUND");
        (await Powers(Today)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_form_sent_twice_gives_one_delegation()
    {
        Guid first = (await Give(Terms())).Value;
        (await Give(Terms())).Value.ShouldBe(first);
        (await Powers(Today)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_period_that_was_stretched_by_SQL_is_named()
    {
        await Give(Terms());
        await house.Sql($"UPDATE delegations SET valid_to = '2027-12-31'");
        VerificationFinding finding = (await house.Verify()).Single();
        (finding.Table, finding.Column, finding.Recorded, finding.Found).ShouldBe(("delegations", "valid_to", "2026-12-07", "2027-12-31"));
    }

    [Fact]
    public async Task The_receiver_chooses_the_power_and_acts_in_the_givers_role_until_it_ends()
    {
        Guid id = (await Give(Terms() with { ReceiverPositionId = (await Of("registry-clerk")).Id })).Value;
        await house.StartOn();
        using TestBrowser browser = await house.SignedIn("registry-clerk");
        (await browser.Get("/thu/trang-ky")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Get("/can-bo/vai-tro")).Main.ShouldContain($"TUQ. {chairman.Title}");
        (await browser.Fill("/can-bo/vai-tro", ("PositionId", id.ToString()))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Get("/thu/can-bo")).Body.ShouldBe("Official leader");
        (await browser.Get("/thu/trang-ky")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get("/tai-khoan")).Text.ShouldContain($"TUQ. {chairman.Title}");
        (await house.Get<EndDelegation>().Execute(id, "end", chair, House.Token)).Succeeded.ShouldBeTrue();
        (await browser.Get("/thu/trang-ky")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Get("/thu/can-bo")).Body.ShouldBe("Official registry-clerk");
    }

    DelegationTerms Terms() => new(chairman.Id, head.Id, ["dossier.sign", "dossier.search"], [], Today, End, "12/QĐ-UBND", "Đi công tác");

    Task<Outcome<Guid>> Give(DelegationTerms terms) => house.Get<GiveDelegation>().Execute(terms, "give", chair, House.Token);

    async Task<string> Refused(DelegationTerms terms, Actor? by = null) =>
        (await house.Get<GiveDelegation>().Execute(terms, Guid.NewGuid().ToString(), by ?? chair, House.Token)).Failure!.Code.Code;

    Task<IReadOnlyList<DelegatedPower>> Powers(DateOnly day) => house.Get<DelegationQueries>().PowersOf(head.PersonId, day, House.Token);

    async Task<PositionRecord> Of(string role)
    {
        Guid person = house.SignIns.First(signIn => signIn.Role == role).PersonId!.Value;
        return (await house.Get<DirectoryQueries>().PositionsOf(person, Today, House.Token)).Single();
    }

    async Task<Actor> Acting(PositionRecord position) => new(ActorKind.Official, position.PersonName)
    {
        PersonId = position.PersonId,
        PositionId = position.Id,
        PositionTitle = position.Title,
        Role = position.Role,
        UnitId = position.UnitId ?? position.AgencyId,
        AgencyId = position.AgencyId,
        Permissions = await house.Get<AccessQueries>().PermissionsOf(position.Role, Today, House.Token),
    };
}
