using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using Shouldly;
using VanLang.Identity.Contracts;
using VanLang.Identity.Provider;
using VanLang.Kernel.Access;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class ProviderTests : IAsyncLifetime
{
    const string Redirect = "http://127.0.0.1:9/back";
    const string All = "openid profile roles offline_access";

    House house = null!;
    string secret = "";
    string programSecret = "";

    public async ValueTask InitializeAsync()
    {
        house = await House.Serve();
        await Import("""
            {"clients": [
              {"clientId": "van-ban", "kind": "web", "name": "Quản lý văn bản", "nameEn": "Documents", "provincial": true,
               "redirectUris": ["http://127.0.0.1:9/back"], "postLogoutRedirectUris": ["http://127.0.0.1:9/bye"], "scopes": ["profile", "roles", "offline_access"], "audiences": ["kho-du-lieu"]},
              {"clientId": "ung-dung", "kind": "public", "name": "Ứng dụng bên ngoài", "nameEn": "An outside app", "provincial": false,
               "redirectUris": ["http://127.0.0.1:9/back"], "postLogoutRedirectUris": [], "scopes": ["profile", "roles", "offline_access"], "audiences": null},
              {"clientId": "kho-du-lieu", "kind": "service", "name": "Kho dữ liệu", "nameEn": "Data store", "provincial": true,
               "redirectUris": [], "postLogoutRedirectUris": [], "scopes": [], "audiences": null}
            ]}
            """);
        secret = (await house.Get<ClientSecrets>().Renew("van-ban", Actor.System, House.Token)).Value!;
        programSecret = (await house.Get<ClientSecrets>().Renew("kho-du-lieu", Actor.System, House.Token)).Value!;
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task An_application_signs_an_official_in_and_learns_name_position_agency_and_role()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        JsonNode metadata = await party.Do(new { act = "metadata" });
        ((string?)metadata["issuer"]).ShouldBe(house.Address.ToString());
        metadata["id_token_signing_alg_values_supported"]!.AsArray().Select(alg => (string?)alg).ShouldBe(["ES256"]);
        metadata["code_challenge_methods_supported"]!.AsArray().Select(method => (string?)method).ShouldBe(["S256"]);

        using TestBrowser browser = house.Browser();
        string url = await Begin(party);
        Answer asked = await browser.Get(url);
        asked.Location.ShouldStartWith("/dang-nhap?returnUrl=%2Fconnect%2Fauthorize");
        Answer signedIn = await browser.SignIn(house.UserName("leader"), house.Password, asked.Location!);
        signedIn.Location.ShouldStartWith("/tiep?returnUrl=");
        (await browser.Get(signedIn.Location!)).Body.ShouldContain("http-equiv=\"refresh\"");
        Answer back = await browser.Get(url);
        back.Location.ShouldStartWith(Redirect);

        JsonNode tokens = await party.Do(new { act = "callback", url = back.Location });
        JsonNode claims = tokens["claims"] ?? throw new InvalidOperationException(tokens.ToJsonString());
        ((string?)claims["name"]).ShouldBe("Phạm Quốc Trung");
        ((string?)claims["agency_code"]).ShouldNotBeNull();
        ((string?)claims["position_title"]).ShouldNotBeNull();
        claims["roles"]!.ToJsonString().ShouldContain("leader");
        JsonNode info = await party.Do(new { act = "userinfo", token = (string?)tokens["access_token"], sub = (string?)claims["sub"] });
        ((string?)info["agency_code"]).ShouldBe((string?)claims["agency_code"]);
        ((bool)(await party.Do(new { act = "introspect", token = (string?)tokens["access_token"] }))["active"]!).ShouldBeTrue();
        using RelyingParty store = RelyingParty.Start(house, "kho-du-lieu", programSecret);
        ((bool)(await store.Do(new { act = "introspect", token = (string?)tokens["access_token"] }))["active"]!).ShouldBeTrue();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refresh_token_that_comes_twice_ends_the_whole_sign_in()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        JsonNode first = await SignIn(party, "leader");
        JsonNode second = await party.Do(new { act = "refresh", token = (string?)first["refresh_token"] });
        ((string?)second["refresh_token"]).ShouldNotBe((string?)first["refresh_token"]);
        ((string?)second["error"]).ShouldBeNull();
        ((string?)(await party.Do(new { act = "refresh", token = (string?)first["refresh_token"] }))["error"]).ShouldBe("invalid_grant");
        ((string?)(await party.Do(new { act = "refresh", token = (string?)second["refresh_token"] }))["error"]).ShouldBe("invalid_grant");
        ((bool)(await party.Do(new { act = "introspect", token = (string?)second["access_token"] }))["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task With_the_session_every_token_ends_with_the_next_question()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        JsonNode tokens = await SignIn(party, browser);
        Answer account = await browser.Get("/tai-khoan");
        (await browser.Send("/tai-khoan", account, ("__RequestVerificationToken", TestBrowser.Hidden(account.Body).First().Value))).Location.ShouldBe("/");
        ((bool)(await party.Do(new { act = "introspect", token = (string?)tokens["access_token"] }))["active"]!).ShouldBeFalse();
        ((string?)(await party.Do(new { act = "refresh", token = (string?)tokens["refresh_token"] }))["error"]).ShouldBe("invalid_grant");
        ((int?)(await party.Do(new { act = "userinfo", token = (string?)tokens["access_token"], sub = (string?)tokens["claims"]!["sub"] }))["status"]).ShouldBe(401);
    }

    [Fact]
    public async Task A_post_that_ends_takes_its_access_tokens_with_it_and_a_refresh_tells_of_none()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        JsonNode tokens = await SignIn(party, "registry-clerk");
        await house.Sql($"UPDATE positions SET valid_to = '2026-11-23' WHERE person_id IN (SELECT person_id FROM accounts WHERE user_name = {house.UserName("registry-clerk")})");
        ((bool)(await party.Do(new { act = "introspect", token = (string?)tokens["access_token"] }))["active"]!).ShouldBeFalse();
        JsonNode refreshed = await party.Do(new { act = "refresh", token = (string?)tokens["refresh_token"] });
        refreshed["claims"]!["roles"].ShouldBeNull();
        refreshed["claims"]!["position"].ShouldBeNull();
    }

    [Fact]
    public async Task Sign_out_from_the_application_ends_the_session_and_leads_back()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        JsonNode tokens = await SignIn(party, browser);
        string url = (string)(await party.Do(new { act = "logout", hint = (string?)tokens["id_token"], redirect = "http://127.0.0.1:9/bye" }))["url"]!;
        // A link alone, without the token of this very session, signs nobody out.
        (await browser.Get("/connect/logout")).Location.ShouldBe("/dang-nhap");
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get(Local(url))).Location.ShouldStartWith("http://127.0.0.1:9/bye");
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Get(Local(url.Replace("bye", "elsewhere", StringComparison.Ordinal)))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_application_from_outside_is_told_nothing_before_the_person_agrees()
    {
        using RelyingParty party = RelyingParty.Start(house, "ung-dung");
        using TestBrowser browser = await house.SignedIn("citizen");
        string url = await Begin(party);
        Answer asked = await browser.Get(url);
        asked.Location.ShouldStartWith("/dong-y?returnUrl=");
        (await browser.Get(asked.Location!)).Text.ShouldContain("Ứng dụng bên ngoài muốn biết Ông/Bà là ai");
        Answer refused = await browser.Fill(asked.Location!, ("Act", "no"));
        (await browser.Get(Further(refused))).Location!.ShouldContain("error=access_denied");
        Answer agreed = await browser.Fill(asked.Location!, ("Act", "yes"));
        Answer back = await browser.Get(Further(agreed));
        JsonNode tokens = await party.Do(new { act = "callback", url = back.Location });
        ((string?)tokens["claims"]!["account_kind"]).ShouldBe("citizen");
        // Agreed is agreed; taken back is asked again, and the tokens of before are dead.
        (await browser.Get(await Begin(party))).Location.ShouldStartWith(Redirect);
        (await browser.Fill("/tai-khoan", ("WithdrawId", Button((await browser.Get("/tai-khoan")).Body)))).Location.ShouldEndWith("tai-khoan?xong=dong-y");
        (await browser.Get(await Begin(party))).Location.ShouldStartWith("/dong-y");
        ((string?)(await party.Do(new { act = "refresh", token = (string?)tokens["refresh_token"] }))["error"]).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_program_calls_for_itself_and_stands_for_nobody()
    {
        using RelyingParty store = RelyingParty.Start(house, "kho-du-lieu", programSecret);
        JsonNode tokens = await store.Do(new { act = "program" });
        tokens["access_token"].ShouldNotBeNull();
        tokens["refresh_token"].ShouldBeNull();
        ((int?)(await store.Do(new { act = "userinfo", token = (string?)tokens["access_token"], sub = "kho-du-lieu" }))["status"]).ShouldBe(401);
        using RelyingParty thief = RelyingParty.Start(house, "kho-du-lieu", "guessed");
        ((int?)(await thief.Do(new { act = "program" }))["status"]).ShouldBe(401);
        // The earlier secret is worth nothing once there is another.
        await house.Get<ClientSecrets>().Renew("kho-du-lieu", Actor.System, House.Token);
        ((int?)(await store.Do(new { act = "program" }))["status"]).ShouldBe(401);
    }

    [Fact]
    public async Task Hostile_questions_are_refused_before_anybody_is_led_anywhere()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        foreach ((string name, string? value) in new (string, string?)[]
        {
            ("redirect_uri", "http://127.0.0.1:9/back/"),
            ("redirect_uri", "http://127.0.0.1:9/BACK"),
            ("redirect_uri", "http://evil.example/back"),
            ("client_id", "nobody"),
            ("redirect_uri", null),
        })
        {
            Answer answer = await browser.Get(Question((name, value)));
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, $"{name}={value}");
            answer.Location.ShouldBeNull();
        }

        foreach ((string name, string? value) in new (string, string?)[]
        {
            ("code_challenge", null),
            ("code_challenge_method", "plain"),
            ("response_type", "token"),
            ("scope", "openid everything"),
        })
        {
            Answer answer = await browser.Get(Question((name, value)));
            if (answer.Status != HttpStatusCode.BadRequest)
                answer.Location!.ShouldContain("error=");
        }

        using TestBrowser nobody = house.Browser();
        (await nobody.Get(Question(("prompt", "none")))).Location!.ShouldContain("error=login_required");
    }

    [Fact]
    public async Task A_code_is_worth_something_once_to_its_application_with_its_verifier_and_for_a_minute()
    {
        using TestBrowser browser = await house.SignedIn("leader");
        (await Redeem(await Code(browser), verifier: "another-verifier-that-is-long-enough-to-be-one-000")).ShouldBe("invalid_grant");
        (await Redeem(await Code(browser), redirect: "http://127.0.0.1:9/other")).ShouldBe("invalid_grant");
        (await Redeem(await Code(browser), client: "ung-dung")).ShouldBe("invalid_grant");
        string late = await Code(browser);
        house.Time.Advance(TimeSpan.FromSeconds(61));
        (await Redeem(late)).ShouldBe("invalid_grant");

        string code = await Code(browser);
        JsonNode tokens = await Post("/connect/token", Redemption(code));
        tokens["access_token"].ShouldNotBeNull();
        (await Redeem(code)).ShouldBe("invalid_grant");
        // A code that comes twice was seen by somebody: what it was exchanged for is dead too.
        ((bool)(await Post("/connect/introspect", ("token", (string)tokens["access_token"]!)))["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Tokens_end_by_themselves_by_revocation_and_are_nobody_elses()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        using TestBrowser browser = await house.SignedIn("leader");
        JsonNode tokens = await SignIn(party, browser);
        using RelyingParty other = RelyingParty.Start(house, "ung-dung");
        ((string?)(await other.Do(new { act = "refresh", token = (string?)tokens["refresh_token"] }))["error"]).ShouldBe("invalid_grant");

        house.Time.Advance(TimeSpan.FromMinutes(11));
        ((bool)(await party.Do(new { act = "introspect", token = (string?)tokens["access_token"] }))["active"]!).ShouldBeFalse();
        JsonNode again = await SignIn(party, browser);
        await party.Do(new { act = "revoke", token = (string?)again["refresh_token"] });
        ((string?)(await party.Do(new { act = "refresh", token = (string?)again["refresh_token"] }))["error"]).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Neither_tokens_nor_secrets_nor_keys_can_be_read_from_the_database()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        JsonNode tokens = await SignIn(party, "leader");
        byte[] database = await house.RawDatabase();
        foreach (string text in new[] { (string)tokens["access_token"]!, (string)tokens["refresh_token"]!, secret, programSecret, "PRIVATE KEY" })
            database.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)).ShouldBe(-1);
    }

    [Fact]
    public async Task Another_key_is_published_before_it_signs_and_the_old_one_goes_after_its_last_token()
    {
        (await Keys()).Length.ShouldBe(1);
        string first = (await Keys())[0];
        // The watch would look every half minute of these months; here the test looks.
        await house.Get<IEnumerable<IHostedService>>().OfType<ProviderWatch>().Single().StopAsync(House.Token);
        house.Time.Advance(Housekeeping.KeyAge);
        await KeepHouse();
        (await Keys()).Length.ShouldBe(2);
        Signing().ShouldBe(first);
        house.Time.Advance(Housekeeping.KeyAhead);
        house.Get<TokenKeyRing>().Refresh();
        Signing().ShouldNotBe(first);
        (await Keys()).ShouldContain(first);
        house.Time.Advance(Housekeeping.KeyAfter);
        await KeepHouse();
        (await Keys()).ShouldNotContain(first);
        (await Keys()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Old_tokens_are_swept_away_and_the_family_of_a_live_one_stays()
    {
        using RelyingParty party = RelyingParty.Start(house, "van-ban", secret);
        await SignIn(party, "leader");
        house.Time.Advance(TimeSpan.FromDays(3));
        using RelyingParty later = RelyingParty.Start(house, "van-ban", secret);
        await SignIn(later, "leader");
        await KeepHouse();
        (await house.Query(db => db.Set<ClientAuthorization>(), rows => rows.CountAsync(House.Token))).ShouldBe(1);
        (await house.Query(db => db.Set<ClientToken>(), rows => rows.CountAsync(House.Token))).ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("\"http://evil.example/back\"")]
    [InlineData("\"https://*.example/back\"")]
    [InlineData("\"https://app.example/#back\"")]
    [InlineData("\"/back\"")]
    [InlineData("")]
    public async Task A_client_with_an_address_that_could_be_anybodys_is_refused(string addresses)
    {
        string file = $$"""
            {"clients": [{"clientId": "x", "kind": "web", "name": "X", "nameEn": "X", "provincial": false,
              "redirectUris": [{{addresses}}], "postLogoutRedirectUris": [], "scopes": [], "audiences": null}]}
            """;
        (await Import(file, faulty: true)).ShouldNotBe(0);
    }

    async Task<int> Import(string json, bool faulty = false)
    {
        string path = Path.Combine(house.Data.Path, "clients.json");
        await File.WriteAllTextAsync(path, json, House.Token);
        var result = await house.Get<ImportClients>().Execute(path, Actor.System, House.Token);
        if (!faulty)
            result.Problems.ShouldBeEmpty();
        return result.Problems.Count;
    }

    async Task<string> Begin(RelyingParty party) => Local((string)(await party.Do(new { act = "start", redirect = Redirect, scope = All }))["url"]!);

    async Task<JsonNode> SignIn(RelyingParty party, string role)
    {
        using TestBrowser browser = await house.SignedIn(role);
        return await SignIn(party, browser);
    }

    async Task<JsonNode> SignIn(RelyingParty party, TestBrowser browser)
    {
        Answer back = await browser.Get(await Begin(party));
        JsonNode tokens = await party.Do(new { act = "callback", url = back.Location });
        tokens["access_token"].ShouldNotBeNull(tokens.ToJsonString());
        return tokens;
    }

    const string Verifier = "a-verifier-of-this-test-that-is-long-enough-0000000";

    static string Question(params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> asked = new()
        {
            ["client_id"] = "van-ban", ["response_type"] = "code", ["redirect_uri"] = Redirect, ["scope"] = All, ["state"] = "s", ["nonce"] = "n",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))), ["code_challenge_method"] = "S256",
        };
        foreach ((string name, string? value) in changes)
            asked[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", asked.Where(pair => pair.Value is not null));
    }

    static async Task<string> Code(TestBrowser browser) =>
        QueryHelpers.ParseQuery(new Uri((await browser.Get(Question())).Location!).Query)["code"].ToString();

    static (string, string)[] Redemption(string code, string verifier = Verifier, string redirect = Redirect) =>
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier)];

    async Task<string?> Redeem(string code, string verifier = Verifier, string redirect = Redirect, string client = "van-ban") =>
        (string?)(client == "van-ban"
            ? await Post("/connect/token", Redemption(code, verifier, redirect))
            : await Post("/connect/token", [.. Redemption(code, verifier, redirect), ("client_id", client)], basic: false))["error"];

    Task<JsonNode> Post(string path, params (string Name, string Value)[] fields) => Post(path, fields, basic: true);

    async Task<JsonNode> Post(string path, (string Name, string Value)[] fields, bool basic)
    {
        using HttpClient client = new() { BaseAddress = house.Address };
        if (basic)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"van-ban:{secret}")));
        using FormUrlEncodedContent content = new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content, House.Token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(House.Token))!;
    }

    async Task<string[]> Keys()
    {
        using HttpClient client = new() { BaseAddress = house.Address };
        JsonNode set = JsonNode.Parse(await client.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative), House.Token))!;
        return [.. set["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
    }

    string Signing() => house.Get<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0].Key.KeyId;

    async Task KeepHouse()
    {
        Housekeeping housekeeping = house.Get<IEnumerable<JobHandler>>().OfType<Housekeeping>().Single();
        await house.Get<UnitOfWork>().Execute<VanLang.Kernel.Errors.Done>(
            new Operation("test", Actor.System),
            async (work, token) =>
            {
                await work.Unschedule(VanLang.Kernel.DeterministicId.Of("vanlang/identity/housekeeping"), token);
                await housekeeping.Handle(work, "", token);
                return new VanLang.Kernel.Errors.Done();
            },
            House.Token);
        house.Get<TokenKeyRing>().Refresh();
    }

    static string Local(string url) => new Uri(url).PathAndQuery;

    /// <summary>Where the page in between leads.</summary>
    static string Further(Answer answer) => QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), answer.Location!).Query)["returnUrl"].ToString();

    static string Button(string body) => System.Text.RegularExpressions.Regex.Match(body, "name=\"WithdrawId\" value=\"([^\"]+)\"").Groups[1].Value;
}
