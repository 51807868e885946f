using System.Globalization;
using Microsoft.Playwright;
using Shouldly;
using UglyToad.PdfPig;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What officials do beside the steps: give work to each other, find, apologise, let a dossier be withdrawn.</summary>
public sealed class DeskWorkTests(ProgramFixture program)
{
    [Fact]
    public async Task A_head_gives_the_work_to_an_official_who_gives_it_back()
    {
        string code = await Accepted();
        IPage head = await program.Browsing("head-of-unit");
        await head.GotoAsync("/can-bo?pv=Agency");
        await head.Find(code);
        await head.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
        await head.GetByLabel("Giao cho").SelectOptionAsync(new SelectOptionValue { Label = await OptionWith(head, "Bùi Quốc Dũng") });
        await head.Press("Giao việc");

        IPage officer = await program.Browsing("officer");
        await officer.GotoAsync("/can-bo?pv=Mine");
        await officer.Find(code);
        (await officer.Locator("table[data-rows] tbody tr").InnerTextAsync()).ShouldContain("Bùi Quốc Dũng");
        await officer.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
        await officer.Press("Trả việc");
        await officer.GotoAsync("/can-bo?pv=Mine");
        await officer.Find(code);
        (await officer.Locator("main").InnerTextAsync()).ShouldContain("Không có việc nào khớp");
    }

