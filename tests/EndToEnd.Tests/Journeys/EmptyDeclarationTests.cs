using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>The declaration of a procedure, empty, for who writes by hand.</summary>
public sealed class EmptyDeclarationTests(ProgramFixture program)
{
    [Fact]
    public async Task Anybody_fetches_it_from_the_page_of_the_procedure_caches_keep_it_and_nobody_fetches_it_without_end()
    {
        using Visitor stranger = program.Stranger();
        WebAnswer page = await stranger.Open("/thu-tuc/2.000635");
        page.Html.ShouldContain("href=\"thu-tuc/2.000635/to-khai-trong.pdf\"");
        (await stranger.Open("/en/thu-tuc/2.000635")).Text.ShouldContain("Get the declaration empty");

        using HttpClient client = new() { BaseAddress = new Uri(program.Address) };
        Uri address = new("/thu-tuc/2.000635/to-khai-trong.pdf", UriKind.Relative);
        using HttpResponseMessage first = await client.GetAsync(address);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        first.Headers.CacheControl!.Public.ShouldBeTrue();
        first.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromMinutes(10));
        byte[] pdf = await first.Content.ReadAsByteArrayAsync();
        pdf.AsSpan(0, 5).ToArray().ShouldBe("%PDF-"u8.ToArray());
        (await client.GetByteArrayAsync(address)).ShouldBe(pdf);

        using HttpRequestMessage again = new(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        using HttpResponseMessage same = await client.SendAsync(again);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        (await stranger.Get("/thu-tuc/9.999999/to-khai-trong.pdf")).Status.ShouldBe(404);
        int last = 0;
        for (int asked = 0; asked < 60 && last != 429; asked++)
            last = (await stranger.Get("/thu-tuc/2.000635/to-khai-trong.pdf")).Status;
        last.ShouldBe(429);
    }

    [Fact]
    public async Task A_script_in_an_answer_runs_nowhere_on_the_citizens_page_at_the_desk_in_the_case_and_on_paper()
    {
        const string script = "Khu 6 <script>document.title='hong'</script><img src=x onerror=\"document.title='hong'\">";
        using Visitor citizen = await program.As("citizen");
        string code = await citizen.Submitted(FormSteps.Copy, new Dictionary<string, string>(CitizenSteps.CopyRequest) { ["nyc_cu_tru"] = script });

        foreach ((string who, string[] pages) in new Dictionary<string, string[]> { ["citizen"] = [$"/ho-so/{code}", "/ho-so"], ["one-stop-clerk"] = ["/can-bo", $"/can-bo?q={code}", $"/can-bo/ho-so/{code}"] })
        {
            Microsoft.Playwright.IPage page = await program.Browsing(who);
            foreach (string path in pages)
            {
                await page.GotoAsync(path);
                (await page.TitleAsync()).ShouldNotBe("hong", path);
                (await page.Locator("script:has-text('hong'), img[src=x]").CountAsync()).ShouldBe(0, path);
            }

            string shown = pages.Single(path => path.EndsWith($"ho-so/{code}", StringComparison.Ordinal));
            await page.GotoAsync(shown);
            (await page.ContentAsync()).ShouldContain("&lt;script&gt;document.title='hong'", customMessage: shown);
            WebAnswer paper = await (who == "citizen" ? citizen : await program.As(who)).Get(shown + "/to-khai.pdf");
            paper.ContentType.ShouldBe("application/pdf");
            string file = System.Text.Encoding.Latin1.GetString(paper.Bytes);
            file.ShouldNotContain("/JavaScript");
            file.ShouldNotContain("/JS");
        }
    }
}
