using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Running processes as their operator sees them, and who may.</summary>
public sealed class InstancePagesTests(ProgramFixture program)
{
    const string List = "/can-bo/van-hanh/quy-trinh";

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_and_who_does_not_operate_the_house_is_refused_in_every_agency()
    {
        (_, Guid instance, string diagram) = await Running();
        string[] pages = [List, $"{List}/{instance}", diagram, diagram.Replace("so-do", "phien-ban", StringComparison.Ordinal), diagram.Replace("so-do", "phien-ban", StringComparison.Ordinal) + "/chuyen", $"/can-bo/van-hanh/chuyen-phien-ban/{instance}", $"{List}/{instance}/sua", "/can-bo/van-hanh/thong-diep", $"/can-bo/van-hanh/thong-diep/{Guid.NewGuid()}"];
        using Visitor stranger = program.Stranger();
        foreach (string page in pages)
            (await stranger.Get(page)).Status.ShouldBeOneOf(302, 401);
        // The clerk's agency has the dossier, the province's and the fire officer's have not.
        foreach (string who in new[] { "citizen", "one-stop-clerk", "leader", "province-clerk", "fire-officer" })
        {
            using Visitor other = await program.As(who);
            foreach (string page in pages)
                (await other.Get(page)).Status.ShouldBe(403, $"{who} {page}");
        }
    }

