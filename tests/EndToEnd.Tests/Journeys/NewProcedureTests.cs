using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Calendar;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>
/// The whole promise of the designers' desk: an official who writes no notation makes a procedure that was not there, a second one approves, the day comes, a citizen files it, and it ends as a
/// signed paper; a case that began before keeps the process it began with.
/// </summary>
public sealed class NewProcedureTests(ProgramFixture program) : IAsyncLifetime
{
    const string Desk = "/can-bo/thiet-ke", Code = "9.000001", Name = "Xác nhận hộ trồng chè Shan tuyết";

    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-new-procedure-").FullName;
    readonly DateOnly today = VietnamTime.DateOf(DateTimeOffset.UtcNow);
    WebApplication? house;
    Dictionary<string, DemonstrationSignIn> people = [];
    int port;

    public ValueTask InitializeAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new(Open(today));
    }

    [Fact]
    public async Task An_official_makes_a_procedure_from_nothing_and_a_citizen_holds_its_signed_result()
    {
        // A case that runs before anything is changed.
        using Visitor citizen = await As("citizen");
        string running = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);

        IPage page = await program.NewBrowser(address: Address);
        await SignInIn(page, "admin");
        string change = await Begun(page);
        await NameIt(page, change);
        await AskMore(page, change);
        await SetTheFee(page, change);
        await DrawTheProcess(page, change);
        await WordTheResult(page, change);
        await RenameAStepOfARunningProcess(page, change);

        await page.GotoAsync(change);
        string findings = await page.Locator("main").InnerTextAsync();
        findings.ShouldContain("Không có điều gì cần sửa", customMessage: findings);
        DateOnly tomorrow = today.AddDays(1);
        foreach ((string part, int value) in (IEnumerable<(string, int)>)[("Day", tomorrow.Day), ("Month", tomorrow.Month), ("Year", tomorrow.Year)])
            await page.FillAsync($"input[name='FirstDay.{part}']", value.ToString(CultureInfo.InvariantCulture));
        await page.ClickAsync("form:has(input[name='FirstDay.Day']) button");
        await page.GetByText("Đã trình. Thay đổi chờ người thứ hai duyệt.").WaitForAsync();
        using (Visitor second = await As("second-admin"))
            (await second.Follow(await second.Send(await second.Open(change), "approve", FormSteps.Nothing))).Text.ShouldContain("Đã công bố.");
        (await citizen.Get($"/thu-tuc/{Code}")).Status.ShouldBe(404, "it is not law before its first day");

        await Open(tomorrow);
        await FiledAndSigned();
        await OlderCaseKeepsItsProcess(running);
    }

    async Task<string> Begun(IPage page)
    {
        await page.GotoAsync(Desk);
        await page.FillAsync("input[name=Title]", "Thủ tục mới về chè Shan tuyết");
        await page.ClickAsync("button:has-text('Bắt đầu thay đổi')");
        await page.Arrive("thay-doi/");
        string change = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Thủ tục mới", Exact = true }).ClickAsync();
        await ShouldBeAccessible(page);
        await page.FillAsync("input[name=Code]", Code);
        await page.FillAsync("input[name=Name]", Name);
        await page.FillAsync("input[name=ShortName]", "che-shan");
        await page.SelectOptionAsync("select[name=Shape]", "tra-trong-ngay");
        await page.ClickAsync("button:has-text('Tạo các phần')");
        await page.Arrive("xong=");
        return change;
    }

    async Task NameIt(IPage page, string change)
    {
        await OpenFile(page, change, Code);
        await ShouldBeAccessible(page);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Điều cần sửa", customMessage: "a procedure without a field is not complete");
        await page.FillAsync("[name='f.field']", "nong-nghiep");
        await page.FillAsync("[name='f.fieldName.vi']", "Nông nghiệp");
        await page.FillAsync("[name='f.summary.vi']", "Hộ trồng chè Shan tuyết xin xác nhận để tham gia chuỗi tiêu thụ.");
        await Act(page, "add legalBasis");
        await page.FillAsync("[name='f.legalBasis.0.number']", "01/2026/NQ-HĐND");
        await page.FillAsync("[name='f.legalBasis.0.name.vi']", "Nghị quyết về phát triển cây chè");
        foreach (string day in (string[])["date", "validFrom"])
        {
            await page.FillAsync($"[name='f.legalBasis.0.{day}.Day']", "15");
            await page.FillAsync($"[name='f.legalBasis.0.{day}.Month']", "1");
            await page.FillAsync($"[name='f.legalBasis.0.{day}.Year']", "2026");
        }

        await page.FillAsync("[name='f.legalBasis.0.source']", "Thử nghiệm");
        await page.FillAsync("[name='f.legalBasis.0.label']", "MÔ PHỎNG");
        await Act(page, "open steps.1");
        await page.SelectOptionAsync("[name='f.steps.1.task']", "examine");
        await Save(page);
        await ShouldBeAccessible(page);
    }

    async Task AskMore(IPage page, string change)
    {
        await OpenFile(page, change, "to-khai-che-shan");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sửa theo ô" }).ClickAsync();
        await Act(page, "open components.1");
        await Act(page, "add components.1.components");
        await page.SelectOptionAsync("[name='f.components.1.components.1.type']", "number");
        await page.FillAsync("[name='f.components.1.components.1.key']", "dien_tich");
        await page.FillAsync("[name='f.components.1.components.1.label']", "Diện tích chè (ha)");
        await Save(page);
        await page.FillAsync("[name='f.components.1.components.1.validate.min']", "0,1");
        await page.FillAsync("[name='f.components.1.components.1.properties.legalBasis']", "Điều 3 Nghị quyết 01/2026/NQ-HĐND");
        await Save(page);
        await ShouldBeAccessible(page);
    }

    async Task SetTheFee(IPage page, string change)
    {
        await OpenFile(page, change, $"thu-tuc-{Code}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sửa theo ô" }).ClickAsync();
        await page.FillAsync("[name='f.tables.2.rows.0.c1']", "25000");
        await page.FillAsync("[name='f.tables.2.rows.0.c2']", "Nghị quyết 01/2026/NQ-HĐND: 25.000 đ");
        await page.FillAsync("[name='f.tables.1.rows.0.c1']", "3");
        await Save(page);
        await ShouldBeAccessible(page);

        // The tests still expect the old law: each is decided anew, read, and kept.
        await OpenFile(page, change, $"thu-tuc-{Code}", isTest: true);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Điều cần sửa");
        await Act(page, "record tests.1");
        await Act(page, "record tests.2");
        (await page.InputValueAsync("[name='f.tests.2.expect']")).ShouldBe("25000");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Không có điều gì cần sửa");
        await ShouldBeAccessible(page);
    }

    async Task DrawTheProcess(IPage page, string change)
    {
        await OpenFile(page, change, "quy-trinh-che-shan");
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.Locator(".djs-element[data-element-id=examine]").ClickAsync();
        await page.GetByLabel("Tên", new() { Exact = true }).FillAsync("Thẩm tra vườn chè, lập giấy");
        await page.GetByLabel("Tên", new() { Exact = true }).PressAsync("Tab");
        await page.Locator(".vl-design-state[data-how=saved]").WaitForAsync();

        // A scenario is told step by step, and the process says where the case then stands.
        await OpenFile(page, change, "quy-trinh-che-shan", isTest: true);
        await Act(page, "add scenarios");
        string last = Regex.Match(await page.ContentAsync(), @"name=""f\.scenarios\.(\d+)\.name""").Groups[1].Value;
        await page.FillAsync($"[name='f.scenarios.{last}.name']", "Tiếp nhận rồi thẩm tra");
        await Act(page, $"add scenarios.{last}.steps");
        await page.SelectOptionAsync($"[name='f.scenarios.{last}.steps.0.complete']", "receive");
        await page.SelectOptionAsync($"[name='f.scenarios.{last}.steps.0.outcome']", "accept");
        await Act(page, $"record scenarios.{last}");
        (await page.InputValueAsync($"[name='f.scenarios.{last}.steps.1.expect.waiting']")).ShouldBe("examine");
        await ShouldBeAccessible(page);
    }

    async Task WordTheResult(IPage page, string change)
    {
        await OpenFile(page, change, "giay-che-shan");
        await Act(page, "open blocks.2");
        await page.FillAsync("[name='f.blocks.2.text']", "GIẤY XÁC NHẬN HỘ TRỒNG CHÈ");
        await Save(page);
        await ShouldBeAccessible(page);
    }

    // A second part of the same change: a process that a case of today runs on gets another version.
    async Task RenameAStepOfARunningProcess(IPage page, string change)
    {
        await page.GotoAsync(change);
        await page.SelectOptionAsync("select[name=Kind]", "process");
        await page.FillAsync("input[name=Name]", "tra-trong-ngay");
        await page.ClickAsync("button:has-text('Thêm tệp')");
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.Locator(".djs-element[data-element-id=examine]").ClickAsync();
        await page.GetByLabel("Tên", new() { Exact = true }).FillAsync("Lập kết quả theo cách mới");
        await page.GetByLabel("Tên", new() { Exact = true }).PressAsync("Tab");
        await page.Locator(".vl-design-state[data-how=saved]").WaitForAsync();
    }

    async Task FiledAndSigned()
    {
        using Visitor citizen = await As("citizen"), clerk = await As("one-stop-clerk"), officer = await As("officer"), leader = await As("leader"), records = await As("registry-clerk");
        string code = await citizen.Submitted(Code, new Dictionary<string, string>
        {
            ["ho_ten"] = "Đinh Hồng Nhung",
            ["giay_to"] = "025190999123",
            ["dia_chi"] = "Tổ 5, phường Việt Trì, tỉnh Phú Thọ",
            ["noi_dung"] = "Xác nhận hộ trồng chè Shan tuyết tại khu 3",
            ["dien_tich"] = "1,5",
            ["cam_doan"] = "true",
        });
        await clerk.Do(code, "accept");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("25.000 đ");
        await clerk.Do(code, "collect-fee");
        (await officer.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("Thẩm tra vườn chè, lập giấy");
        await officer.Do(code, "prepare");
        await leader.Do(code, "sign", new Dictionary<string, string?> { ["step.HasRead"] = "true", ["step.Pin"] = Pin });
        await records.Do(code, "issue", new Dictionary<string, string?> { ["step.Pin"] = Pin });

        WebAnswer finished = await citizen.Open($"/ho-so/{code}");
        WebAnswer pdf = await citizen.Open("/" + Regex.Matches(finished.Html, $"ho-so/{Regex.Escape(code)}/giay/[0-9a-f-]+").First().Value);
        Samples.TextOf(pdf.Bytes).ShouldContain("GIẤY XÁC NHẬN HỘ TRỒNG CHÈ");
        string path = Path.Combine(folder, $"{code}.pdf");
        await File.WriteAllBytesAsync(path, pdf.Bytes, TestContext.Current.CancellationToken);
        string signatures = await Samples.PdfSig(path);
        signatures.Split("Signature is Valid").Length.ShouldBe(3, signatures);
        await clerk.Do(code, "return");
        (await citizen.Open($"/ho-so/{code}")).Text.ShouldContain("Đã trả kết quả");
    }

    async Task OlderCaseKeepsItsProcess(string running)
    {
        using Visitor citizen = await As("citizen"), clerk = await As("one-stop-clerk"), officer = await As("officer");
        string later = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        foreach (string code in (string[])[running, later])
            await clerk.Do(code, "accept");
        (await officer.Open($"/can-bo/ho-so/{running}")).Text.ShouldNotContain("Lập kết quả theo cách mới");
        (await officer.Open($"/can-bo/ho-so/{later}")).Text.ShouldContain("Lập kết quả theo cách mới");
    }

    static async Task OpenFile(IPage page, string change, string key, bool isTest = false)
    {
        await page.GotoAsync(change);
        ILocator row = page.Locator("main tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = key, Exact = true }) });
        await row.Filter(isTest ? new() { HasText = "(phép thử)" } : new() { HasNotText = "(phép thử)" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Arrive("/tep/");
    }

    static Task Act(IPage page, string act) => page.RunAndWaitForNavigation(() => page.Locator($"button[name=Act][value='{act}']").ClickAsync());

    static Task Save(IPage page) => page.RunAndWaitForNavigation(() => page.Locator("form.vl-sheet > .vl-buttons button").ClickAsync());

    // What the libraries draw inside their boards is theirs.
    static async Task ShouldBeAccessible(IPage page)
    {
        AxeResult result = await page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector(".vl-design-board")] });
        result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes.FirstOrDefault()?.Html}").ShouldBeEmpty();
    }

    string Address => $"http://127.0.0.1:{port}";

    string Pin => File.ReadAllText(Path.Combine(folder, "data", "keys", "demonstration-pin")).Trim();

    async Task<Visitor> As(string who)
    {
        Visitor visitor = new(Address);
        await visitor.Send(await visitor.Open("/dang-nhap"), "sign-in", new Dictionary<string, string?> { ["Form.UserName"] = people[who].UserName, ["Form.Password"] = people[who].Password });
        return visitor;
    }

    Task SignInIn(IPage page, string who) => page.SignInAs(people[who].UserName, people[who].Password);

    /// <summary>The house as of a day, on the same data.</summary>
    async Task Open(DateOnly day)
    {
        await Close();
        house = await WebProgram.Start(new RunOptions(port, Path.Combine(folder, "data"), day, Empty: false), CancellationToken.None);
        IReadOnlyList<DemonstrationSignIn> signIns = await house.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
        DemonstrationSignIn[] admins = [.. signIns.Where(signIn => signIn.Role == "admin")];
        people = signIns.GroupBy(signIn => signIn.Role).ToDictionary(role => role.Key, role => role.First());
        people["second-admin"] = admins.First(signIn => signIn.UserName != admins[0].UserName);
    }

    async Task Close()
    {
        if (house is null)
            return;
        await house.StopAsync();
        await house.DisposeAsync();
        house = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
