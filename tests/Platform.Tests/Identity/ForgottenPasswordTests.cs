using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Forgotten;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Errors;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class ForgottenPasswordTestsOnSqlite() : ForgottenPasswordTests(StoreKind.Sqlite);

public sealed class ForgottenPasswordTestsOnPostgres() : ForgottenPasswordTests(StoreKind.Postgres);

/// <summary>A citizen who has forgotten the password: by what only they have, or with two officials at a counter.</summary>
public abstract partial class ForgottenPasswordTests(StoreKind store) : IAsyncLifetime
{
    const string Page = "/quen-mat-khau";
    const string Name = "ba@vidu.vn";
    const string Old = "mật khẩu đầu tiên";
    const string New = "mật khẩu sau khi quên";

    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(store);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task By_the_app_another_password_is_set_every_session_ends_and_the_code_is_asked_for_as_before()
    {
        using TestBrowser before = await SignedUp();
        (byte[] secret, _) = await SecondFactorTests.SetUp(house, before);
        house.Time.Advance(TimeSpan.FromSeconds(30));
        using TestBrowser browser = house.Browser();
        (await browser.Get("/dang-nhap")).Body.ShouldContain("href=\"quen-mat-khau\"");
        (await Reset(browser, Name, Code(secret))).Location.ShouldBe("/dang-nhap?xong=dat-lai");
        (await browser.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await before.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.SignIn(Name, Old)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.SignIn(Name, New)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
        // The code that was used is worth nothing any more.
        (await browser.Fill("/dang-nhap/ma-xac-thuc", ("Otp", Code(secret)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        house.Time.Advance(TimeSpan.FromSeconds(30));
        (await browser.Fill("/dang-nhap/ma-xac-thuc", ("Otp", Code(secret)))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_on_paper_does_so_once()
    {
        using TestBrowser owner = await SignedUp();
        (_, string[] papers) = await SecondFactorTests.SetUp(house, owner);
        using TestBrowser browser = house.Browser();
        (await Reset(browser, "BA@vidu.vn", papers[2].ToLowerInvariant())).Location.ShouldEndWith("xong=dat-lai");
        (await Reset(browser, Name, papers[2])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.SignIn(Name, New)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
    }

    [Fact]
    public async Task What_is_said_does_not_tell_who_has_an_account_or_a_second_factor()
    {
        using TestBrowser plain = await SignedUp();
        using TestBrowser official = await house.SignedIn("leader");
        await house.Sql($"UPDATE accounts SET is_demonstration = {false} WHERE user_name = {house.UserName("leader")}");
        (_, string[] papers) = await SecondFactorTests.SetUp(house, official);
        using TestBrowser browser = house.Browser();
        List<string> said = [];
        // Nobody; without a second factor; an official, with the right code.
        foreach ((string name, string code) in new[] { ("khong-co@vidu.vn", "123456"), (Name, "123456"), (house.UserName("leader"), papers[0]) })
        {
            Answer refused = await Reset(browser, name, code);
            refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
            refused.Text.ShouldContain("tài khoản không đặt lại được theo cách này");
            said.Add(Regex.Replace(refused.Main, @"\s+", " ").Replace(name, "", StringComparison.Ordinal));
        }

        said.Distinct().Count().ShouldBe(1);
        said[0].ShouldContain("Trung tâm Phục vụ hành chính công");
        (await plain.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.SignIn(Name, Old)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_closed_account_stays_closed()
    {
        using TestBrowser owner = await SignedUp();
        (_, string[] papers) = await SecondFactorTests.SetUp(house, owner);
        await house.Sql($"UPDATE accounts SET disabled_at = created_at WHERE user_name = {Name}");
        using TestBrowser browser = house.Browser();
        (await Reset(browser, Name, papers[0])).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_new_password_is_held_to_the_same_rules_and_no_code_is_lost_by_it()
    {
        using TestBrowser owner = await SignedUp();
        (_, string[] papers) = await SecondFactorTests.SetUp(house, owner);
        using TestBrowser browser = house.Browser();
        (await Reset(browser, Name, papers[0], "ngắn")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Fill(Page, ("Form.UserName", Name), ("Form.Otp", papers[0]), ("Form.Password", New), ("Form.PasswordAgain", "khác hẳn"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Reset(browser, Name, papers[0])).Location.ShouldEndWith("xong=dat-lai");
    }

    [Fact]
    public async Task Codes_of_the_app_cannot_be_guessed_from_many_places_and_the_owner_still_gets_in_by_paper()
    {
        using TestBrowser owner = await SignedUp();
        (byte[] secret, string[] papers) = await SecondFactorTests.SetUp(house, owner);
        ForgottenPassword forgotten = house.Get<ForgottenPassword>();
        for (int i = 0; i < 20; i++)
        {
            (await Do(forgotten.ByCode(Name, "000000", New, New, Place($"192.0.2.{i}"), House.Token))).Failure!.Code.Code.ShouldBe("IDENTITY-FORGOTTEN-REFUSED");
        }

        house.Time.Advance(TimeSpan.FromSeconds(30));
        (await Do(forgotten.ByCode(Name, Code(secret), New, New, Place("198.51.100.1"), House.Token))).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-SLOWED");
        (await Do(forgotten.ByCode(Name, papers[0], New, New, Place("198.51.100.1"), House.Token))).Succeeded.ShouldBeTrue();
        // Signing in was never slowed by it.
        using TestBrowser browser = house.Browser();
        (await browser.SignIn(Name, New)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.Redirect)]
    [InlineData("citizen", HttpStatusCode.Forbidden)]
    [InlineData("one-stop-clerk", HttpStatusCode.OK)]
    [InlineData("officer", HttpStatusCode.Forbidden)]
    [InlineData("leader", HttpStatusCode.Forbidden)]
    public async Task The_page_of_the_counter_opens_to_clerks(string role, HttpStatusCode status)
    {
        using TestBrowser browser = role == "nobody" ? house.Browser() : await house.SignedIn(role);
        (await browser.Get("/can-bo/cong-dan-quen-mat-khau")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task At_the_counter_a_clerk_asks_a_head_confirms_and_the_citizen_sets_the_password_with_the_code()
    {
        using TestBrowser owner = await SignedUp();
        using TestBrowser clerk = await house.SignedIn("one-stop-clerk");
        const string Help = "/can-bo/cong-dan-quen-mat-khau";
        (await clerk.Get($"{Help}?q=khong-co@vidu.vn")).Text.ShouldContain("Không có tài khoản công dân nào");
        (await clerk.Get($"{Help}?q={house.UserName("leader")}")).Text.ShouldContain("Không có tài khoản công dân nào");
        (await clerk.Get($"{Help}?q={Name}")).Text.ShouldContain("Lê Văn Ba");
        (await clerk.Fill($"{Help}?q={Name}", ("Reason", " "))).Text.ShouldContain("Nhập lý do");
        (await clerk.Fill($"{Help}?q={Name}", ("Reason", "Đã xem thẻ căn cước"))).Location.ShouldEndWith("?xong=mo");
        Guid id = await house.Query(db => db.Set<Account>().Where(account => account.UserName == Name), accounts => accounts.Select(account => account.Id).SingleAsync(House.Token));
        // The clerk neither confirms nor sees the page on which one does.
        (await clerk.Get($"/can-bo/tai-khoan/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);

        using TestBrowser head = await house.SignedIn("head-of-unit");
        (await head.Get("/can-bo/tai-khoan")).Text.ShouldContain("Lê Văn Ba");
        Answer confirmed = await head.Fill($"/can-bo/tai-khoan/{id}", ("Act", "confirm"));
        string code = Codes().Match(confirmed.Text).Groups[1].Value;
        (await head.Get("/can-bo/tai-khoan")).Text.ShouldNotContain("Lê Văn Ba");
        using TestBrowser browser = house.Browser();
        (await browser.Fill("/kich-hoat", ("Form.UserName", Name), ("Form.CodeSecret", code), ("Form.Password", New), ("Form.PasswordAgain", New))).Location.ShouldEndWith("xong=kich-hoat");
        (await owner.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.SignIn(Name, New)).Location.ShouldStartWith("/tai-khoan/cap-lai");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clerk_opens_no_reset_of_an_official_and_a_head_elsewhere_is_shown_no_citizen_of_this_counter()
    {
        using TestBrowser owner = await SignedUp();
        using TestBrowser clerk = await house.SignedIn("one-stop-clerk");
        await clerk.Fill($"/can-bo/cong-dan-quen-mat-khau?q={Name}", ("Reason", "Đã xem thẻ căn cước"));
        string elsewhere = house.SignIns.First(signIn => signIn.Role == "leader" && signIn.UserName != house.UserName("leader")).UserName;
        using TestBrowser leader = house.Browser();
        await leader.SignIn(elsewhere, house.Password);
        (await leader.Get("/can-bo/tai-khoan")).Text.ShouldNotContain("Lê Văn Ba");
        Answer page = await clerk.Get($"/can-bo/cong-dan-quen-mat-khau?q={Name}");
        // Where there is no citizen, there is no form either.
        string officer = house.UserName("officer");
        Answer forged = page with { Body = page.Body.Replace(Name, officer, StringComparison.Ordinal).Replace(Uri.EscapeDataString(Name), officer, StringComparison.Ordinal) };
        (await clerk.Send($"/can-bo/cong-dan-quen-mat-khau?q={officer}", forged, ("Reason", "x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    async Task<TestBrowser> SignedUp()
    {
        TestBrowser browser = house.Browser();
        (await browser.Fill("/dang-ky", ("Form.FullName", "Lê Văn Ba"), ("Form.UserName", Name), ("Form.Password", Old), ("Form.PasswordAgain", Old), ("Form.Consent", "true"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    static Task<Answer> Reset(TestBrowser browser, string name, string code, string password = New) =>
        browser.Fill(Page, ("Form.UserName", name), ("Form.Otp", code), ("Form.Password", password), ("Form.PasswordAgain", password));

    /// <summary>The pause before an answer is taken on the test's clock.</summary>
    async Task<Outcome<Done>> Do(Task<Outcome<Done>> task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(5, House.Token));
            if (!task.IsCompleted)
                house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await task;
    }

    string Code(byte[] secret) => Totp.Code(secret, Totp.StepOf(house.Time.GetUtcNow()));

    static Browser Place(string address) => new("x", "", address, IsLocal: true);

    [GeneratedRegex("<strong class=\"vl-code\">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>")]
    private static partial Regex Codes();
}
