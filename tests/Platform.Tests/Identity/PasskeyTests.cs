using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Passkeys;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed partial class PasskeyTests : IAsyncLifetime
{
    const string Factors = "/tai-khoan/xac-thuc";

    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(("Trial:PublicHost", "localhost"));

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Who_has_a_passkey_signs_in_without_name_password_or_code()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        PasskeyDevice device = Device();
        Answer added = await Add(browser, device, "Điện thoại của tôi");
        added.Text.ShouldContain("chỉ hiện một lần");
        Papers().Count(added.Text).ShouldBe(10);

        using TestBrowser other = house.Browser();
        Answer signedIn = await SignIn(other, device, "/dang-nhap?returnUrl=/thu/can-bo");
        signedIn.Location.ShouldBe("/thu/can-bo");
        (await other.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        string list = (await other.Get(Factors)).Main;
        list.ShouldContain("Điện thoại của tôi");
        list.ShouldContain("Chỉ trong thiết bị");
        list.ShouldNotContain("Chưa dùng");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_citizen_sets_a_forgotten_password_anew_by_passkey_and_an_official_does_not()
    {
        const string Page = "/quen-mat-khau";
        const string Another = "mật khẩu sau khi quên";
        using TestBrowser owner = house.Browser();
        await owner.Fill("/dang-ky", ("Form.FullName", "Lê Văn Ba"), ("Form.UserName", "ba@vidu.vn"), ("Form.Password", "mật khẩu đầu tiên"), ("Form.PasswordAgain", "mật khẩu đầu tiên"), ("Form.Consent", "true"));
        PasskeyDevice device = Device();
        await Add(owner, device);
        foreach ((PasskeyDevice shown, bool works) in new[] { (device, true), (await Registered("leader"), false) })
        {
            using TestBrowser browser = house.Browser();
            Answer opened = await browser.Get(Page);
            string answer = shown.Show((await browser.Post("/dang-nhap/khoa-truy-cap")).Body);
            Answer done = await browser.Send(Page, opened, ("Passkey", answer), ("Key.Password", Another), ("Key.PasswordAgain", Another));
            house.Time.Advance(TimeSpan.FromSeconds(1));
            if (works)
                done.Location.ShouldBe("/dang-nhap?xong=dat-lai");
            else
                done.Text.ShouldContain("không mở được tài khoản nào ở đây");
            (await browser.Get("/thu/dang-nhap")).Status.ShouldBe(HttpStatusCode.Redirect);
        }

        (await owner.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Redirect);
        using TestBrowser after = house.Browser();
        (await after.SignIn("ba@vidu.vn", Another)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_way_goes_through_the_record()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        PasskeyDevice device = Device();
        await Add(browser, device);
        using TestBrowser other = house.Browser();
        await SignIn(other, device);
        await other.Fill(Factors, ("RemoveKey", await IdOf()));

        List<string> types = await house.Get<VanLang.Kernel.Operations.UnitOfWork>().Read(
            (db, token) => db.Database.SqlQuery<string>($"SELECT type AS \"Value\" FROM record_events").ToListAsync(token), House.Token);
        foreach (string type in new[] { "passkey.added", "account.passkey-added", "account.signed-in", "passkey.removed", "account.passkey-removed" })
            types.ShouldContain(type);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_that_was_removed_opens_nothing()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        PasskeyDevice device = Device();
        await Add(browser, device);
        (await browser.Fill(Factors, ("RemoveKey", await IdOf()))).Location.ShouldBe($"{Factors}?xong=go-khoa");
        using TestBrowser other = house.Browser();
        Answer refused = await SignIn(other, device);
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Text.ShouldContain("không mở được tài khoản nào ở đây");
        (await other.Get("/thu/dang-nhap")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_answer_given_to_another_site_is_refused()
    {
        PasskeyDevice device = await Registered("citizen");
        device.Origin = "https://dichvucong.phutho-gov.vn";
        using TestBrowser fooled = house.Browser();
        (await SignIn(fooled, device)).Text.ShouldContain("không mở được tài khoản nào ở đây");
        device.Origin = Origin;
        device.Host = "phutho-gov.vn";
        (await SignIn(fooled, device)).Text.ShouldContain("không mở được tài khoản nào ở đây");
    }

    [Fact]
    public async Task A_device_that_did_not_ask_for_finger_or_PIN_is_refused()
    {
        PasskeyDevice device = await Registered("citizen");
        device.AsksForFinger = false;
        using TestBrowser other = house.Browser();
        (await SignIn(other, device)).Text.ShouldContain("không mở được tài khoản nào ở đây");
    }

    [Fact]
    public async Task An_answer_counts_once_even_with_the_cookie_of_its_question()
    {
        PasskeyDevice device = await Registered("citizen");
        using TestBrowser owner = house.Browser();
        Answer page = await owner.Get("/dang-nhap");
        string answer = device.Show((await owner.Post("/dang-nhap/khoa-truy-cap")).Body);
        Cookie asked = owner.Cookies.GetCookies(house.Address)["vanlang-passkey"]!;
        (await owner.Send("/dang-nhap", page, ("Passkey", answer))).Status.ShouldBe(HttpStatusCode.Redirect);

        using TestBrowser thief = house.Browser();
        Answer thiefPage = await thief.Get("/dang-nhap");
        thief.Cookies.Add(house.Address, new Cookie(asked.Name, asked.Value));
        Answer refused = await thief.Send("/dang-nhap", thiefPage, ("Passkey", answer));
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Text.ShouldContain("Đã quá lâu kể từ lúc bấm nút");
    }

    [Fact]
    public async Task A_question_waits_five_minutes()
    {
        PasskeyDevice device = await Registered("citizen");
        using TestBrowser slow = house.Browser();
        Answer page = await slow.Get("/dang-nhap");
        string options = (await slow.Post("/dang-nhap/khoa-truy-cap")).Body;
        house.Time.Advance(TimeSpan.FromMinutes(5));
        (await slow.Send("/dang-nhap", page, ("Passkey", device.Show(options)))).Text.ShouldContain("Đã quá lâu kể từ lúc bấm nút");
    }

    [Fact]
    public async Task A_count_that_goes_back_closes_the_passkey_and_warns_its_owner()
    {
        PasskeyDevice device = await Registered("leader", device => device.Count = 4);
        using TestBrowser first = house.Browser();
        device.Count = 7;
        (await SignIn(first, device)).Status.ShouldBe(HttpStatusCode.Redirect);
        device.Count = 6;
        using TestBrowser copy = house.Browser();
        Answer refused = await SignIn(copy, device);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("có dấu hiệu bị sao chép");
        device.Count = 8;
        (await SignIn(copy, device)).Text.ShouldContain("có dấu hiệu bị sao chép");

        (await first.Get(Factors)).Main.ShouldContain("có dấu hiệu bị sao chép");
        (await first.Fill(Factors, ("RemoveKey", await IdOf()))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_that_is_backed_up_says_so_and_keeps_no_count()
    {
        PasskeyDevice device = await Registered("citizen", device => device.IsBackedUp = true);
        for (int i = 0; i < 2; i++)
        {
            using TestBrowser other = house.Browser();
            (await SignIn(other, device)).Status.ShouldBe(HttpStatusCode.Redirect);
            (await other.Get(Factors)).Main.ShouldContain("Có bản sao");
        }
    }

    [Fact]
    public async Task An_official_who_set_up_a_passkey_alone_works_and_the_password_alone_no_longer_opens_the_account()
    {
        await house.Sql($"UPDATE accounts SET is_demonstration = {false} WHERE user_name = {house.UserName("leader")}");
        using TestBrowser earlier = house.Browser();
        await earlier.SignIn(house.UserName("leader"), house.Password);
        using TestBrowser browser = house.Browser();
        (await browser.SignIn(house.UserName("leader"), house.Password)).Location.ShouldBe(Factors);
        PasskeyDevice device = Device();
        Answer added = await Add(browser, device);
        string paper = Papers().Match(added.Text).Groups[1].Value;
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);

        // Who has the password would set up an app of their own otherwise.
        (await earlier.Get(Factors)).Location.ShouldStartWith("/dang-nhap");
        using TestBrowser thief = house.Browser();
        (await thief.SignIn(house.UserName("leader"), house.Password)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
        (await thief.Get(Factors)).Location.ShouldStartWith("/dang-nhap");
        (await thief.Fill("/dang-nhap/ma-xac-thuc", ("Otp", "123456"))).Status.ShouldBe(HttpStatusCode.BadRequest);

        using TestBrowser owner = house.Browser();
        await owner.SignIn(house.UserName("leader"), house.Password);
        (await SignIn(owner, device, "/dang-nhap/ma-xac-thuc")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await owner.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        using TestBrowser withPaper = house.Browser();
        await withPaper.SignIn(house.UserName("leader"), house.Password);
        (await withPaper.Fill("/dang-nhap/ma-xac-thuc", ("Otp", paper))).Status.ShouldBe(HttpStatusCode.Redirect);

        Answer last = await browser.Fill(Factors, ("RemoveKey", await IdOf()));
        last.Status.ShouldBe(HttpStatusCode.Conflict);
        last.Text.ShouldContain("yếu tố thứ hai duy nhất");
    }

    [Fact]
    public async Task Of_two_passkeys_removed_at_once_an_official_keeps_one()
    {
        await house.Sql($"UPDATE accounts SET is_demonstration = {false} WHERE user_name = {house.UserName("leader")}");
        using TestBrowser browser = house.Browser();
        await browser.SignIn(house.UserName("leader"), house.Password);
        await Add(browser, Device(), "một");
        (await Add(browser, Device(), "hai")).Location.ShouldBe($"{Factors}?xong=them-khoa");
        List<Guid> ids = await house.Query(db => db.Set<Passkey>(), rows => rows.Select(row => row.Id).ToListAsync(House.Token));
        Actor actor = OpenSession.ActorOf(await AccountOf("leader"));
        bool[] removed = await Task.WhenAll(ids.Select(async id => (await house.Get<OwnPasskeys>().Remove(actor, id, House.Token)).Succeeded));
        removed.Count(done => done).ShouldBe(1);
    }

    [Fact]
    public async Task A_citizen_with_a_passkey_still_has_the_password_as_before()
    {
        await Registered("citizen");
        using TestBrowser other = house.Browser();
        (await other.SignIn(house.UserName("citizen"), house.Password)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task What_is_delicate_can_be_confirmed_by_a_passkey_of_the_same_account_alone()
    {
        PasskeyDevice stranger = await Registered("one-stop-clerk");
        using TestBrowser browser = await house.SignedIn("leader");
        PasskeyDevice device = Device();
        await Add(browser, device);
        Answer page = await browser.Get(Factors);
        house.Time.Advance(TimeSpan.FromMinutes(16));
        Answer away = await browser.Send(Factors, page, ("Codes", "renew"));
        away.Location.ShouldStartWith("/xac-nhan");
        (await SignIn(browser, stranger, away.Location!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SignIn(browser, device, away.Location!)).Location.ShouldBe("/gui-lai");
    }

    [Fact]
    public async Task A_passkey_of_a_closed_account_opens_nothing()
    {
        PasskeyDevice device = await Registered("citizen");
        await house.Sql($"UPDATE accounts SET disabled_at = created_at WHERE user_name = {house.UserName("citizen")}");
        using TestBrowser other = house.Browser();
        Answer refused = await SignIn(other, device);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("đã bị khóa bởi người quản trị");
    }

    [Fact]
    public async Task A_reset_by_two_people_takes_passkeys_away()
    {
        PasskeyDevice device = await Registered("citizen");
        Account account = await AccountOf("citizen");
        await house.Get<VanLang.Kernel.Operations.UnitOfWork>().Execute<VanLang.Kernel.Errors.Done>(
            new VanLang.Kernel.Operations.Operation("test.reset", Actor.System),
            async (work, token) =>
            {
                await SecondFactors.RemoveAll(work, account.Id, token);
                return new VanLang.Kernel.Errors.Done();
            },
            House.Token);
        using TestBrowser other = house.Browser();
        (await SignIn(other, device)).Text.ShouldContain("không mở được tài khoản nào ở đây");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_exchanged_or_brought_back_by_SQL_is_named()
    {
        await Registered("citizen");
        await house.Sql($"UPDATE passkeys SET public_key = {new byte[] { 1 }}");
        (await house.Verify()).Single().Column.ShouldBe("public_key_digest");
    }

    [Fact]
    public async Task Adding_one_asks_again_after_a_quarter_of_an_hour()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        Answer page = await browser.Get(Factors);
        house.Time.Advance(TimeSpan.FromMinutes(16));
        (await browser.Send(Factors, page, ("AddKey", "true"))).Location.ShouldStartWith("/xac-nhan");
    }

    [Fact]
    public async Task A_passkey_made_for_one_account_is_not_taken_for_another()
    {
        using TestBrowser victim = await house.SignedIn("leader");
        Answer page = await victim.Fill(Factors, ("AddKey", "true"));
        using TestBrowser thief = await house.SignedIn("citizen");
        Answer begun = await thief.Fill(Factors, ("AddKey", "true"));
        thief.Cookies.Add(house.Address, new Cookie("vanlang-passkey", victim.Cookies.GetCookies(house.Address)["vanlang-passkey"]!.Value));
        Answer refused = await thief.Send(Factors, begun, ("New.Answer", Device().Make(Options(page))), ("New.Name", "x"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("Thiết bị chưa tạo được khóa truy cập");
    }

    [Fact]
    public async Task Without_a_name_the_device_is_asked_for_one()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        Answer unnamed = await Add(browser, Device(), " ");
        unnamed.Status.ShouldBe(HttpStatusCode.BadRequest);
        unnamed.Text.ShouldContain("Nhập tên của khóa truy cập");
        Answer again = await browser.Send(Factors, unnamed, ("New.Answer", Device().Make(Options(unnamed))), ("New.Name", "x"));
        again.Text.ShouldContain("chỉ hiện một lần");
    }

    [Fact]
    public async Task Where_browsers_make_no_passkeys_none_are_offered()
    {
        await using House byNumber = await House.Serve();
        using TestBrowser browser = byNumber.Browser();
        (await browser.Get("/dang-nhap")).Body.ShouldNotContain("data-passkey");
        (await browser.Post("/dang-nhap/khoa-truy-cap")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    string Origin => $"http://localhost:{house.Address.Port}";

    PasskeyDevice Device() => new(Origin);

    async Task<PasskeyDevice> Registered(string role, Action<PasskeyDevice>? set = null)
    {
        PasskeyDevice device = Device();
        set?.Invoke(device);
        using TestBrowser browser = await house.SignedIn(role);
        (await Add(browser, device)).Status.ShouldBe(HttpStatusCode.OK);
        return device;
    }

    async Task<Answer> Add(TestBrowser browser, PasskeyDevice device, string name = "máy thử")
    {
        Answer begun = await browser.Fill(Factors, ("AddKey", "true"));
        Answer added = await browser.Send(Factors, begun, ("New.Answer", device.Make(Options(begun))), ("New.Name", name));
        // Two questions at the same instant could not be told apart.
        house.Time.Advance(TimeSpan.FromSeconds(1));
        return added;
    }

    async Task<Answer> SignIn(TestBrowser browser, PasskeyDevice device, string page = "/dang-nhap")
    {
        Answer opened = await browser.Get(page);
        string answer = device.Show((await browser.Post("/dang-nhap/khoa-truy-cap")).Body);
        Answer signedIn = await browser.Send(page, opened, ("Passkey", answer));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        return signedIn;
    }

    static string Options(Answer page) => WebUtility.HtmlDecode(Regex.Match(page.Body, "data-passkey-options=\"([^\"]*)\"").Groups[1].Value);

    async Task<string> IdOf() => (await house.Query(db => db.Set<Passkey>().Where(row => row.RemovedAt == null), rows => rows.Select(row => row.Id).SingleAsync(House.Token))).ToString();

    Task<Account> AccountOf(string role)
    {
        string name = house.UserName(role);
        return house.Query(db => db.Set<Account>().Where(account => account.UserName == name), accounts => accounts.SingleAsync(House.Token));
    }

    [GeneratedRegex("<li class=\"vl-code\">([0-9A-Z-]+)</li>")]
    private static partial Regex Papers();
}
