using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Administration;
using VanLang.Identity.Contracts;
using VanLang.Identity.Handovers;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class AccountAdministrationTestsOnSqlite() : AccountAdministrationTests(StoreKind.Sqlite);

public sealed class AccountAdministrationTestsOnPostgres() : AccountAdministrationTests(StoreKind.Postgres);

public abstract partial class AccountAdministrationTests(StoreKind store) : IAsyncLifetime
{
    const string NewPassword = "một mật khẩu mới tinh";

    House house = null!;

    /// <summary>An official of a provincial agency who has no account: to whom the demonstration gives one is the province's data.</summary>
    (string Key, string UserName, string Agency) newcomer;

    public async ValueTask InitializeAsync()
    {
        house = await House.Serve(store);
        Guid[] taken = [.. await house.Query(db => db.Set<Account>().Where(account => account.PersonId != null), accounts => accounts.Select(account => account.PersonId!.Value).ToListAsync(House.Token))];
        foreach (string agency in new[] { "stp-2025", "vp-ubnd-2025", "ubnd-tinh-2025" })
        {
            foreach (OfficialRecord free in await house.Get<DirectoryPeople>().Find([DirectoryIds.Agency(agency)], null, new(2026, 11, 23), null, 100, House.Token))
            {
                if (!taken.Contains(free.Id) && free.UserName is { } userName)
                    newcomer = (free.Key, userName, agency);
            }
        }

        newcomer.Key.ShouldNotBeNull();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Theory]
    [InlineData("nobody", HttpStatusCode.Redirect)]
    [InlineData("citizen", HttpStatusCode.Forbidden)]
    [InlineData("one-stop-clerk", HttpStatusCode.Forbidden)]
    [InlineData("leader", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task The_list_opens_to_whom_it_names(string role, HttpStatusCode status)
    {
        using TestBrowser browser = role == "nobody" ? house.Browser() : await house.SignedIn(role);
        (await browser.Get("/can-bo/tai-khoan")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_leader_sees_the_own_agency_alone_and_the_administrator_the_province()
    {
        using TestBrowser leader = await house.SignedIn("leader");
        string own = (await leader.Get("/can-bo/tai-khoan")).Text;
        own.ShouldContain(Name("CB049"));
        own.ShouldNotContain(Name("CB014"));
        (await leader.Get($"/can-bo/tai-khoan/{DirectoryIds.Person("CB014")}")).Status.ShouldBe(HttpStatusCode.NotFound);
        using TestBrowser admin = await house.SignedIn("admin");
        (await admin.Get("/can-bo/tai-khoan")).Text.ShouldContain(Name("CB014"));
        (await admin.Get($"/can-bo/tai-khoan/{DirectoryIds.Person("CB014")}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Officials_are_found_by_their_names_with_marks_and_without_and_by_user_name()
    {
        DirectoryPeople people = house.Get<DirectoryPeople>();
        DateOnly day = new(2026, 11, 23);
        List<OfficialRecord> all = await people.Find(null, null, day, null, 1000, House.Token);
        OfficialRecord meant = all.First(official => official.Key == "CB049");
        string[] name = meant.FullName.Split(' ');
        string plain = string.Concat(meant.FullName.Normalize(System.Text.NormalizationForm.FormD).Where(sign => char.GetUnicodeCategory(sign) != System.Globalization.UnicodeCategory.NonSpacingMark))
            .Replace('đ', 'd').Replace('Đ', 'D');

        foreach (string typed in new[] { meant.FullName, plain, plain.ToLowerInvariant(), $"{name[^1]} {name[0]}", meant.UserName!, meant.Key.ToLowerInvariant() })
            (await people.Find(null, typed, day, null, 100, House.Token)).ShouldContain(official => official.Key == meant.Key, typed);
        (await people.Find(null, "không ai tên thế", day, null, 100, House.Token)).ShouldBeEmpty();
        (await people.Find(null, "...", day, null, 100, House.Token)).ShouldBeEmpty();
        using TestBrowser admin = await house.SignedIn("admin");
        (await admin.Get("/can-bo/tai-khoan?q=%3Cb%3Ekhong")).Text.ShouldContain("Không tìm thấy cán bộ nào trong phạm vi này theo “<b>khong”");

        // A page at a time, in the order of their keys.
        List<string> inPages = [];
        for (string? after = null; await people.Find(null, name[0], day, after, 3, House.Token) is { Count: > 0 } page; after = page[^1].Key)
            inPages.AddRange(page.Select(official => official.Key));
        inPages.ShouldBe((await people.Find(null, name[0], day, null, 1000, House.Token)).Select(official => official.Key));
        inPages.ShouldContain(meant.Key);
    }

    [Fact]
    public async Task Each_operation_asks_for_its_permission_and_finds_only_accounts_of_the_own_agency()
    {
        Guid person = DirectoryIds.Person(newcomer.Key);
        (await house.Get<CreateOfficialAccount>().Execute(await Acting("CB042"), person, House.Token)).Failure!.Code.Code.ShouldBe("KERNEL-FORBIDDEN");
        (await house.Get<CreateOfficialAccount>().Execute(UnitAdmin("xa2025-07900"), person, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ACCOUNT-UNKNOWN");
        (await house.Get<CreateOfficialAccount>().Execute(UnitAdmin(newcomer.Agency), person, House.Token)).Succeeded.ShouldBeTrue();
        Guid account = (await AccountOf(newcomer.Key)).Id;
        foreach ((Actor actor, string code) in new[]
        {
            (Actor.Nobody, "KERNEL-FORBIDDEN"),
            (await Acting("CB049"), "KERNEL-FORBIDDEN"),
            (UnitAdmin("xa2025-07900"), "IDENTITY-ACCOUNT-UNKNOWN"),
        })
        {
            (await house.Get<CloseAccount>().Close(actor, account, "x", House.Token)).Failure!.Code.Code.ShouldBe(code);
            (await house.Get<CloseAccount>().Reopen(actor, account, "x", House.Token)).Failure!.Code.Code.ShouldBe(code);
            (await house.Get<OpenReset>().Execute(actor, account, "x", House.Token)).Failure!.Code.Code.ShouldBe(code);
            (await house.Get<CancelReset>().Execute(actor, account, House.Token)).Failure!.Code.Code.ShouldBe(code);
        }

        // A clerk at the counter helps citizens, and finds no official.
        (await house.Get<OpenReset>().Execute(await Acting("CB050"), account, "x", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ACCOUNT-UNKNOWN");
        (await house.Get<ConfirmReset>().Execute(await Acting("CB050"), account, House.Token)).Failure!.Code.Code.ShouldBe("KERNEL-FORBIDDEN");
        (await house.Get<ConfirmReset>().Execute(await Acting("CB042"), account, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ACCOUNT-UNKNOWN");
    }

    [Fact]
    public async Task A_new_official_takes_the_account_over_with_the_code_and_sets_up_a_second_factor()
    {
        using TestBrowser admin = await house.SignedIn("admin");
        string page = $"/can-bo/tai-khoan/{DirectoryIds.Person(newcomer.Key)}";
        string code = CodeIn(await admin.Fill(page, ("Act", "create")));
        using TestBrowser owner = house.Browser();
        // There is no password yet: neither none nor any opens the account.
        (await owner.SignIn(newcomer.UserName, "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SignIn(newcomer.UserName, NewPassword)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        Answer wrong = await TakeOver(owner, newcomer.UserName, "AAAA-AAAA-AAAA");
        Answer unknown = await TakeOver(owner, "khong-co-ai", code);
        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await TakeOver(owner, newcomer.UserName, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).Location.ShouldEndWith("dang-nhap?xong=kich-hoat");
        (await TakeOver(owner, newcomer.UserName, code)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await owner.SignIn(newcomer.UserName, NewPassword)).Location.ShouldBe("/tai-khoan/xac-thuc");
        (await owner.Get("/thu/can-bo")).Location.ShouldStartWith("/tai-khoan/xac-thuc");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_works_for_three_days_and_a_new_one_makes_the_old_one_worthless()
    {
        Guid person = DirectoryIds.Person(newcomer.Key);
        Actor admin = await Acting("CB062");
        string first = (await house.Get<CreateOfficialAccount>().Execute(admin, person, House.Token)).Value!.Code;
        string second = (await house.Get<CreateOfficialAccount>().Execute(admin, person, House.Token)).Value!.Code;
        (await Use(newcomer.UserName, first)).Failure!.Code.Code.ShouldBe("IDENTITY-HANDOVER-REFUSED");
        house.Time.Advance(TimeSpan.FromHours(72));
        (await Use(newcomer.UserName, second)).Failure!.Code.Code.ShouldBe("IDENTITY-HANDOVER-REFUSED");
        string third = (await house.Get<CreateOfficialAccount>().Execute(admin, person, House.Token)).Value!.Code;
        (await Use(newcomer.UserName, third)).Succeeded.ShouldBeTrue();
        (await house.Get<CreateOfficialAccount>().Execute(admin, person, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ACCOUNT-THERE");
    }

    [Fact]
    public async Task A_reset_needs_two_persons_and_its_owner_is_told()
    {
        Account account = await RealAccount("CB082", "phuonglt82");
        using TestBrowser before = house.Browser();
        await before.SignIn("phuonglt82", NewPassword);
        Actor opener = UnitAdmin("xa2025-07900") with { AccountId = (await AccountOf("CB062")).Id };
        (await house.Get<OpenReset>().Execute(opener, account.Id, " ", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-REASON-MISSING");
        (await house.Get<OpenReset>().Execute(opener, account.Id, "Mất điện thoại, đã xem căn cước", House.Token)).Succeeded.ShouldBeTrue();
        (await house.Get<OpenReset>().Execute(opener, account.Id, "again", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-RESET-OPEN");

        Actor alone = opener with { Permissions = new HashSet<string>([.. opener.Permissions, AccountPermissions.ConfirmReset]) };
        (await house.Get<ConfirmReset>().Execute(alone, account.Id, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SECOND-PERSON-NEEDED");
        Actor owner = alone with { AccountId = account.Id };
        (await house.Get<ConfirmReset>().Execute(owner, account.Id, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SECOND-PERSON-NEEDED");
        (await House.Try(() => house.Sql($"UPDATE handovers SET confirmed_by = opened_by WHERE kind = 'Reset'")))!.Message.ShouldContain("ck_handovers_two_persons");

        // Nothing has happened to the account so far.
        (await before.Get("/tai-khoan/xac-thuc")).Status.ShouldBe(HttpStatusCode.OK);
        using TestBrowser leader = await house.SignedIn("leader");
        string code = CodeIn(await leader.Fill($"/can-bo/tai-khoan/{DirectoryIds.Person("CB082")}", ("Act", "confirm")));
        (await before.Get("/tai-khoan/xac-thuc")).Status.ShouldBe(HttpStatusCode.OK);

        (await Use("phuonglt82", code, "mật khẩu sau cấp lại")).Succeeded.ShouldBeTrue();
        (await before.Get("/tai-khoan/xac-thuc")).Status.ShouldBe(HttpStatusCode.Redirect);
        using TestBrowser after = house.Browser();
        (await after.SignIn("phuonglt82", NewPassword)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await after.SignIn("phuonglt82", "mật khẩu sau cấp lại")).Location.ShouldBe("/tai-khoan/xac-thuc");
        await SecondFactorTests.SetUp(house, after);
        Answer told = await after.Get("/tai-khoan/cap-lai");
        told.Text.ShouldContain("Mất điện thoại, đã xem căn cước");
        told.Text.ShouldContain(Name("CB042"));
        await after.Send("/tai-khoan/cap-lai", told, ("Act", "read"));
        (await after.Get("/tai-khoan/cap-lai")).Text.ShouldContain("Không có thông báo nào");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_owner_who_can_still_sign_in_reads_of_the_reset_and_cancels_it()
    {
        Account account = await RealAccount("CB082", "phuonglt82");
        Actor opener = UnitAdmin("xa2025-07900") with { AccountId = (await AccountOf("CB062")).Id };
        (await house.Get<OpenReset>().Execute(opener, account.Id, "giả mạo", House.Token)).Succeeded.ShouldBeTrue();
        using TestBrowser owner = house.Browser();
        await owner.SignIn("phuonglt82", NewPassword);
        Answer done = await SecondFactorTests.SetUpPage(house, owner);
        done.Text.ShouldContain("/tai-khoan/cap-lai");
        await owner.Fill("/tai-khoan/cap-lai", ("Act", "cancel"));
        (await house.Get<ConfirmReset>().Execute(await Acting("CB042"), account.Id, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-RESET-NOT-OPEN");
    }

    [Fact]
    public async Task Closing_an_account_ends_its_sessions_with_the_next_request_and_reopening_gives_it_back()
    {
        Account account = await RealAccount("CB082", "phuonglt82");
        using TestBrowser browser = house.Browser();
        await browser.SignIn("phuonglt82", NewPassword);
        await SecondFactorTests.SetUp(house, browser);
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        using TestBrowser admin = await house.SignedIn("admin");
        string page = $"/can-bo/tai-khoan/{account.Id}";
        (await admin.Fill(page, ("Act", "close"), ("CloseReason", ""))).Text.ShouldContain("Nhập lý do");
        (await admin.Fill(page, ("Act", "close"), ("CloseReason", "Nghỉ việc"))).Location.ShouldEndWith("?xong=khoa");
        (await browser.Get("/thu/can-bo")).Location.ShouldStartWith("/dang-nhap");
        Answer refused = await browser.SignIn("phuonglt82", NewPassword);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("đã bị khóa bởi người quản trị");
        (await browser.SignIn("phuonglt82", "wrong password")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        (await admin.Fill(page, ("Act", "reopen"), ("CloseReason", "Trở lại"))).Location.ShouldEndWith("?xong=mo-lai");
        (await browser.SignIn("phuonglt82", NewPassword)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
        await house.Sql($"UPDATE accounts SET disabled_at = created_at WHERE id = {account.Id}");
        (await house.Verify()).Single().Column.ShouldBe("disabled_at");
    }

    [Fact]
    public async Task Nobody_closes_the_own_account_and_only_the_province_a_citizens()
    {
        Actor admin = await Acting("CB062");
        (await house.Get<CloseAccount>().Close(admin, admin.AccountId!.Value, "x", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-OWN-ACCOUNT");
        Guid citizen = await house.Query(db => db.Set<Account>().Where(account => account.Kind == AccountKind.Citizen), accounts => accounts.Select(account => account.Id).FirstAsync(House.Token));
        (await house.Get<CloseAccount>().Close(UnitAdmin("stp-2025"), citizen, "x", House.Token)).Failure!.Code.Code.ShouldBe("KERNEL-FORBIDDEN");
        (await house.Get<CloseAccount>().Close(admin, citizen, "x", House.Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_permission_taken_from_the_role_is_gone_with_the_next_request()
    {
        using TestBrowser admin = await house.SignedIn("admin");
        (await admin.Get("/can-bo/tai-khoan")).Status.ShouldBe(HttpStatusCode.OK);
        JsonNode roles = JsonNode.Parse(await File.ReadAllTextAsync(House.File("roles.json"), House.Token))!;
        roles["roles"]!.AsArray().Single(role => (string?)role!["code"] == "admin")!["permissions"] = new JsonArray("system.admin");
        string path = Path.Combine(house.Data.Path, "roles.json");
        await File.WriteAllTextAsync(path, roles.ToJsonString(), House.Token);
        (await house.Get<ImportRoles>().Execute(path, Actor.System, House.Token)).Problems.ShouldBeEmpty();
        (await admin.Get("/can-bo/tai-khoan")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_first_administrator_is_made_once_from_the_command_line()
    {
        FirstAdministrator first = house.Get<FirstAdministrator>();
        (await first.Create("CB062", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ADMINISTRATOR-THERE");
        await house.Sql($"UPDATE accounts SET disabled_at = created_at");
        (await first.Create("CB999", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-OFFICIAL-UNKNOWN");
        (await first.Create("CB014", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-NOT-ADMINISTRATOR");
        await house.Sql($"UPDATE accounts SET person_id = NULL, user_name = 'x', normalized_user_name = 'X' WHERE user_name = 'loihv62'");
        (await first.Create("CB062", House.Token)).Value!.UserName.ShouldBe("loihv62");
        string code = (await first.Create("loihv62", House.Token)).Value!.Code;
        (await Use("loihv62", code)).Succeeded.ShouldBeTrue();
        (await first.Create("CB062", House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-ADMINISTRATOR-THERE");
    }

    /// <summary>An account that is no demonstration, taken over by its owner.</summary>
    async Task<Account> RealAccount(string key, string userName)
    {
        string code = (await house.Get<CreateOfficialAccount>().Execute(await Acting("CB062"), DirectoryIds.Person(key), House.Token)).Value!.Code;
        (await Use(userName, code)).Succeeded.ShouldBeTrue();
        return await AccountOf(key);
    }

    Task<Outcome<Done>> Use(string userName, string code, string password = NewPassword) =>
        house.Get<UseHandover>().Execute(userName, code, password, password, new Browser("x", "", "192.0.2.7", IsLocal: true), House.Token);

    static Task<Answer> TakeOver(TestBrowser browser, string userName, string code) => browser.Fill(
        "/kich-hoat", ("Form.UserName", userName), ("Form.CodeSecret", code), ("Form.Password", NewPassword), ("Form.PasswordAgain", NewPassword));

    Task<Account> AccountOf(string key)
    {
        Guid person = DirectoryIds.Person(key);
        return house.Query(db => db.Set<Account>().Where(account => account.PersonId == person), accounts => accounts.SingleAsync(House.Token));
    }

    /// <summary>The official in the post held today, as the middleware makes the actor.</summary>
    async Task<Actor> Acting(string key)
    {
        PositionRecord post = (await house.Get<DirectoryQueries>().PositionsOf(DirectoryIds.Person(key), new(2026, 11, 23), House.Token))[0];
        return new(ActorKind.Official, "")
        {
            AccountId = (await AccountOf(key)).Id,
            PersonId = post.PersonId,
            PositionId = post.Id,
            AgencyId = post.AgencyId,
            Permissions = await house.Get<AccessQueries>().PermissionsOf(post.Role, new(2026, 11, 23), House.Token),
        };
    }

    static Actor UnitAdmin(string agency) => new(ActorKind.Official, "")
    {
        AccountId = Guid.CreateVersion7(),
        PositionId = Guid.CreateVersion7(),
        AgencyId = DirectoryIds.Agency(agency),
        Permissions = new HashSet<string> { AccountPermissions.See, AccountPermissions.Manage, AccountPermissions.OpenReset },
    };

    static string Name(string key) => (string)JsonNode.Parse(File.ReadAllText(House.File("people.json")))!["officials"]!.AsArray().Single(official => (string?)official!["key"] == key)!["fullName"]!;

    static string CodeIn(Answer answer) => Codes().Match(answer.Text) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException(answer.Main);

    [GeneratedRegex("<strong class=\"vl-code\">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>")]
    private static partial Regex Codes();
}
