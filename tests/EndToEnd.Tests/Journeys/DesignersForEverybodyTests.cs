using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Kernel.Calendar;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>The designers' desk and its rehearsals for everybody: by keyboard alone, for who cannot see, on a small screen, in both languages.</summary>
public sealed partial class DesignersForEverybodyTests(ProgramFixture program)
{
    const string Desk = "/can-bo/thiet-ke";

    readonly List<string> unseen = [];

    [Theory]
    [InlineData("", "Danh mục mã", "Đã trình. Thay đổi chờ người thứ hai duyệt.")]
    [InlineData("/en", "Code list", "Handed in.")]
    public async Task From_sign_in_to_hand_in_a_list_is_changed_by_keyboard_alone_and_the_focus_is_always_seen(string language, string kind, string handedIn)
    {
        IPage page = await program.NewBrowser();
        await page.GotoAsync(language + "/dang-nhap");
        await TabTo(page, "[autocomplete=username]");
        await page.Keyboard.TypeAsync(program.UserName("admin"));
        await TabTo(page, "[autocomplete=current-password]");
        await page.Keyboard.TypeAsync(program.Password);
        await Leads(page, "Enter");

        await TabTo(page, $"a[href$='can-bo/thiet-ke']");
        await Leads(page, "Enter");
        await TabTo(page, "input[name=Title]");
        await page.Keyboard.TypeAsync("Thêm một quan hệ");
        await Leads(page, "Enter");

        await TabTo(page, "select[name=Kind]");
        await page.Keyboard.TypeAsync(kind);
        (await page.InputValueAsync("select[name=Kind]")).ShouldBe("catalog");
        await TabTo(page, "input[name=Name]");
        await page.Keyboard.TypeAsync("quan-he-trich-luc");
        await Leads(page, "Enter");

        // A row more, written, and moved to the second place by its number.
        int rows = await page.Locator("[name^='n.items.']").CountAsync();
        await TabTo(page, "button[value='add items']");
        await Leads(page, "Enter");
        await TabTo(page, $"[name='n.items.{rows}']");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("2");
        foreach ((string column, string typed) in (IEnumerable<(string, string)>)[("code", "luat-su"), ("vi", "Luật sư"), ("en", "Lawyer"), ("validFrom", "01/01/2027")])
        {
            await TabTo(page, $"[name='f.items.{rows}.{column}']");
            await page.Keyboard.TypeAsync(typed);
        }

        await Leads(page, "Enter");
        (await page.InputValueAsync("[name='f.items.1.code']")).ShouldBe("luat-su");
        (await page.InputValueAsync("[name='f.items.1.validFrom']")).ShouldBe("01/01/2027");

        await TabTo(page, "a[href*='thiet-ke/thay-doi/']");
        await Leads(page, "Enter");
        DateOnly tomorrow = VietnamTime.DateOf(DateTimeOffset.UtcNow).AddDays(1);
        foreach ((string part, int value) in (IEnumerable<(string, int)>)[("Day", tomorrow.Day), ("Month", tomorrow.Month), ("Year", tomorrow.Year)])
        {
            await TabTo(page, $"input[name='FirstDay.{part}']");
            await page.Keyboard.TypeAsync(value.ToString(CultureInfo.InvariantCulture));
        }

        await Leads(page, "Enter");
        (await page.Locator("main").InnerTextAsync()).ShouldContain(handedIn);
        unseen.Distinct().ShouldBeEmpty("what has the focus is seen to have it");
    }

