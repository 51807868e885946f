using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

public sealed partial class Site_tests(Site site) : IClassFixture<Site>
{
    readonly HttpClient browser = site.Browser();

    [Fact]
    public async Task English_has_a_prefix_and_Vietnamese_has_none()
    {
        var vietnamese = await browser.GetStringAsync("/tiep-can");
        var english = await browser.GetStringAsync("/en/tiep-can");

        vietnamese.ShouldContain("<html lang=\"vi\">");
        vietnamese.ShouldContain("<base href=\"/\"");
        english.ShouldContain("<html lang=\"en\">");
        english.ShouldContain("<base href=\"/en/\"");
        english.ShouldContain("<h1>Accessibility statement</h1>");
        // /english is not the prefix /en.
        (await browser.GetAsync("/english")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_chosen_language_lasts_and_the_way_back_leads_to_the_clean_address()
    {
        var chosen = await browser.GetAsync("/tiep-can?lang=en&a=1");
        chosen.Headers.Location!.ToString().ShouldBe("/en/tiep-can?a=1");
        (await browser.GetStringAsync("/tiep-can")).ShouldContain("<html lang=\"en\">");

        (await browser.GetAsync("/en/tiep-can?lang=vi")).Headers.Location!.ToString().ShouldBe("/tiep-can");
        (await browser.GetStringAsync("/tiep-can")).ShouldContain("<html lang=\"vi\">");
    }

    [Theory, InlineData("//evil.example?lang=en"), InlineData("/en//evil.example?lang=vi"), InlineData("/%5Cevil.example?lang=vi"), InlineData("/en/%2F%2Fevil.example?lang=vi")]
    public async Task Choosing_a_language_never_leads_to_another_site(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(browser.BaseAddress!.ToString().TrimEnd('/') + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        var location = (await browser.SendAsync(request)).Headers.Location!.ToString();
        location.ShouldMatch(@"^/(?![/\\])");
    }

    [Fact]
    public async Task An_old_token_keeps_what_was_typed_executes_nothing_and_sends_again_with_one_button()
    {
        var before = site.Posts;
        var refused = await browser.PostAsync("/thu?b=1", new FormUrlEncodedContent([new("name", "Ánh \"<b>\" Tuyết"), new("__RequestVerificationToken", "cũ")]));
        var page = await refused.Content.ReadAsStringAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        site.Posts.ShouldBe(before);
        page.ShouldContain("action=\"/thu?b=1\"");
        page.ShouldContain("<span class=\"vl-pre\">Ánh &quot;&lt;b&gt;&quot; Tuyết</span>");
        page.ShouldNotContain("cũ\"");

        var again = await browser.PostAsync("/thu?b=1", new FormUrlEncodedContent(Hidden(page)));
        (await again.Content.ReadAsStringAsync()).ShouldBe("Đã nhận Ánh \"<b>\" Tuyết");
        site.Posts.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_page_of_Blazor_takes_the_form_that_was_sent_again()
    {
        var refused = await browser.PostAsync("/design/bieu-mau", new FormUrlEncodedContent(
            [new("_handler", "try"), new("Form.Name", "Ánh Tuyết"), new("Form.Birth.Day", "5"), new("Form.Birth.Month", "11"), new("Form.Birth.Year", "1968")]));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var again = await browser.PostAsync("/design/bieu-mau", new FormUrlEncodedContent(Hidden(await refused.Content.ReadAsStringAsync())));
        again.StatusCode.ShouldBe(HttpStatusCode.Found);
        again.Headers.Location!.ToString().ShouldContain("da-gui=");
    }

    [Fact]
    public async Task Passwords_and_PINs_are_never_written_back()
    {
        var page = await (await browser.PostAsync("/thu", new FormUrlEncodedContent([new("name", "An"), new("Form.Password", "bi-mat-1"), new("SignPin", "246810")]))).Content.ReadAsStringAsync();
        page.ShouldContain("value=\"An\"");
        page.ShouldNotContain("bi-mat-1");
        page.ShouldNotContain("246810");

        var signIn = await browser.PostAsync("/dang-nhap", new FormUrlEncodedContent([new("name", "ten-dang-nhap")]));
        signIn.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await signIn.Content.ReadAsStringAsync()).ShouldNotContain("ten-dang-nhap");
    }

    [Fact]
    public async Task A_file_beyond_the_limit_of_its_page_says_so_and_keeps_the_texts()
    {
        var before = site.Posts;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Ánh Tuyết"), "name" },
            { new ByteArrayContent(new byte[3_000_000]), "file", "ảnh lớn.jpg" },
            { new StringContent("sau tệp"), "after" },
        };
        var refused = await browser.PostAsync("/tep", form);
        var page = await refused.Content.ReadAsStringAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        site.Posts.ShouldBe(before);
        page.ShouldContain("ảnh lớn.jpg");
        page.ShouldContain("name=\"name\" value=\"Ánh Tuyết\"");
        page.ShouldContain("name=\"after\" value=\"sau tệp\"");
        page.ShouldContain("1 MB");
    }

    [Fact]
    public async Task A_form_posted_after_the_session_has_ended_is_kept()
    {
        var answer = await browser.PostAsync("/kin", new FormUrlEncodedContent([new("name", "Ánh Tuyết")]));
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("Phiên làm việc đã hết");
        page.ShouldContain("value=\"Ánh Tuyết\"");
        page.ShouldContain("href=\"dang-nhap\"");
    }

    [Theory, InlineData("/khong-co", 404, "Không tìm thấy trang"), InlineData("/en/khong-co", 404, "Page not found"), InlineData("/design/loi/404", 404, "Không tìm thấy trang"), InlineData("/design/loi/403", 403, "Không có quyền"), InlineData("/design/loi/500", 500, "Hệ thống chưa làm được việc này")]
    public async Task Errors_are_pages_of_plain_words(string address, int status, string words)
    {
        var answer = await browser.GetAsync(address);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain(words);
        page.ShouldContain("vl-header");
        page.ShouldNotContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_post_to_nowhere_is_answered_with_the_page_too() =>
        (await (await browser.PostAsync("/khong-co", new FormUrlEncodedContent([new("a", "b")]))).Content.ReadAsStringAsync()).ShouldContain("Không tìm thấy trang");

    [Theory, InlineData("/api/khong-co", 404), InlineData("/api/hong", 500)]
    public async Task Programs_get_problem_details(string address, int status)
    {
        var answer = await browser.GetAsync(address);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("broken");
    }

    [Fact]
    public async Task Loopback_has_no_strict_transport_security() =>
        (await browser.GetAsync("/tiep-can")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();

    [Fact]
    public async Task A_citizens_page_loads_less_than_100_kB_and_all_it_names_is_there()
    {
        var page = await browser.GetAsync("/design/bieu-mau");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style=\"");

        long total = (await page.Content.ReadAsByteArrayAsync()).Length;
        var css = Assets().Matches(html).Select(m => m.Value).Distinct().ToList();
        css.Count.ShouldBeGreaterThan(3);
        var stylesheet = await browser.GetStringAsync(css.Single(a => a.EndsWith(".css", StringComparison.Ordinal)));
        var fonts = Fonts().Matches(stylesheet).Select(m => "/tai-nguyen/" + m.Groups[1].Value).ToList();
        fonts.Count.ShouldBe(4);
        foreach (var address in css.Concat(fonts).Distinct())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip, deflate, br" } } };
            var asset = await browser.SendAsync(request);
            asset.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
            if (address.EndsWith(".css", StringComparison.Ordinal))
            {
                asset.Content.Headers.ContentEncoding.ShouldBe(["br"]);
                asset.Content.Headers.ContentLength!.Value.ShouldBeLessThan(25_000);
            }

            total += asset.Content.Headers.ContentLength!.Value;
        }

        total.ShouldBeLessThan(100_000);
    }

    static List<KeyValuePair<string, string>> Hidden(string page) =>
        [.. HiddenInputs().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)))];

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInputs();

    [GeneratedRegex("/tai-nguyen/[^\"]+")]
    private static partial Regex Assets();

    [GeneratedRegex("url\\(\"?([^)\"]+\\.woff2)")]
    private static partial Regex Fonts();
}
