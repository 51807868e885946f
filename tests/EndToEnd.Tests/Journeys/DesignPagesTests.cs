using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Kernel.Calendar;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>The desk at which officials draw, decide and publish: in a browser with its drawing boards, and without JavaScript.</summary>
public sealed partial class DesignPagesTests(ProgramFixture program)
{
    const string Desk = "/can-bo/thiet-ke";

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_and_who_does_not_draw_is_refused()
    {
        string[] pages = [Desk, $"{Desk}/process/tra-trong-ngay", $"{Desk}/thay-doi/{Guid.NewGuid()}", $"{Desk}/tep/{Guid.NewGuid()}", $"{Desk}/xuat/{Guid.NewGuid()}", $"{Desk}/tai/process/tra-trong-ngay/abc",
            $"{Desk}/tep/{Guid.NewGuid()}/o", $"{Desk}/thu-tuc-moi/{Guid.NewGuid()}", $"/can-bo/dien-tap/thay-doi/{Guid.NewGuid()}", $"/can-bo/dien-tap/{Guid.NewGuid()}", $"/can-bo/dien-tap/{Guid.NewGuid()}/ho-so?muc=Fee", $"/can-bo/dien-tap/{Guid.NewGuid()}/danh-sach.csv"];
        using Visitor stranger = program.Stranger();
        foreach (string page in pages)
            (await stranger.Get(page)).Status.ShouldBeOneOf(302, 401);
        foreach (string who in (string[])["citizen", "one-stop-clerk", "officer", "leader"])
        {
            using Visitor other = await program.As(who);
            foreach (string page in pages)
                (await other.Get(page)).Status.ShouldBe(403, $"{who} {page}");
        }

        using Visitor admin = await program.As("admin");
        foreach (string page in pages[2..])
            (await admin.Get(page)).Status.ShouldBe(404, page);
    }

