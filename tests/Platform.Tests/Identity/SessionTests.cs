using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class SessionTestsOnSqlite() : SessionTests(StoreKind.Sqlite);

public sealed class SessionTestsOnPostgres() : SessionTests(StoreKind.Postgres);

public abstract partial class SessionTests(StoreKind store) : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(store);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_session_ended_from_the_list_is_refused_at_its_next_request()
    {
        using TestBrowser here = await house.SignedIn("citizen");
        using TestBrowser there = await house.SignedIn("citizen");
        (await there.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
        Answer list = await here.Get("/tai-khoan");
        string other = EndButtons().Matches(list.Body).Single().Groups[1].Value;
        (await here.Send("/tai-khoan", list, ("EndId", other))).Location.ShouldEndWith("tai-khoan?xong=phien");
        (await there.Get("/thu/cong-dan")).Location.ShouldBe("/dang-nhap?returnUrl=%2Fthu%2Fcong-dan");
        (await there.Get("/dang-nhap")).Text.ShouldContain("Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.");
        (await here.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        using TestBrowser citizen = await house.SignedIn("citizen");
        using TestBrowser leader = await house.SignedIn("leader");
        using TestBrowser again = await house.SignedIn("leader");
        Answer leaders = await leader.Get("/tai-khoan");
        string foreign = EndButtons().Matches(leaders.Body).Single().Groups[1].Value;
        Answer own = await citizen.Get("/tai-khoan");
        Answer answer = await citizen.Post("/tai-khoan", [.. TestBrowser.Hidden(own.Body[own.Body.IndexOf("sessions", StringComparison.Ordinal)..]).Where(hidden => hidden.Name == "__RequestVerificationToken").Take(1), ("_handler", "sessions"), ("EndId", foreign)]);
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        (await again.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_two_idle_hours_and_a_used_one_does_not()
    {
        using TestBrowser idle = await house.SignedIn("citizen");
        using TestBrowser used = await house.SignedIn("citizen");
        for (int i = 0; i < 3; i++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(50));
            (await used.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await idle.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        house.Time.Advance(TimeSpan.FromHours(14));
        (await used.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task After_sign_out_the_old_cookie_opens_nothing()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        string cookie = browser.Cookies.GetCookieHeader(house.Address);
        Answer page = await browser.Get("/tai-khoan");
        (await browser.Send("/tai-khoan", page, ("__RequestVerificationToken", TestBrowser.Hidden(page.Body).First().Value))).Location.ShouldBe("/");
        using TestBrowser thief = house.Browser(("Cookie", cookie));
        (await thief.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_the_old_password()
    {
        const string old = "ba từ khác nhau";
        const string changed = "một mật khẩu mới";
        using TestBrowser here = house.Browser();
        await here.Fill("/dang-ky", ("Form.FullName", "Lê Văn Ba"), ("Form.UserName", "ba@vidu.vn"), ("Form.Password", old), ("Form.PasswordAgain", old), ("Form.Consent", "true"));
        using TestBrowser there = house.Browser();
        await there.SignIn("ba@vidu.vn", old);

        Answer wrong = await here.Fill("/tai-khoan", ("Password.OldPassword", "không phải"), ("Password.NewPassword", changed), ("Password.NewPasswordAgain", changed));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Text.ShouldContain("Mật khẩu hiện tại không đúng");
        (await here.Fill("/tai-khoan", ("Password.OldPassword", old), ("Password.NewPassword", changed), ("Password.NewPasswordAgain", changed))).Location.ShouldEndWith("tai-khoan?xong=mat-khau");
        (await here.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await there.SignIn("ba@vidu.vn", old)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await there.SignIn("ba@vidu.vn", changed)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_put_in_by_SQL_is_named()
    {
        await house.Sql($"UPDATE accounts SET password_hash = (SELECT password_hash || 'x' FROM accounts WHERE user_name = 'nhungdh23') WHERE user_name = 'trungpq42'");
        (await house.Verify()).Single().Column.ShouldBe("password_digest");
    }

    [Fact]
    public async Task Name_and_phone_are_changed_by_their_owner()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        (await browser.Fill("/tai-khoan", ("Details.FullName", "Đinh Hồng Nhung Mới"), ("Details.Phone", "0987 654 321"))).Location.ShouldEndWith("tai-khoan?xong=ten");
        Answer page = await browser.Get("/tai-khoan?xong=ten");
        page.Text.ShouldContain("Đã lưu thông tin liên hệ.");
        page.Text.ShouldContain("Đinh Hồng Nhung Mới");
        page.Text.ShouldContain("0987654321");
        Answer wrong = await browser.Fill("/tai-khoan", ("Details.FullName", "Đinh Hồng Nhung"), ("Details.Phone", "12"));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Text.ShouldContain("value=\"12\"");
    }

    [Fact]
    public async Task An_official_with_two_posts_says_in_which_one_to_act()
    {
        await Import(positions => positions.Add(JsonNode.Parse("""
            {"agency": "xa2025-07900", "unit": "trung-tam-phuc-vu-hanh-chinh-cong", "role": "one-stop-clerk", "title": "Kiêm tiếp nhận", "validFrom": "2026-01-01", "validTo": null, "label": null}
            """)));
        using TestBrowser browser = house.Browser();
        Answer choice = await browser.SignIn(house.UserName("registry-clerk"), house.Password, "/dang-nhap?returnUrl=/thu/tiep-nhan");
        choice.Location.ShouldBe("/can-bo/vai-tro?returnUrl=%2Fthu%2Ftiep-nhan");
        (await browser.Get("/thu/can-bo")).Location.ShouldBe("/can-bo/vai-tro?returnUrl=%2Fthu%2Fcan-bo");
        Answer page = await browser.Get(choice.Location!);
        page.Text.ShouldContain("Kiêm tiếp nhận");
        string desk = Radios().Matches(page.Body).Select(match => match.Groups[1].Value).Last();

        (await browser.Send(choice.Location!, page, ("PositionId", desk))).Location.ShouldBe("/thu/tiep-nhan");
        (await browser.Get("/thu/tiep-nhan")).Body.ShouldBe("Official one-stop-clerk");
        (await browser.Get("/thu/trang-ky")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Send(choice.Location!, page, ("PositionId", Guid.NewGuid().ToString()))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_former_post_gives_nothing_from_its_last_day_on_though_the_session_lives()
    {
        using TestBrowser browser = await house.SignedIn("registry-clerk");
        (await browser.Get("/thu/can-bo")).Body.ShouldBe("Official registry-clerk");
        await Import(positions => positions.Last()!["validTo"] = "2026-11-24");
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        house.Time.SetUtcNow(new(2026, 11, 23, 16, 59, 0, TimeSpan.Zero));
        house.Time.Advance(TimeSpan.Zero);
        using TestBrowser late = await house.SignedIn("registry-clerk");
        (await late.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Answer away = await late.Get("/thu/can-bo");
        away.Location.ShouldBe("/can-bo/vai-tro?returnUrl=%2Fthu%2Fcan-bo");
        (await late.Get(away.Location!)).Text.ShouldContain("Không có vai trò nào có hiệu lực ngày 24/11/2026");
    }

    async Task Import(Action<JsonArray> edit)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(House.File("people.json")))!;
        edit(file["officials"]!.AsArray().Single(official => (string?)official!["userName"] == house.UserName("registry-clerk"))!["positions"]!.AsArray());
        string path = Path.Combine(house.Data.Path, "people.json");
        await File.WriteAllTextAsync(path, file.ToJsonString(), House.Token);
        (await house.Get<ImportPeople>().Execute(path, Actor.System, House.Token)).Problems.ShouldBeEmpty();
    }

    [GeneratedRegex("name=\"EndId\" value=\"([^\"]+)\"")]
    private static partial Regex EndButtons();

    [GeneratedRegex("type=\"radio\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Radios();
}