    [Fact]
    public async Task Who_has_no_work_at_the_desk_begins_at_the_own_menu()
    {
        using Visitor admin = await program.As("admin"), clerk = await program.As("one-stop-clerk");
        (await admin.Follow(await admin.Get("/can-bo"))).Path.ShouldBe("/can-bo/van-hanh");
        (await admin.Follow(await admin.Get("/en/can-bo"))).Path.ShouldBe("/en/can-bo/van-hanh");
        (await clerk.Get("/can-bo")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_operator_finds_a_process_by_the_code_of_its_dossier_and_sees_where_it_waits_but_nothing_of_the_dossier()
    {
        (string code, Guid instance, string diagram) = await Running();
        using Visitor admin = await program.As("admin");
        (await admin.Open("/can-bo/van-hanh")).Html.ShouldContain("can-bo/van-hanh/quy-trinh");

        WebAnswer list = await admin.Open($"{List}?q={code.ToLowerInvariant()}");
        list.Html.ShouldContain($"can-bo/van-hanh/quy-trinh/{instance}");
        list.Text.ShouldContain(code);
        WebAnswer page = await admin.Open($"{List}/{instance}");
        page.Text.ShouldContain("Công chức một cửa");
        page.Text.ShouldContain("Bắt đầu");
        foreach (WebAnswer answer in (WebAnswer[])[list, page])
        {
            answer.Text.ShouldNotContain(CitizenSteps.CopyRequest["nyc_ho_ten"]!);
            answer.Html.ShouldNotContain($"can-bo/ho-so/{code}");
        }

        WebAnswer file = await admin.Get(diagram);
        (file.Status, System.Text.Encoding.UTF8.GetString(file.Bytes).Contains("BPMNShape", StringComparison.Ordinal)).ShouldBe((200, true));
        (await admin.Get($"{List}/{Guid.NewGuid()}")).Status.ShouldBe(404);
        (await admin.Get("/can-bo/van-hanh/so-do/khong-co/abc")).Status.ShouldBe(404);
        (await admin.Open($"/en{List}/{instance}")).Text.ShouldContain("One-stop clerk");
    }

    [Fact]
    public async Task A_suspended_dossier_is_refused_to_its_clerk_with_words_that_say_so_until_the_operator_lets_it_go_on()
    {
        (string code, Guid instance, _) = await Running();
        using Visitor admin = await program.As("admin"), clerk = await program.As("one-stop-clerk");
        WebAnswer page = await admin.Open($"{List}/{instance}"), opened = await clerk.Open($"/can-bo/ho-so/{code}");
        (await admin.Send(page, "instance", new Dictionary<string, string?> { ["Do"] = "suspend" })).Status.ShouldBe(422);
        WebAnswer stands = await admin.Follow(await admin.Send(page, "instance", new Dictionary<string, string?> { ["Do"] = "suspend", ["Reason"] = "chờ kiểm tra" }));
        stands.Text.ShouldContain("Đã tạm dừng.");
        stands.Text.ShouldContain("chờ kiểm tra");
        // Who did it stands beside what was done.
        stands.Text.ShouldContain("Hà Văn Lợi");
        WebAnswer modify = await admin.Open($"{List}/{instance}/sua");
        modify.Text.ShouldContain("Cho chạy tiếp rồi mới chuyển bước được");

        WebAnswer told = await clerk.Open($"/can-bo/ho-so/{code}");
        told.Text.ShouldContain("chưa ai làm được bước nào");
        told.Text.ShouldContain("Bước này chưa làm được vì quy trình đang tạm dừng");
        WebAnswer refused = await clerk.Send(opened, "accept", FormSteps.Nothing);
        refused.Status.ShouldBe(409);
        refused.Text.ShouldContain("Quy trình của hồ sơ đang tạm dừng");

        await admin.Send(stands, "instance", new Dictionary<string, string?> { ["Do"] = "resume", ["Reason"] = "đã kiểm tra" });
        told = await clerk.Open($"/can-bo/ho-so/{code}");
        told.Text.ShouldNotContain("chưa ai làm được bước nào");
        (await clerk.Send(told, "accept", FormSteps.Nothing)).Location!.ShouldContain("xong=accept");
    }

    [Fact]
    public async Task A_dossier_is_moved_by_hand_with_a_reason_and_its_timeline_says_so()
    {
        (string code, Guid instance, _) = await Running();
        using Visitor admin = await program.As("admin"), clerk = await program.As("one-stop-clerk");
        WebAnswer page = await admin.Open($"{List}/{instance}/sua");
        string token = System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"Cancel\"[^>]*value=\"(\\d+)\"").Groups[1].Value;
        WebAnswer nothing = await admin.Send(page, "modify", new Dictionary<string, string?> { ["Reason"] = "nhầm bước" });
        (nothing.Status, nothing.Text.Contains("Chưa chọn gì để thay đổi", StringComparison.Ordinal)).ShouldBe((422, true));
        (await admin.Send(page, "modify", new Dictionary<string, string?> { ["Cancel"] = token, ["Reason"] = "nhầm bước" })).Text.ShouldContain("không còn bước nào. Chọn thêm bước để mở");
        Dictionary<string, string?> plan = new() { ["Cancel"] = token, ["Before"] = "examine", ["Reason"] = "nhầm bước" };
        (await admin.Send(page, "modify", new Dictionary<string, string?>(plan) { ["Reason"] = "" })).Status.ShouldBe(422);
        WebAnswer unread = await admin.Send(page, "modify", new Dictionary<string, string?>(plan) { ["Data"] = "{\n  hỏng" });
        unread.Status.ShouldBe(422);
        unread.Text.ShouldContain("dòng 2, vị trí 3 sai cú pháp JSON");
        WebAnswer moved = await admin.Follow(await admin.Send(page, "modify", plan));
        moved.Text.ShouldContain("Đã chuyển bước.");
        moved.Text.ShouldContain("nhầm bước");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("Người vận hành chuyển bước của quy trình");
        // Sent again it finds that the process has moved since.
        (await admin.Send(page, "modify", new Dictionary<string, string?>(plan) { ["ModifyKey"] = Guid.NewGuid().ToString("N") })).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_move_by_hand_into_an_incident_says_so_and_leads_to_it()
    {
        (_, Guid instance, _) = await Running();
        using Visitor admin = await program.As("admin");
        WebAnswer page = await admin.Open($"{List}/{instance}/sua");
        string token = System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"Cancel\"[^>]*value=\"(\\d+)\"").Groups[1].Value;
        WebAnswer moved = await admin.Follow(await admin.Send(page, "modify", new Dictionary<string, string?> { ["Cancel"] = token, ["After"] = "receive", ["Data"] = "{\"outcome\": 5}", ["Reason"] = "thử" }));
        moved.Text.ShouldContain("quy trình đứng lại vì sự cố");
        moved.Text.ShouldNotContain("Đã chuyển bước.");
        string cause = System.Text.RegularExpressions.Regex.Match(moved.Html, "href=\"(can-bo/van-hanh/su-co/[^\"]+)\"").Groups[1].Value;
        (await admin.Get("/" + cause)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_case_is_found_by_its_code_whether_it_runs_or_has_ended_and_a_wrong_number_of_days_is_told()
    {
        (string code, Guid instance, _) = await Running();
        using Visitor admin = await program.As("admin"), clerk = await program.As("one-stop-clerk");
        (await admin.Open($"{List}?q={code}&tuoi=abc")).Text.ShouldContain("Nhập số ngày");
        await clerk.Do(code, "refuse", new Dictionary<string, string?> { ["step.Reason"] = "Thiếu căn cứ", ["step.LegalBasis"] = "Điều 6", ["step.Sure"] = "true" });
        WebAnswer found = await admin.Open($"{List}?q={code}");
        found.Html.ShouldContain($"can-bo/van-hanh/quy-trinh/{instance}");
        found.Text.ShouldContain("Đã kết thúc");
        (await admin.Open($"{List}/{instance}/sua")).Text.ShouldContain("không còn bước nào để chuyển");
    }

    [Fact]
    public async Task A_version_page_says_how_it_is_held()
    {
        (_, _, string diagram) = await Running();
        using Visitor admin = await program.As("admin");
        WebAnswer page = await admin.Open(diagram.Replace("so-do", "phien-ban", StringComparison.Ordinal));
        page.Text.ShouldContain("Nhận và chạy bình thường");
        page.Text.ShouldNotContain("0001");
        (await admin.Send(page, "version", new Dictionary<string, string?> { ["Do"] = "Drain" })).Status.ShouldBe(422);
        (await admin.Get("/can-bo/van-hanh/phien-ban/khong-co/abc")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_migration_is_tried_on_its_page_before_it_begins()
    {
        (string code, Guid instance, string diagram) = await Running();
        string version = diagram.Replace("so-do", "phien-ban", StringComparison.Ordinal);
        string process = diagram.Split('/')[^2];
        string content = (await program.Services.GetRequiredService<InstanceReader>().FileOf(process, diagram.Split('/')[^1], TestContext.Current.CancellationToken)).ShouldNotBeNull();
        // A version of a later day that calls its first step otherwise.
        await program.Services.GetRequiredService<UnitOfWork>().Execute<Done>(
            new Operation("test", Actor.System),
            async (work, token) =>
            {
                await DefinitionStore.Publish(work, ProcessFiles.Kind, process, content.Replace("\"receive\"", "\"receive-2\"", StringComparison.Ordinal), new DateOnly(2090, 1, 1), null, token);
                return new Done();
            },
            TestContext.Current.CancellationToken);
        using Visitor admin = await program.As("admin");
        WebAnswer page = await admin.Open($"{version}/chuyen");
        page.Text.ShouldContain("(receive)");

        WebAnswer cannot = await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "try" });
        cannot.Text.ShouldContain("Đang chờ ở “receive” mà phiên bản kia không có bước nào nhận.");
        WebAnswer can = await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "try", ["Mapping"] = "{\"nodes\":{\"receive\":\"receive-2\"}}" });
        can.Text.ShouldContain("receive → receive-2");
        can.Text.ShouldContain("Chuyển được");
        (await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "try", ["Step.receive"] = "receive-2" })).Text.ShouldContain("receive → receive-2");
        can.Text.ShouldContain(code[..code.IndexOf('-', StringComparison.Ordinal)], customMessage: "an example is told by its code");
        // What would refuse the real one is said by the dry run too.
        foreach ((string mapping, string said) in (ValueTuple<string, string>[])
            [
                ("{\"nodes\":{\"receive\":\"khong-co\"}}", "Không có bước hoặc luồng “khong-co” trong phiên bản nhận."),
                ("{\"nodes\":{\"recieve\":\"receive-2\"}}", "Không có bước hoặc luồng “recieve” trong phiên bản đang chạy."),
                ($"{{\"nodes\":{{\"receive\":\"{System.Text.RegularExpressions.Regex.Match(content, "endEvent id=\"([^\"]+)\"").Groups[1].Value}\"}}}}", "thay bước “receive” thuộc loại khác."),
                ("[]", "phải là một đối tượng JSON"),
                ("{\"nodse\":{}}", "không có \"nodse\""),
                ("{", "sai cú pháp JSON"),
            ])
        {
            WebAnswer refused = await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "try", ["Mapping"] = mapping });
            (refused.Status, refused.Text.Contains(said, StringComparison.Ordinal)).ShouldBe((422, true), mapping);
        }

        (await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "go", ["Mapping"] = "{" })).Status.ShouldBe(422);
        (await admin.Send(page, "migration", new Dictionary<string, string?> { ["Do"] = "go", ["Mapping"] = "{\"nodes\":{\"receive\":\"receive-2\"}}" })).Status.ShouldBe(422);
        (await program.Services.GetRequiredService<InstanceReader>().Find(instance, TestContext.Current.CancellationToken))!.Version.ShouldBe(diagram.Split('/')[^1]);
        (await admin.Get($"/can-bo/van-hanh/chuyen-phien-ban/{Guid.NewGuid()}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task The_diagram_is_drawn_with_the_place_where_the_process_waits(int width)
    {
        (string code, Guid instance, _) = await Running();
        IPage page = await program.Browsing("admin", javaScript: true, width);
        List<string> complaints = [];
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync($"{List}?q={code}");
        await Picture(page, $"quy-trinh-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
        await page.WaitForSelectorAsync("[data-drawn]");
        (await page.Locator(".djs-element.vl-waits").CountAsync()).ShouldBeGreaterThan(0);
        (await page.Locator(".vl-diagram-label").CountAsync()).ShouldBeGreaterThan(0);
        // The mark of the drawing's authors is theirs to be seen.
        (await page.Locator(".bjs-powered-by").IsVisibleAsync()).ShouldBeTrue();
        await page.GetByRole(AriaRole.Button, new() { Name = "Phóng to" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem toàn bộ" }).ClickAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        complaints.ShouldBeEmpty();
        await Picture(page, $"mot-quy-trinh-{width}");
    }

    [Fact]
    public async Task Without_scripts_tables_say_where_it_waits_and_no_other_page_loads_the_diagram()
    {
        (_, Guid instance, _) = await Running();
        IPage page = await program.Browsing("admin", javaScript: false);
        await page.GotoAsync($"{List}/{instance}");
        (await page.Locator(".vl-diagram").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("[data-at]").First.IsVisibleAsync()).ShouldBeTrue();
        using Visitor admin = await program.As("admin");
        (await admin.Open(List)).Html.ShouldNotContain("process-diagram");
    }

    static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VANLANG_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    async Task<(string Code, Guid Instance, string Diagram)> Running()
    {
        using Visitor citizen = await program.As("citizen");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        Guid instance = await program.Services.GetRequiredService<UnitOfWork>().Read(
            (db, token) => db.Set<Dossier>().Where(dossier => dossier.Code == code).Select(dossier => dossier.ProcessInstanceId).SingleAsync(token), TestContext.Current.CancellationToken);
        InstanceView view = (await program.Services.GetRequiredService<InstanceReader>().Find(instance, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        return (code, instance, $"/can-bo/van-hanh/so-do/{view.Process}/{view.Version}");
    }
}