    // Each language and each width once: what a page is called does not hang on its width. On a narrow screen each is looked at.
    [Theory]
    [InlineData("", 1280)]
    [InlineData("/en", 390)]
    public async Task Every_page_of_the_desk_and_of_rehearsals_is_accessible_and_fits_a_narrow_screen_also_with_findings_on_it(string language, int width)
    {
        IPage page = await program.Browsing("admin", width: width);
        foreach (string path in (IEnumerable<string>)[.. await Drawn(), .. await Rehearsed()])
        {
            await page.SetViewportSizeAsync(width, 900);
            IResponse? answer = await page.GotoAsync(language + path);
            answer!.Status.ShouldBe(200, path);
            if (await page.Locator("[data-design='form'], [data-design='process'], [data-design='decision']").CountAsync() > 0)
                await page.Locator("[data-drawn]").WaitForAsync();
            // What the libraries draw inside their boards is theirs.
            AxeResult result = await page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector(".vl-design-board")] });
            result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes.FirstOrDefault()?.Html}").ShouldBeEmpty($"{language}{path} at {width}");
            await page.SetViewportSizeAsync(390, 900);
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{language}{path} is wider than a narrow screen");
        }
    }

    /// <summary>Pages of a change with one file of each kind, what is wrong in some of them, and an entry of each list open.</summary>
    async Task<List<string>> Drawn()
    {
        using Visitor admin = await program.As("admin");
        WebAnswer change = await admin.Follow(await admin.Send(await admin.Open(Desk), "start", new Dictionary<string, string?> { ["Title"] = "Mọi loại tệp" }));
        string form = await Added("form", "to-khai-ban-sao-trich-luc"), list = await Added("catalog", "quan-he-trich-luc"), table = await Added("decision", "thu-tuc-2.000635"), template = await Added("template", "giay-chung-nhan-giay-phep"),
            procedure = await Added("procedure", "2.000635"), process = await Added("process", "tra-trong-ngay"), tests = await Added("decision", "thu-tuc-2.000635", isTest: true), scenarios = await Added("process", "tra-trong-ngay", isTest: true);
        await Entered(list, new() { ["f.items.1.code"] = "ban-than", ["f.items.2.vi"] = "", ["f.items.3.validFrom"] = "31/2/2026" });
        await Entered(procedure, new() { ["f.form"] = "khong-con", ["f.name.vi"] = "" });
        return
        [
            Desk, $"{Desk}?loai=catalog", $"{Desk}/catalog/quan-he-trich-luc", $"{Desk}/form/to-khai-ban-sao-trich-luc", change.Path, $"{Desk}/thu-tuc-moi/{change.Path.Split('/')[^1]}",
            .. ((string[])[form, list, table, template, procedure, process, tests, scenarios]).Select(file => $"{Desk}/tep/{file}"),
            $"{Desk}/tep/{form}/o", $"{Desk}/tep/{form}/o?mo=components.1.components.0", $"{Desk}/tep/{list}/o", $"{Desk}/tep/{table}/o", $"{Desk}/tep/{template}/o?mo=blocks.2", $"{Desk}/tep/{procedure}/o?mo=components.0",
            $"{Desk}/tep/{tests}/o?mo=tests.0", $"{Desk}/tep/{scenarios}/o?mo=scenarios.0",
        ];

        async Task<string> Added(string kind, string name, bool isTest = false)
        {
            WebAnswer file = await admin.Follow(await admin.Send(await admin.Open(change.Path), "add", new Dictionary<string, string?> { ["Kind"] = kind, ["Name"] = name, ["CopyOf"] = "", ["IsTest"] = isTest ? "true" : null }));
            return Id().Match(file.Path) is { Success: true } id ? id.Value : throw new InvalidOperationException(file.Text);
        }

        async Task Entered(string file, Dictionary<string, string?> fields)
        {
            WebAnswer saved = await admin.Follow(await admin.Send(await admin.Open($"{Desk}/tep/{file}/o"), "sheet", fields));
            saved.Html.ShouldContain("usa-error-message");
        }
    }

    /// <summary>Pages of a rehearsal in which a dossier would cost more and a field would no longer be answered.</summary>
    async Task<List<string>> Rehearsed()
    {
        using Visitor citizen = await program.As("citizen");
        await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        using Visitor admin = await program.As("admin");
        WebAnswer change = await admin.Follow(await admin.Send(await admin.Open(Desk), "start", new Dictionary<string, string?> { ["Title"] = "Tăng phí" }));
        await Written("decision", "thu-tuc-2.000635", text => text.Replace("8000", "16000", StringComparison.Ordinal));
        await Written("form", "to-khai-ban-sao-trich-luc", text => text.Replace("\"key\": \"so_luong\"", "\"key\": \"so_ban\"", StringComparison.Ordinal).Replace("\"id\": \"so_luong\"", "\"id\": \"so_ban\"", StringComparison.Ordinal));
        string id = Id().Match(change.Path).Value;
        WebAnswer page = await admin.Follow(await admin.Send(await admin.Open($"/can-bo/dien-tap/thay-doi/{id}"), "rehearse", FormSteps.Nothing));
        page.Path.ShouldStartWith("/can-bo/dien-tap/", customMessage: page.Text);
        string rehearsal = page.Path;
        WebAnswer found = await Polled.Until(() => admin.Open(rehearsal), seen => !seen.Html.Contains("<progress", StringComparison.Ordinal));
        List<string> rows = [.. Rows().Matches(found.Html).Select(match => "/" + System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()];
        rows.ShouldContain(row => row.Contains("muc=Fee", StringComparison.Ordinal), found.Text);
        rows.Count.ShouldBeGreaterThan(1, found.Text);
        return [$"/can-bo/dien-tap/thay-doi/{id}", rehearsal, .. rows];

        async Task Written(string kind, string name, Func<string, string> changed)
        {
            WebAnswer file = await admin.Follow(await admin.Send(await admin.Open(change.Path), "add", new Dictionary<string, string?> { ["Kind"] = kind, ["Name"] = name, ["CopyOf"] = "" }));
            string text = System.Net.WebUtility.HtmlDecode(Source().Match(file.Html).Groups[1].Value);
            changed(text).ShouldNotBe(text);
            (await admin.Follow(await admin.Send(file, "save", new Dictionary<string, string?> { ["Content"] = changed(text) }))).Text.ShouldContain("Đã lưu.");
        }
    }

    async Task TabTo(IPage page, string element)
    {
        for (int presses = 0; presses < 250; presses++)
        {
            if (await page.EvaluateAsync<bool>("e => document.activeElement.matches(e)", element))
                return;
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(Unseen) is { } hidden)
                unseen.Add($"{new Uri(page.Url).AbsolutePath}: {hidden}");
        }

        throw new InvalidOperationException($"{element} cannot be reached by Tab on {page.Url}.");
    }

    // What has the focus, where nothing about it shows that: an outline or a shadow, for boxes drawn by their label that of the label.
    const string Unseen =
        """
        async () => {
            const element = document.activeElement;
            // What slides in, as the way past the menu does, is looked at when it has come.
            await Promise.all(element.getAnimations().map(animation => animation.finished.catch(() => {})));
            if (!element || element === document.body) return null;
            const drawn = element.matches('[type=checkbox], [type=radio]') && element.nextElementSibling ? getComputedStyle(element.nextElementSibling, '::before') : getComputedStyle(element);
            const box = element.getBoundingClientRect();
            const isMarked = (drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) > 0) || drawn.boxShadow !== 'none';
            const isThere = element.matches('[type=checkbox], [type=radio]') || (box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight);
            return isMarked && isThere ? null : element.outerHTML.slice(0, 160);
        }
        """;

    static async Task Leads(IPage page, string key) => await page.RunAndWaitForNavigation(() => page.Keyboard.PressAsync(key));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"(can-bo/dien-tap/[^\"]*/ho-so[^\"]*)\"")]
    private static partial Regex Rows();

    [GeneratedRegex("<textarea[^>]*id=\"Content\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Source();
}