    [Fact]
    public async Task A_search_is_made_kept_used_exported_and_thrown_away()
    {
        string code = await Accepted(), part = code[^6..];
        IPage clerk = await program.Browsing("one-stop-clerk");
        await clerk.GotoAsync("/can-bo/ho-so");
        await clerk.FillAsync("main [name=q]", part);
        await clerk.RunAndWaitForNavigation(() => clerk.Keyboard.PressAsync("Enter"));
        (await clerk.GetByRole(AriaRole.Link, new() { Name = code }).CountAsync()).ShouldBe(1);
        await clerk.FillAsync("main [name=q]", "dinh hong nhung");
        await clerk.SelectOptionAsync("[name=tt]", "Accepted");
        await clerk.RunAndWaitForNavigation(() => clerk.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Tìm", Exact = true }).ClickAsync());
        (await clerk.GetByRole(AriaRole.Link, new() { Name = code }).CountAsync()).ShouldBe(1);

        string name = $"Của bà Nhung {part}";
        await clerk.Locator("summary", new() { HasText = "Bộ lọc đã lưu" }).ClickAsync();
        await clerk.FillAsync("#filter-name", name);
        await clerk.Press("Lưu bộ lọc này");
        await clerk.GotoAsync("/can-bo/ho-so");
        await clerk.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await clerk.Arrive("tt=Accepted");
        (await clerk.InputValueAsync("main [name=q]")).ShouldBe("dinh hong nhung");

        IDownload list = await clerk.RunAndWaitForDownloadAsync(() => clerk.GetByRole(AriaRole.Link, new() { Name = "Tải danh sách này (CSV)" }).ClickAsync());
        (await File.ReadAllTextAsync(await list.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain(code);

        await clerk.Locator("summary", new() { HasText = "Bộ lọc đã lưu" }).ClickAsync();
        await clerk.RunAndWaitForNavigation(() => clerk.Locator("li", new() { HasText = name }).GetByRole(AriaRole.Button).ClickAsync());
        (await clerk.GetByRole(AriaRole.Link, new() { Name = name }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_will_be_late_apologises_in_time_and_the_citizen_reads_the_new_day()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string code = await citizen.Submitted("1.013225", BuildingPermitTests.House);
        await clerk.Do(code, "accept");
        IPage officer = await program.Browsing("officer");
        await officer.OpenFromInbox(code);
        await officer.Locator("summary", new() { HasText = "Xin lỗi và hẹn lại" }).ClickAsync();
        await officer.Press("Gửi văn bản xin lỗi", mayFail: true);
        (await officer.Locator("main .usa-alert--error, main .vl-error-summary").First.InnerTextAsync()).ShouldContain("lý do", Case.Insensitive);

        DateOnly day = Workday(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(60)));
        foreach ((string part, int value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await officer.FillAsync($"[name='step.NewDay.{part}']", value.ToString(CultureInfo.InvariantCulture));
        await officer.FillAsync("#extend-reason", "Chờ kết quả đo đạc của đơn vị khác.");
        await officer.Press("Gửi văn bản xin lỗi");
        (await officer.Locator("main").InnerTextAsync()).ShouldContain(day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));

        IPage home = await program.Browsing("citizen", width: 390);
        await home.GotoAsync($"/ho-so/{code}");
        string seen = await home.Locator("main").InnerTextAsync();
        seen.ShouldContain(day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        seen.ShouldContain("Chờ kết quả đo đạc");
        using Visitor reader = await program.As("citizen");
        await Polled.Until(() => reader.Open($"/ho-so/{code}"), answer => answer.Text.Contains("xin lỗi", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_citizen_asks_to_withdraw_thinks_better_of_it_asks_again_and_the_clerk_lets_go()
    {
        string code = await Accepted();
        IPage citizen = await program.Browsing("citizen", javaScript: false, width: 390);
        for (int asked = 0; asked < 2; asked++)
        {
            await citizen.GotoAsync($"/ho-so/{code}");
            await citizen.GetByRole(AriaRole.Link, new() { Name = "Rút hồ sơ" }).ClickAsync();
            await citizen.FillAsync("[name='Form.Reason']", "Tôi tìm lại được bản cũ.");
            await citizen.Press("Yêu cầu rút hồ sơ");
            if (asked == 0)
                await citizen.Press("Không rút nữa, tiếp tục giải quyết");
        }

        IPage clerk = await program.Browsing("one-stop-clerk");
        await clerk.GotoAsync("/can-bo");
        await clerk.GetByRole(AriaRole.Link, new() { NameRegex = new("công dân yêu cầu rút") }).ClickAsync();
        await clerk.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
        (await clerk.Locator("main").InnerTextAsync()).ShouldContain("Tôi tìm lại được bản cũ.");
        await clerk.Press("Cho rút hồ sơ");

        await citizen.ReloadAsync();
        (await citizen.Locator("main").InnerTextAsync()).ShouldContain("Đã rút");
    }

    [Fact]
    public async Task The_desk_fits_a_telephone_and_shows_what_is_to_be_signed()
    {
        string code = await Accepted();
        IPage clerk = await program.Browsing("one-stop-clerk", width: 390);
        await clerk.GotoAsync("/can-bo/tiep-nhan");
        await clerk.RunAndWaitForNavigation(() => clerk.GetByRole(AriaRole.Button, new() { NameRegex = new("^Nhập hồ sơ.*trích lục") }).First.ClickAsync());
        foreach (string address in new[] { new Uri(clerk.Url).AbsolutePath, "/can-bo", "/can-bo/ho-so", "/can-bo/tiep-nhan", $"/can-bo/ho-so/{code}", "/can-bo/co-quan" })
        {
            await clerk.GotoAsync(address);
            (await clerk.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, address);
        }

        IPage officer = await program.Browsing("officer");
        await officer.OpenFromInbox(code);
        await officer.Press("Trình ký");
        IPage leader = await program.Browsing("leader");
        await leader.OpenFromInbox(code);
        (await leader.Locator("iframe.vl-preview").IsVisibleAsync()).ShouldBeTrue();
        IAPIResponse seen = await leader.APIRequest.GetAsync($"{program.Address}{(await leader.Locator("iframe.vl-preview").GetAttributeAsync("src"))!.Insert(0, "/")}");
        seen.Headers["content-type"].ShouldBe("application/pdf");
        seen.Headers["content-security-policy"].ShouldContain("frame-ancestors 'self'");
    }

    [Fact]
    public async Task A_case_prints_whole_on_A4_with_its_code_at_the_head_of_every_sheet_and_nothing_that_only_a_screen_can_do()
    {
        string code = await Accepted();
        IPage officer = await program.Browsing("officer");
        await officer.GotoAsync($"/can-bo/ho-so/{code}");
        using PdfDocument paper = PdfDocument.Open(await officer.PdfAsync(new() { PreferCSSPageSize = true }));
        string[] sheets = [.. paper.GetPages().Select(sheet => Joined(sheet.Text))];
        sheets.Length.ShouldBeInRange(2, 6);
        paper.GetPages().ShouldAllBe(sheet => Math.Abs(sheet.Width - 595) < 2 && Math.Abs(sheet.Height - 842) < 2);
        string head = Joined($"Hồ sơ {code}");
        sheets.ShouldAllBe(sheet => sheet.Contains(head, StringComparison.Ordinal));
        sheets[^1].ShouldContain($"{sheets.Length}/{sheets.Length}");

        string all = string.Concat(sheets);
        // Closed on the screen, open on paper.
        (await officer.Locator("details:not([open]) >> text=Vì sao hồ sơ đang ở đây").CountAsync()).ShouldBe(1);
        foreach (string text in new[] { "Vì sao hồ sơ đang ở đây", "Đang chờ: Lập kết quả, trình ký", "Cách tính hạn giải quyết", "Quá trình giải quyết", "Nội dung khai", CitizenSteps.CopyRequest["nyc_ho_ten"]! })
            all.ShouldContain(Joined(text));
        foreach (string text in new[] { "Phím tắt", "Đổi vai trò", "English", "Nhận việc", "Yêu cầu bổ sung", "http", "Lấy từ tờ khai" })
            all.ShouldNotContain(Joined(text));

        // How letters are set apart in a PDF is the drawing program's own.
        static string Joined(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }

    [Fact]
    public async Task Who_looks_after_the_machine_begins_at_a_page_that_opens()
    {
        IPage administrator = await program.SignedIn("admin");
        (await administrator.Locator("h1").First.InnerTextAsync()).ShouldNotContain("Không có quyền");
        new Uri(administrator.Url).AbsolutePath.ShouldStartWith("/can-bo/");
    }

    /// <summary>A copy request that a clerk has taken in.</summary>
    async Task<string> Accepted()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(code, "accept");
        return code;
    }

    static async Task<string> OptionWith(IPage page, string name) => await page.Locator("#assignee option", new() { HasText = name }).InnerTextAsync();

    static DateOnly Workday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };
}