    [Fact]
    public async Task A_step_is_renamed_on_the_drawing_and_comes_into_force_tomorrow_once_a_second_person_approves()
    {
        IPage page = await program.Browsing("admin");
        await page.GotoAsync(Desk);
        await ShouldBeAccessible(page);
        await page.FillAsync("input[name=Title]", "Đổi tên bước đóng dấu");
        await page.ClickAsync("button:has-text('Bắt đầu thay đổi')");
        await page.Arrive("thay-doi/");
        string change = new Uri(page.Url).AbsolutePath;
        await page.SelectOptionAsync("select[name=Kind]", "process");
        await page.FillAsync("input[name=Name]", "cap-dang-ky");
        await page.ClickAsync("button:has-text('Thêm tệp')");
        await page.Arrive("tep/");
        string file = new Uri(page.Url).AbsolutePath;

        // The drawing writes into the text of the file, and that is saved by itself.
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.Locator(".djs-element[data-element-id=examine]").ClickAsync();
        await page.GetByLabel("Tên", new() { Exact = true }).FillAsync("Thẩm tra hồ sơ, lập dự thảo");
        await page.GetByLabel("Tên", new() { Exact = true }).PressAsync("Tab");
        await page.Locator(".vl-design-state[data-how=saved]").WaitForAsync();
        await ShouldBeAccessible(page);
        await page.ReloadAsync();
        (await page.InputValueAsync("#Content")).ShouldContain("name=\"Thẩm tra hồ sơ, lập dự thảo\"");
        (await page.InputValueAsync("#Content")).ShouldContain("vl:candidateRole");

        await page.GotoAsync(change);
        await ShouldBeAccessible(page);
        await page.ClickAsync("form:has(input[name='FirstDay.Day']) button");
        (await page.Locator(".usa-error-message").First.InnerTextAsync()).ShouldContain("ngày có hiệu lực");
        DateOnly tomorrow = VietnamTime.DateOf(DateTimeOffset.UtcNow).AddDays(1);
        foreach ((string part, int value) in (IEnumerable<(string, int)>)[("Day", tomorrow.Day), ("Month", tomorrow.Month), ("Year", tomorrow.Year)])
            await page.FillAsync($"input[name='FirstDay.{part}']", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.ClickAsync("form:has(input[name='FirstDay.Day']) button");
        await page.GetByText("Đã trình. Thay đổi chờ người thứ hai duyệt.").WaitForAsync();
        await page.ClickAsync("button:has-text('Duyệt, công bố')");
        (await page.Locator("[role=alert]").First.InnerTextAsync()).ShouldContain("người khác phải duyệt");

        using Visitor second = await program.As("second-admin");
        WebAnswer published = await second.Follow(await second.Send(await second.Open(change), "approve", FormSteps.Nothing));
        published.Text.ShouldContain("Đã công bố.");
        (await second.Open($"{Desk}/process/cap-dang-ky")).Text.ShouldContain(tomorrow.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        (await second.Open(file)).Text.ShouldContain("Thẩm tra hồ sơ, lập dự thảo");
    }

    [Fact]
    public async Task Without_a_drawing_board_the_file_is_written_as_text_and_who_saved_in_between_is_told()
    {
        using Visitor first = await program.As("admin"), second = await program.As("second-admin");
        WebAnswer change = await first.Follow(await first.Send(await first.Open(Desk), "start", new Dictionary<string, string?> { ["Title"] = "Sửa tờ khai" }));
        WebAnswer file = await first.Follow(await first.Send(change, "add", new Dictionary<string, string?> { ["Kind"] = "form", ["Name"] = "to-khai-moi", ["CopyOf"] = "to-khai-ban-sao-trich-luc" }));
        WebAnswer seen = await second.Open(file.Path);
        WebAnswer saved = await first.Follow(await first.Send(file, "save", new Dictionary<string, string?> { ["Content"] = "{\n  \"type\": \"khac\"" }));
        saved.Text.ShouldContain("Đã lưu.");
        saved.Text.ShouldContain("dòng 2");

        WebAnswer late = await second.Send(seen, "save", new Dictionary<string, string?> { ["Content"] = "{ \"title\": \"của người thứ hai\" }" });
        late.Status.ShouldBe(409);
        late.Text.ShouldContain("Cả hai nội dung còn nguyên");
        late.Html.ShouldContain("của người thứ hai");
        (await first.Open(file.Path)).Html.ShouldNotContain("của người thứ hai");
    }

    [Theory]
    [InlineData("form", "to-khai-ban-sao-trich-luc")]
    [InlineData("decision", "thu-tuc-2.000635")]
    public async Task The_boards_of_forms_and_tables_speak_Vietnamese(string kind, string key)
    {
        IPage page = await program.Browsing("admin");
        await page.GotoAsync(Desk);
        await page.FillAsync("input[name=Title]", "Xem bảng vẽ");
        await page.ClickAsync("button:has-text('Bắt đầu thay đổi')");
        await page.Arrive("thay-doi/");
        await page.SelectOptionAsync("select[name=Kind]", kind);
        await page.FillAsync("input[name=Name]", key);
        await page.ClickAsync("button:has-text('Thêm tệp')");
        await page.Locator("[data-drawn]").WaitForAsync();
        if (kind == "form")
            await page.Locator(".fjs-form-field").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.vl-design-board').innerText.length > 100");

        string[] words = await page.EvaluateAsync<string[]>(
            """
            () => {
                const board = document.querySelector('.vl-design-board'), found = [], walk = document.createTreeWalker(board, NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) found.push(walk.currentNode.data.trim());
                for (const element of board.querySelectorAll('*'))
                    for (const name of ['placeholder', 'title', 'aria-label']) found.push(element.getAttribute(name) ?? '');
                return found.filter(word => word);
            }
            """);

        words.Length.ShouldBeGreaterThan(20);
        words.Where(word => English().IsMatch(word)).Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "Tờ khai và căn cứ", "Căn cứ pháp lý", "Ý nghĩa", "Nơi tính theo ngày")]
    [InlineData("/en", "Declaration and law", "Legal basis", "Meaning", "Place as of the day")]
    public async Task What_the_law_says_of_a_field_is_entered_on_the_board_itself(string language, string group, string legalBasis, string meaning, string asOf)
    {
        IPage page = await program.Browsing("admin");
        using Visitor admin = await program.As("admin");
        WebAnswer change = await admin.Follow(await admin.Send(await admin.Open(Desk), "start", new Dictionary<string, string?> { ["Title"] = "Căn cứ của ô" }));
        WebAnswer file = await admin.Follow(await admin.Send(change, "add", new Dictionary<string, string?> { ["Kind"] = "form", ["Name"] = "to-khai-ban-sao-trich-luc", ["CopyOf"] = "" }));
        await page.GotoAsync(language + file.Path);
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.Locator(".fjs-form-field-textfield").First.ClickAsync();
        await page.GetByText(group, new() { Exact = true }).ClickAsync();

        await page.GetByLabel(legalBasis, new() { Exact = true }).FillAsync("60/2014/QH13, điều 63");
        await page.GetByLabel(meaning, new() { Exact = true }).SelectOptionAsync("place");
        await page.GetByLabel(asOf, new() { Exact = true }).FillAsync("2025-07-01");
        await page.GetByLabel(asOf, new() { Exact = true }).PressAsync("Tab");
        await page.Locator(".vl-design-state[data-how=saved]").WaitForAsync();

        await page.WaitForFunctionAsync("() => document.querySelector('#Content').value.includes('2025-07-01')");
        System.Text.Json.Nodes.JsonNode properties = System.Text.Json.Nodes.JsonNode.Parse(await page.InputValueAsync("#Content"))!["components"]![0]!["components"]![0]!["properties"]!;
        properties["legalBasis"]!.ToString().ShouldBe("60/2014/QH13, điều 63");
        properties["kind"]!.ToString().ShouldBe("place");
        properties["asOf"]!.ToString().ShouldBe("2025-07-01");
        // What stands there already, like where the name is prefilled from, is shown and stays.
        properties["prefill"]!.ToString().ShouldBe("person.fullName");
        (await page.Locator("[data-entry-id=vanlang-prefill] input").InputValueAsync()).ShouldBe("person.fullName");
    }

    // Words that only the libraries would say; FEEL and codes of ours are no language.
    [GeneratedRegex(@"\b(Add|Create|Edit|Move|Remove|Toggle|Search|Field|Input|Output|Hit|View|When|Then|Rule|Rules|Annotations?|Components?|Selection|Containers|Layout|Validation|Condition|Required|Default|Appearance|General|Section|List contains|Delete|Open|Click|Custom|Text|Label|Group)\b")]
    private static partial Regex English();

    // What the libraries draw inside their boards is theirs.
    static async Task ShouldBeAccessible(IPage page)
    {
        AxeResult result = await page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector(".vl-design-board")] });
        result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes.FirstOrDefault()?.Html}").ShouldBeEmpty();
    }
}
