using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Contracts;
using VanLang.Identity.Provider;
using VanLang.Identity.Provider.Logout;
using VanLang.Kernel.Access;
using VanLang.Kernel.Jobs;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class BackchannelLogoutTests : IAsyncLifetime
{
    const string Redirect = "http://127.0.0.1:9/back";

    House house = null!;
    ToldParty told = null!;
    string secret = "";

    public async ValueTask InitializeAsync()
    {
        house = await House.Serve();
        told = await ToldParty.Open();
        secret = await Import(house, told.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await told.DisposeAsync();
        await house.DisposeAsync();
    }

    [Fact]
    public async Task An_application_is_told_when_the_person_signs_out()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        JsonNode metadata = await party.Do(new { act = "metadata" });
        ((bool)metadata["backchannel_logout_supported"]!).ShouldBeTrue();
        ((bool)metadata["backchannel_logout_session_supported"]!).ShouldBeTrue();
        using TestBrowser browser = await house.SignedIn("leader");
        JsonNode claims = (await SignIn(party, browser))["claims"]!;
        await house.RunJobs();
        told.Knocks.ShouldBe(0);

        await SignOut(browser);
        await house.RunJobs();
        JsonNode said = await party.Do(new { act = "told", token = told.Tokens.ShouldHaveSingleItem() });
        ((string?)said["alg"]).ShouldBe("ES256", said.ToJsonString());
        ((string?)said["sid"]).ShouldBe((string?)claims["sid"]);
        ((string?)said["sub"]).ShouldBe((string?)claims["sub"]);
        said["events"]!["http://schemas.openid.net/event/backchannel-logout"]!.ToJsonString().ShouldBe("{}");
        said["nonce"].ShouldBeNull();
        (await Waiting()).ShouldBe(0);
    }

    [Fact]
    public async Task It_is_told_once_for_a_session_however_often_it_refreshed()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        JsonNode tokens = await SignIn(party, browser);
        await party.Do(new { act = "refresh", token = (string?)tokens["refresh_token"] });
        await SignIn(party, browser);
        await SignOut(browser);
        await house.RunJobs();
        told.Tokens.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_told_when_the_owner_ends_the_session_from_another_browser()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        await SignIn(party, browser);
        using TestBrowser other = await house.SignedIn("leader");
        (await other.Fill("/tai-khoan", ("EndOthers", "true"))).Status.ShouldBe(HttpStatusCode.Redirect);
        await house.RunJobs();
        told.Tokens.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_told_of_a_session_that_ran_out_unused()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        await SignIn(party, await house.SignedIn("leader"));
        house.Time.Advance(TimeSpan.FromHours(3));
        await house.RunJobs();
        told.Tokens.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_no_tokens_of_the_session_is_not_told()
    {
        await SignOut(await house.SignedIn("leader"));
        await house.RunJobs();
        told.Knocks.ShouldBe(0);
    }

    [Theory]
    [InlineData(StatusCodes.Status400BadRequest)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    [InlineData(StatusCodes.Status307TemporaryRedirect)]
    public async Task One_that_refuses_is_tried_again_until_it_listens(int answer)
    {
        told.Answers = answer;
        await SignedInAndOut();
        await house.RunJobs();
        told.Tokens.ShouldBeEmpty();
        (await Waiting()).ShouldBe(1);

        told.Answers = StatusCodes.Status200OK;
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.RunJobs();
        told.Tokens.Count.ShouldBe(1);
        (await Waiting()).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_does_not_answer_keeps_nobody_waiting_but_once()
    {
        told.Holds = new();
        await SignedInAndOut();
        await SignedInAndOut();
        await SignedInAndOut();
        await house.RunJobs();
        // The others do not knock: it was busy a moment ago.
        told.Knocks.ShouldBe(1);
        (await Waiting()).ShouldBe(3);
        (await house.Query(db => db.Set<Job>(), jobs => jobs.Select(job => job.Error).ToListAsync(House.Token))).ShouldContain(error => error != null && error.Contains("did not answer in time"));

        told.Holds.SetResult();
        told.Holds = null;
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.RunJobs();
        (await Waiting()).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_never_answers_becomes_an_incident()
    {
        told.Answers = StatusCodes.Status500InternalServerError;
        await SignedInAndOut();
        for (int i = 0; i < 12; i++)
        {
            await house.RunJobs();
            house.Time.Advance(TimeSpan.FromMinutes(20));
        }

        told.Knocks.ShouldBe(10);
        (await house.Query(db => db.Set<Job>().Where(job => job.Kind == LogoutJob.JobKind && job.FailedAt != null), jobs => jobs.CountAsync(House.Token))).ShouldBe(1);
    }

    [Fact]
    public async Task A_real_installation_calls_no_address_inside_the_house()
    {
        await using House real = await House.Serve(("Trial:Real", "yes"));
        string own = await Import(real, told.Address);
        using RelyingParty party = RelyingParty.Start(real, "van-ban", own);
        using TestBrowser browser = await real.SignedIn("leader");
        await SignIn(party, browser);
        await SignOut(browser);
        await real.RunJobs();
        told.Knocks.ShouldBe(0);
        (await real.Query(db => db.Set<Job>().Where(job => job.Kind == LogoutJob.JobKind), jobs => jobs.Select(job => job.Error).SingleAsync(House.Token)))!.ShouldContain("inside the house");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    public void Addresses_of_machines_houses_and_links_are_not_reached(string address) => OutsideNetwork.Reaches(IPAddress.Parse(address), []).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void The_open_network_is_reached(string address) => OutsideNetwork.Reaches(IPAddress.Parse(address), []).ShouldBeTrue();

    [Fact]
    public void A_network_that_the_operator_names_is_reached()
    {
        OutsideNetwork.Reaches(IPAddress.Parse("10.20.3.4"), [IPNetwork.Parse("10.20.0.0/16")]).ShouldBeTrue();
        OutsideNetwork.Reaches(IPAddress.Parse("10.21.3.4"), [IPNetwork.Parse("10.20.0.0/16")]).ShouldBeFalse();
    }

    [Fact]
    public async Task An_address_without_https_is_refused_at_import()
    {
        string path = await Write(house, "http://vanban.example/het-phien");
        (await house.Get<ImportClients>().Execute(path, Actor.System, House.Token)).Problems.Single().ToString().ShouldContain("backchannelLogoutUri");
    }

    /// <summary>Tokens asked for while the session ends: either the application gets none, or it is told.</summary>
    [Fact]
    public async Task No_application_gets_tokens_of_an_ending_session_without_being_told()
    {
        for (int i = 0; i < 5; i++)
        {
            told.Tokens.Clear();
            using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
            using TestBrowser browser = await house.SignedIn("leader");
            string url = Local((string)(await party.Do(new { act = "start", redirect = Redirect, scope = "openid offline_access" }))["url"]!);
            Answer back = await browser.Get(url);
            Answer account = await browser.Get("/tai-khoan");
            Task<JsonNode> redeemed = party.Do(new { act = "callback", url = back.Location });
            await SignOut(browser, account);
            bool got = (await redeemed)["access_token"] is not null;
            await house.RunJobs();
            told.Tokens.Count.ShouldBe(got ? 1 : 0);
        }
    }

    async Task SignedInAndOut()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        await SignIn(party, browser);
        await SignOut(browser);
    }

    Task<int> Waiting() => house.Query(db => db.Set<Job>().Where(job => job.Kind == LogoutJob.JobKind), jobs => jobs.CountAsync(House.Token));

    static async Task<JsonNode> SignIn(RelyingParty party, TestBrowser browser)
    {
        string url = Local((string)(await party.Do(new { act = "start", redirect = Redirect, scope = "openid offline_access" }))["url"]!);
        Answer back = await browser.Get(url);
        JsonNode tokens = await party.Do(new { act = "callback", url = back.Location });
        tokens["access_token"].ShouldNotBeNull(tokens.ToJsonString());
        return tokens;
    }

    static async Task SignOut(TestBrowser browser) => await SignOut(browser, await browser.Get("/tai-khoan"));

    static async Task SignOut(TestBrowser browser, Answer account) =>
        (await browser.Send("/tai-khoan", account, ("__RequestVerificationToken", TestBrowser.Hidden(account.Body).First().Value))).Location.ShouldBe("/");

    static async Task<string> Import(House house, string address)
    {
        (await house.Get<ImportClients>().Execute(await Write(house, address), Actor.System, House.Token)).Problems.ShouldBeEmpty();
        return (await house.Get<ClientSecrets>().Renew("van-ban", Actor.System, House.Token)).Value!;
    }

    static async Task<string> Write(House house, string address)
    {
        string path = Path.Combine(house.Data.Path, "clients.json");
        await File.WriteAllTextAsync(path, $$"""
            {"clients": [{"clientId": "van-ban", "kind": "web", "name": "Quản lý văn bản", "nameEn": "Documents", "provincial": true,
              "redirectUris": ["{{Redirect}}"], "postLogoutRedirectUris": [], "scopes": ["profile", "offline_access"], "audiences": null,
              "backchannelLogoutUri": "{{address}}"}]}
            """, House.Token);
        return path;
    }

    static string Local(string url) => new Uri(url).PathAndQuery;
}
