using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What holds for every page a citizen meets, in both languages, and for the desk.</summary>
public sealed class CitizenPagesTests(ProgramFixture program)
{
    const int MostBytes = 100_000;

    static readonly string[] Public =
        ["/", "/thu-tuc", "/thu-tuc?q=khai%20sinh", "/thu-tuc?q=zzzz", "/thu-tuc/2.000635", "/thu-tuc/1.001193", "/dang-nhap", "/dang-ky", "/tra-cuu", "/giay-to", "/giay-to/KHONGCO", "/kiem-tra-chu-ky", "/tiep-can", "/khong-co"];

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Every_public_page_is_accessible_narrow_and_light(string language) => await Look(null, [.. Public.Select(path => language + path)]);

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Every_page_of_the_copy_request_and_of_its_dossier_is_accessible_narrow_and_light(string language)
    {
        using Visitor citizen = await program.As("citizen");
        List<string> pages = ["/thu-tuc/2.000635/nop"];
        WebAnswer review = await citizen.Fill(await citizen.Start(FormSteps.Copy), CitizenSteps.CopyRequest, seen: page => pages.Add(page.Path));
        // The pages of a form are looked at while it is still a draft, those of the dossier after it was sent.
        string draft = review.Path[..^"/kiem-tra".Length];
        await Look("citizen", [.. pages.Append($"{draft}/xoa").Append("/ho-so").Select(path => language + path)]);
        string code = FormSteps.CodeOf(await citizen.Send(review, "send", FormSteps.Nothing));
        string receipt = Regex.Match((await citizen.Open($"/ho-so/{code}")).Html, $"ho-so/{Regex.Escape(code)}/giay/([0-9a-f-]+)").Groups[1].Value;
        await Look("citizen", [.. new[] { $"/ho-so/{code}/da-gui", $"/ho-so/{code}", $"/ho-so/{code}/dang-lap/{receipt}", "/tai-khoan" }.Select(path => language + path)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Every_page_of_the_birth_declaration_is_accessible_narrow_and_light(string language)
    {
        using Visitor citizen = await program.As("citizen");
        List<string> pages = ["/thu-tuc/1.001193/nop"];
        await citizen.Fill(await citizen.Start(FormSteps.Birth), BirthRegistrationTests.Child, seen: page => pages.Add(page.Path));
        // These five are the same as in the copy request.
        string[] seen = ["/p-nguoi-yeu-cau", "/p-quan-he", "/p-cam-doan", "/lien-he", "/nhan-ket-qua"];
        await Look("citizen", [.. pages.Where(path => !seen.Any(path.EndsWith)).Select(path => language + path)]);
    }

    [Fact]
    public async Task A_form_page_with_errors_is_accessible_in_both_languages()
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer form = await citizen.Start(FormSteps.Copy);
        foreach (string language in new[] { "", "/en" })
        {
            IPage page = await program.Browsing("citizen", javaScript: true, width: 360);
            await page.GotoAsync(language + form.Path);
            await page.FillAsync("[name=nyc_giay_to]", "12");
            await page.Submit();
            (await page.Locator("[aria-invalid=true]").CountAsync()).ShouldBeGreaterThan(0);
            await ShouldBeAccessible(page, language + form.Path + " (errors)");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_desk_has_no_serious_violation()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string waiting = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        string accepted = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(accepted, "accept");
        foreach ((string who, string[] paths) in new[]
        {
            ("one-stop-clerk", new[] { "/can-bo", "/can-bo/ho-so", $"/can-bo/ho-so/{waiting}", "/can-bo/tiep-nhan", $"/en/can-bo/ho-so/{waiting}" }),
            ("officer", [$"/can-bo/ho-so/{accepted}", "/en/can-bo"]),
        })
        {
            IPage page = await program.Browsing(who);
            foreach (string path in paths)
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await ShouldBeAccessible(page, path, serious: true);
            }

            await page.Context.CloseAsync();
        }
    }

    /// <summary>Each page in a narrow window: what was sent over the line, whether it scrolls sideways, and axe.</summary>
    async Task Look(string? who, IReadOnlyList<string> paths)
    {
        List<string> wrong = [];
        IPage page = await program.Browsing(who, width: 360);
        ICDPSession cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Network.enable");
        double bytes = 0;
        cdp.Event("Network.loadingFinished").OnEvent += (_, args) => bytes += args!.Value.GetProperty("encodedDataLength").GetDouble();
        foreach (string path in paths)
        {
            await cdp.SendAsync("Network.clearBrowserCache");
            bytes = 0;
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
            if (bytes is 0 or > MostBytes)
                wrong.Add($"{path}: {bytes} bytes");
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is > 360 and var width)
                wrong.Add($"{path}: {width} px wide");
            wrong.AddRange((await Violations(page)).Select(violation => $"{path}: {violation}"));
        }

        await page.Context.CloseAsync();
        wrong.ShouldBeEmpty();
    }

    static async Task ShouldBeAccessible(IPage page, string path, bool serious = false) => (await Violations(page, serious)).ShouldBeEmpty(path);

    static async Task<IReadOnlyList<string>> Violations(IPage page, bool serious = false)
    {
        // The pages have no frames; the newer way opens a second page for each look, which takes three times as long.
#pragma warning disable CS0618
        AxeResult result = await page.RunAxeLegacy();
#pragma warning restore CS0618
        return [.. result.Violations
            .Where(violation => !serious || violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")];
    }
}
