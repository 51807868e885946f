using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Accounts;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Errors;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class SignInTests : IAsyncLifetime
{
    const string Password = "sông hồng mùa lũ";

    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_citizen_signs_up_signs_out_and_signs_in_again()
    {
        using TestBrowser browser = house.Browser();
        Answer signedUp = await SignUp(browser, "0912 345 678");
        (signedUp.Status, signedUp.Location).ShouldBe((HttpStatusCode.Redirect, "/tai-khoan?xong=moi"));
        Answer account = await browser.Get("/tai-khoan?xong=moi");
        account.Text.ShouldContain("Đã mở tài khoản.");
        account.Text.ShouldContain("Nguyễn Thị Ánh Tuyết");
        account.Text.ShouldContain("0912345678");

        (await browser.Send("/tai-khoan", account, ("__RequestVerificationToken", Token(account)))).Location.ShouldBe("/");
        (await browser.Get("/tai-khoan")).Location.ShouldBe("/dang-nhap?returnUrl=%2Ftai-khoan");
        (await browser.SignIn("+84 912.345.678", Password)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Get("/tai-khoan")).Status.ShouldBe(HttpStatusCode.OK);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_password_and_unknown_account_are_answered_alike()
    {
        using TestBrowser browser = house.Browser();
        Answer wrong = await browser.SignIn(house.UserName("leader"), "not this one");
        Answer unknown = await browser.SignIn("khong-co-ai", "not this one");
        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.Status.ShouldBe(wrong.Status);
        Strip(unknown).ShouldBe(Strip(wrong));
        wrong.Text.ShouldContain("Tên đăng nhập hoặc mật khẩu không đúng");
        wrong.Text.ShouldNotContain("not this one");
        wrong.Text.ShouldContain("Nhập lại mật khẩu.");
        System.Text.RegularExpressions.Regex.Count(wrong.Body, "<input[^>]+aria-invalid=\"true\"").ShouldBe(2);
        wrong.Text.ShouldNotContain("IDENTITY-");

        string Strip(Answer answer) => System.Text.RegularExpressions.Regex.Replace(answer.Body.Replace(house.UserName("leader"), "x").Replace("khong-co-ai", "x"), "value=\"[^\"]{20,}\"", "");
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("/\t/example.org/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_site(string address)
    {
        using TestBrowser browser = house.Browser();
        Answer answer = await browser.SignIn(house.UserName("leader"), house.Password, $"/dang-nhap?returnUrl={Uri.EscapeDataString(address)}");
        (answer.Status, answer.Location).ShouldBe((HttpStatusCode.Redirect, "/can-bo"));
    }

    [Fact]
    public async Task Who_asked_for_a_page_gets_it_after_sign_in_in_the_same_language()
    {
        using TestBrowser browser = house.Browser();
        Answer away = await browser.Get("/en/thu/dang-nhap?x=1&y=2");
        away.Location.ShouldBe("/en/dang-nhap?returnUrl=%2Fen%2Fthu%2Fdang-nhap%3Fx%3D1%26y%3D2");
        Answer page = await browser.Get(away.Location!);
        page.Text.ShouldContain("Sign in to open this page.");
        (await browser.SignIn(house.UserName("leader"), house.Password, away.Location!)).Location.ShouldBe("/en/thu/dang-nhap?x=1&y=2");
    }

    [Fact]
    public async Task Without_a_token_nobody_is_signed_in()
    {
        using TestBrowser browser = house.Browser();
        Answer answer = await browser.Post("/dang-nhap", ("_handler", "sign-in"), ("Form.UserName", house.UserName("leader")), ("Form.Password", house.Password));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldNotContain(house.Password);
        answer.SetCookies.ShouldNotContain(cookie => cookie.StartsWith("vanlang-session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_the_table_does_not_hold_its_key()
    {
        using TestBrowser browser = house.Browser();
        Answer answer = await browser.SignIn(house.UserName("leader"), house.Password);
        string cookie = answer.SetCookies.Single(cookie => cookie.StartsWith("vanlang-session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("secure");
        cookie.ShouldNotContain("expires");
        (await house.Query(db => db.Set<Session>(), sessions => sessions.SingleAsync(House.Token))).KeyHash.Length.ShouldBe(32);
    }

    [Fact]
    public async Task Who_guesses_waits_and_the_owner_elsewhere_does_not()
    {
        SignIn signIn = house.Get<SignIn>();
        Browser guesser = new("192.0.2.x", "", "192.0.2.1", IsLocal: true);
        Browser owner = new("192.0.2.x", "", "192.0.2.2", IsLocal: true);
        for (int i = 0; i < 5; i++)
            (await signIn.Execute(house.UserName("leader"), $"guess {i}", guesser, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-REFUSED");

        Outcome<SignInStep> slowed = await signIn.Execute(house.UserName("leader"), house.Password, guesser, House.Token);
        slowed.Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-SLOWED");
        slowed.Failure.Arguments.ShouldBe([1d]);
        (await signIn.Execute("khong-co-ai", "x", guesser, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-REFUSED");
        (await signIn.Execute(house.UserName("leader"), house.Password, owner, House.Token)).Succeeded.ShouldBeTrue();

        house.Time.Advance(TimeSpan.FromSeconds(31));
        (await signIn.Execute(house.UserName("leader"), "guess again", guesser, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-REFUSED");
        house.Time.Advance(TimeSpan.FromSeconds(31));
        (await signIn.Execute(house.UserName("leader"), house.Password, guesser, House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-SLOWED");
        house.Time.Advance(TimeSpan.FromMinutes(1));
        (await signIn.Execute(house.UserName("leader"), house.Password, guesser, House.Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_that_tries_too_often_is_told_to_wait()
    {
        await using House strict = await House.Serve(("Identity:SignInsPerMinute", "2"));
        using TestBrowser browser = strict.Browser();
        await browser.SignIn("a", "b");
        await browser.SignIn("c", "d");
        (await browser.SignIn("e", "f")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await browser.Get("/dang-nhap")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_with_a_sign_up_is_said_at_each_field_and_nothing_typed_is_lost()
    {
        using TestBrowser browser = house.Browser();
        Answer answer = await browser.Fill(
            "/dang-ky",
            ("Form.FullName", "R2-D2"), ("Form.UserName", "tuyet@"), ("Form.PersonalNumber", "123"), ("Form.Password", "12345678"), ("Form.PasswordAgain", "87654321"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (string text in new[] { "Họ và tên chỉ gồm chữ cái", "Nhập địa chỉ thư điện tử như", "gồm 12 chữ số", "dễ đoán", "không giống nhau", "Đánh dấu đồng ý" })
            answer.Text.ShouldContain(text);
        answer.Text.ShouldContain("value=\"tuyet@\"");
        answer.Text.ShouldNotContain("87654321");
        (await house.Query(db => db.Set<Account>().Where(account => !account.IsDemonstration), accounts => accounts.CountAsync(House.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task One_phone_number_has_one_account()
    {
        using TestBrowser first = house.Browser();
        using TestBrowser second = house.Browser();
        await SignUp(first, "0912345678");
        Answer answer = await SignUp(second, "+84912345678");
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("Đã có tài khoản với");
    }

    [Fact]
    public async Task Logs_name_nobody()
    {
        using TestBrowser browser = house.Browser();
        await SignUp(browser, "0912345678");
        await browser.Get("/tai-khoan");
        using TestBrowser official = await house.SignedIn("leader");
        await official.Get("/thu/can-bo");
        using TestBrowser wrong = house.Browser();
        await wrong.SignIn("tuyet@example.vn", "wrong-password");
        foreach (string secret in new[] { "Tuyết", "0912345678", Password, house.Password, "Phạm Quốc Trung", "trungpq42", "tuyet@example.vn", "025185999083" })
            house.Logs.All.ShouldNotContain(secret);
        house.Logs.All.ShouldContain("/tai-khoan");
    }

    static Task<Answer> SignUp(TestBrowser browser, string userName) => browser.Fill(
        "/dang-ky",
        ("Form.FullName", "Nguyễn Thị  Ánh Tuyết"), ("Form.UserName", userName), ("Form.PersonalNumber", "025 185 999 083"),
        ("Form.Password", Password), ("Form.PasswordAgain", Password), ("Form.Consent", "true"));

    static string Token(Answer page) => TestBrowser.Hidden(page.Body).First(hidden => hidden.Name == "__RequestVerificationToken").Value;
}
