using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class SecondFactorTestsOnSqlite() : SecondFactorTests(StoreKind.Sqlite);

public sealed class SecondFactorTestsOnPostgres() : SecondFactorTests(StoreKind.Postgres);

public abstract partial class SecondFactorTests(StoreKind store) : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(store);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Who_set_up_an_app_is_asked_for_its_code_from_then_on()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (byte[] secret, string[] papers) = await SetUp(browser);
        papers.Length.ShouldBe(10);
        using TestBrowser other = house.Browser();
        Answer first = await other.SignIn(house.UserName("leader"), house.Password, "/dang-nhap?returnUrl=/thu/can-bo");
        first.Location.ShouldBe("/dang-nhap/ma-xac-thuc?returnUrl=%2Fthu%2Fcan-bo");
        (await other.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.Redirect);

        house.Time.Advance(TimeSpan.FromSeconds(30));
        Answer wrong = await other.Fill(first.Location!, ("Otp", "000000"));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Text.ShouldContain("Mã không đúng, đã hết hạn");
        (await other.Fill(first.Location!, ("Otp", Code(secret)))).Location.ShouldBe("/thu/can-bo");
        (await other.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_seen_over_the_shoulder_is_refused_the_second_time()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (byte[] secret, _) = await SetUp(browser);
        house.Time.Advance(TimeSpan.FromSeconds(30));
        string code = Code(secret);
        using TestBrowser owner = await PasswordDone();
        using TestBrowser thief = await PasswordDone();
        (await owner.Fill("/dang-nhap/ma-xac-thuc", ("Otp", code))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await thief.Fill("/dang-nhap/ma-xac-thuc", ("Otp", code))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await thief.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_code_from_paper_works_once_and_the_table_does_not_hold_it()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (_, string[] papers) = await SetUp(browser);
        using TestBrowser first = await PasswordDone();
        (await first.Fill("/dang-nhap/ma-xac-thuc", ("Otp", papers[3].ToLowerInvariant()))).Status.ShouldBe(HttpStatusCode.Redirect);
        using TestBrowser second = await PasswordDone();
        (await second.Fill("/dang-nhap/ma-xac-thuc", ("Otp", papers[3]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await first.Get("/tai-khoan/xac-thuc")).Text.ShouldContain("Còn 9 mã dự phòng");
        byte[] database = await house.RawDatabase();
        database.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(house.UserName("leader"))).ShouldBeGreaterThan(-1);
        foreach (string paper in papers)
            database.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(paper.Replace("-", "", StringComparison.Ordinal))).ShouldBe(-1);
    }

    [Fact]
    public async Task The_secret_lies_in_the_database_unreadable()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (byte[] secret, _) = await SetUp(browser);
        (await house.RawDatabase()).AsSpan().IndexOf(secret).ShouldBe(-1);
    }

    [Fact]
    public async Task An_official_of_a_real_account_works_only_after_the_second_factor_is_set_up()
    {
        await house.Sql($"UPDATE accounts SET is_demonstration = {false} WHERE user_name = {house.UserName("leader")}");
        using TestBrowser browser = house.Browser();
        Answer signedIn = await browser.SignIn(house.UserName("leader"), house.Password, "/dang-nhap?returnUrl=/thu/can-bo");
        signedIn.Location.ShouldBe("/tai-khoan/xac-thuc?returnUrl=%2Fthu%2Fcan-bo");
        foreach (string page in new[] { "/thu/can-bo", "/thu/dang-nhap", "/tai-khoan", "/can-bo/vai-tro" })
            (await browser.Get(page)).Location.ShouldStartWith("/tai-khoan/xac-thuc");
        (await browser.Get("/thu/cong-khai")).Status.ShouldBe(HttpStatusCode.OK);

        await SetUp(browser);
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get("/tai-khoan/xac-thuc")).Body.ShouldNotContain("value=\"remove\"");
        (await house.Get<SecondFactors>().Remove(await Actor("leader"), House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-FACTOR-NEEDED");
    }

    [Fact]
    public async Task What_is_delicate_asks_again_after_a_quarter_of_an_hour_and_keeps_what_was_sent()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (byte[] secret, _) = await SetUp(browser);
        Answer page = await browser.Get("/tai-khoan/xac-thuc");
        house.Time.Advance(TimeSpan.FromMinutes(16));
        Answer away = await browser.Send("/tai-khoan/xac-thuc", page, ("Codes", "renew"));
        away.Location.ShouldBe("/xac-nhan?returnUrl=%2Ftai-khoan%2Fxac-thuc");
        (await browser.Fill(away.Location!, ("Otp", "123456"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Fill(away.Location!, ("Otp", Code(secret)))).Location.ShouldBe("/gui-lai");
        Answer again = await browser.Get("/gui-lai");
        again.Text.ShouldContain("renew");
        (await browser.Send("/gui-lai", again, ("Codes", "renew"))).Text.ShouldContain("chỉ hiện một lần");
    }

    [Fact]
    public async Task Without_a_factor_the_password_is_asked_again()
    {
        using TestBrowser browser = await house.SignedIn("citizen");
        Answer page = await browser.Get("/tai-khoan/xac-thuc");
        house.Time.Advance(TimeSpan.FromMinutes(16));
        Answer away = await browser.Send("/tai-khoan/xac-thuc", page, ("Act", "begin"));
        (await browser.Fill(away.Location!, ("Otp", "not this one"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Fill(away.Location!, ("Otp", house.Password))).Location.ShouldBe("/gui-lai");
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_from_many_places_and_a_known_device_still_gets_in()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (byte[] secret, _) = await SetUp(browser);
        Account account = await AccountOf("leader");
        SecondFactorAsked ticket = new(account.Id, account.SecurityStamp);
        ProveFactor prove = house.Get<ProveFactor>();
        for (int i = 0; i < 50; i++)
        {
            Task<Outcome<OpenedSession>> guess = prove.SignIn(ticket, "000000", Place($"192.0.2.{i}"), House.Token);
            await AdvanceUntil(guess);
            (await guess).Failure!.Code.Code.ShouldBe("IDENTITY-CODE-WRONG");
        }

        house.Time.Advance(TimeSpan.FromSeconds(30));
        (await prove.SignIn(ticket, Code(secret), Place("198.51.100.1"), House.Token)).Failure!.Code.Code.ShouldBe("IDENTITY-SIGN-IN-SLOWED");
        string note = house.Get<KnownDevice>().NoteFor(account.Id, account.SecurityStamp);
        (await prove.SignIn(ticket, Code(secret), Place("198.51.100.1") with { DeviceNote = note }, House.Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_thousand_wrong_passwords_from_everywhere_keep_the_owner_out_neither_at_home_nor_elsewhere()
    {
        Account account = await AccountOf("leader");
        string note = house.Get<KnownDevice>().NoteFor(account.Id, account.SecurityStamp);
        SignIn signIn = house.Get<SignIn>();
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            Task<Outcome<SignInStep>> guess = signIn.Execute(house.UserName("leader"), $"guess {i}", Place($"10.0.0.{i % 20}"), House.Token);
            await AdvanceUntil(guess);
            refused += (await guess).Succeeded ? 0 : 1;
        }

        refused.ShouldBe(1000);
        DateTimeOffset before = house.Time.GetUtcNow();
        (await signIn.Execute(house.UserName("leader"), house.Password, Place("203.0.113.9") with { DeviceNote = note }, House.Token)).Succeeded.ShouldBeTrue();
        house.Time.GetUtcNow().ShouldBe(before);
        Task<Outcome<SignInStep>> elsewhere = signIn.Execute(house.UserName("leader"), house.Password, Place("203.0.113.9"), House.Token);
        await AdvanceUntil(elsewhere);
        (await elsewhere).Succeeded.ShouldBeTrue();
        (house.Time.GetUtcNow() - before).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_device_note_of_another_account_or_before_a_new_password_is_worth_nothing()
    {
        Account leader = await AccountOf("leader");
        Account clerk = await AccountOf("one-stop-clerk");
        KnownDevice devices = house.Get<KnownDevice>();
        devices.KeyFor(leader, devices.NoteFor(leader.Id, leader.SecurityStamp)).ShouldNotBeNull();
        devices.KeyFor(leader, devices.NoteFor(clerk.Id, clerk.SecurityStamp)).ShouldBeNull();
        devices.KeyFor(leader, devices.NoteFor(leader.Id, "an earlier stamp")).ShouldBeNull();
        devices.KeyFor(leader, "forged").ShouldBeNull();
        string note = devices.NoteFor(leader.Id, leader.SecurityStamp);
        house.Time.Advance(TimeSpan.FromDays(181));
        devices.KeyFor(leader, note).ShouldBeNull();
    }

    [Fact]
    public async Task An_authenticator_exchanged_by_SQL_is_named()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        await SetUp(browser);
        await house.Sql($"UPDATE authenticators SET secret = {new byte[] { 0 }}");
        (await house.Verify()).Single().Column.ShouldBe("secret_digest");
    }

    Task<(byte[] Secret, string[] Papers)> SetUp(TestBrowser browser) => SetUp(house, browser);

    internal static async Task<(byte[] Secret, string[] Papers)> SetUp(House house, TestBrowser browser)
    {
        (byte[] secret, Answer done) = await SetUpAnswer(house, browser);
        return (secret, [.. Papers().Matches(done.Text).Select(match => match.Groups[1].Value)]);
    }

    internal static async Task<Answer> SetUpPage(House house, TestBrowser browser) => (await SetUpAnswer(house, browser)).Done;

    static async Task<(byte[] Secret, Answer Done)> SetUpAnswer(House house, TestBrowser browser)
    {
        Answer shown = await browser.Fill("/tai-khoan/xac-thuc", ("Act", "begin"));
        shown.Body.ShouldContain("<svg class=\"vl-qr\"");
        byte[] secret = FromBase32(Regex.Match(shown.Text, "<strong class=\"vl-code\">([A-Z2-7 ]+)</strong>").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        (await browser.Send("/tai-khoan/xac-thuc", shown, ("Otp", "12"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        Answer done = await browser.Send("/tai-khoan/xac-thuc", shown, ("Otp", Code(house, secret)));
        done.Status.ShouldBe(HttpStatusCode.OK, done.Main);
        return (secret, done);
    }

    async Task<TestBrowser> PasswordDone()
    {
        TestBrowser browser = house.Browser();
        (await browser.SignIn(house.UserName("leader"), house.Password)).Location.ShouldBe("/dang-nhap/ma-xac-thuc");
        return browser;
    }

    /// <summary>The pause before an answer is taken on the test's clock.</summary>
    async Task AdvanceUntil(Task task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(5, House.Token));
            if (!task.IsCompleted)
                house.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    string Code(byte[] secret) => Code(house, secret);

    static string Code(House house, byte[] secret) => Totp.Code(secret, Totp.StepOf(house.Time.GetUtcNow()));

    static Browser Place(string address) => new("x", "", address, IsLocal: true);

    Task<Account> AccountOf(string role)
    {
        string name = house.UserName(role);
        return house.Query(db => db.Set<Account>().Where(account => account.UserName == name), accounts => accounts.SingleAsync(House.Token));
    }

    async Task<Actor> Actor(string role) => OpenSession.ActorOf(await AccountOf(role));

    static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        int buffer = 0;
        int bits = 0;
        foreach (char letter in text)
        {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;
            bytes.Add((byte)(buffer >> (bits - 8)));
            bits -= 8;
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }

    [GeneratedRegex("<li class=\"vl-code\">([0-9A-Z-]+)</li>")]
    private static partial Regex Papers();
}
