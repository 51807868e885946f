using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What operators do to running processes, from page to page in a real browser.</summary>
public sealed class MovedProcessesTests(ProgramFixture program)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migration_is_started_seen_to_its_end_and_taken_back()
    {
        // A process of its own: that of the other journeys goes on as it is.
        string first = await Publish(Model("a"), new(2020, 1, 1)), second = await Publish(Model("b"), new(2020, 1, 2));
        Guid instance = await Begin(first);
        IPage page = await program.Browsing("admin", javaScript: false);
        await page.GotoAsync($"/can-bo/van-hanh/phien-ban/thu-chuyen/{first}/chuyen");
        // The step is chosen in the table, timers are told by the file.
        await page.SelectOptionAsync("main select[name='Step.a']", "b");
        await page.FillAsync("[name=Mapping]", "{\"timers\":\"restart\"}");
        await page.FillAsync("[name=Reason]", "bản mới");
        await page.Press("Chuyển tất cả", mayFail: true);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Đánh dấu vào ô này để xác nhận.");
        await page.Locator("main label[for=Sure]").ClickAsync();
        await page.Press("Chuyển tất cả");

        await Ended(page);
        (await VersionOf(instance)).ShouldBe(second);
        string run = page.Url;
        string told = await page.Locator("main").InnerTextAsync();
        foreach (string part in (string[])["Thử chuyển: chuyển từ phiên bản", "bản mới", "a → b", "Tính lại giờ hẹn, thời gian đã qua vẫn tính", instance.ToString("N")[..12]])
            told.ShouldContain(part);
        // It is found again from both versions.
        foreach (string version in (string[])[first, second])
        {
            await page.GotoAsync($"/can-bo/van-hanh/phien-ban/thu-chuyen/{version}");
            (await page.Locator("main").InnerTextAsync()).ShouldContain("1 đã chuyển, 0 không chuyển được");
            (await page.Locator($"main a[href$='{run[(run.LastIndexOf('/') + 1)..]}']").CountAsync()).ShouldBe(1);
        }

        await page.GotoAsync(run);
        await page.FillAsync("[name=Reason]", "bản mới sai");
        await page.Press("Chuyển ngược lại");
        await Ended(page);
        (await page.GetByRole(AriaRole.Button, new() { Name = "Chuyển ngược lại" }).CountAsync()).ShouldBe(0, "what takes back is not taken back");
        (await VersionOf(instance)).ShouldBe(first);
        // The way back leads to the run that was taken back, which says so and now offers nothing.
        await page.GetByRole(AriaRole.Link, new() { Name = "Một lần chuyển phiên bản" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Lần chuyển này đã được chuyển ngược lại.");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Chuyển ngược lại" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_version_is_suspended_only_when_its_running_cases_were_seen_and_says_who_did_it_and_why()
    {
        string version = await Publish(Model("dung"), new(2020, 1, 3));
        await Begin(version);
        using Visitor admin = await program.As("admin");
        WebAnswer page = await admin.Open($"/can-bo/van-hanh/phien-ban/thu-chuyen/{version}");
        page.Text.ShouldContain("Thử chuyển: phiên bản");
        page.Text.ShouldContain("Tôi biết 1 quy trình đang chạy sẽ dừng lại");
        (await admin.Send(page, "version", new Dictionary<string, string?> { ["Do"] = "Suspend", ["Reason"] = "sự cố mẫu" })).Status.ShouldBe(422);
        WebAnswer held = await admin.Follow(await admin.Send(page, "version", new Dictionary<string, string?> { ["Do"] = "Suspend", ["Reason"] = "sự cố mẫu", ["Sure"] = "true" }));
        held.Text.ShouldContain("Không nhận mới, cái đang chạy dừng lại");
        held.Text.ShouldContain("sự cố mẫu");
        WebAnswer open = await admin.Follow(await admin.Send(held, "version", new Dictionary<string, string?> { ["Do"] = "None", ["Reason"] = "mẫu đã sửa" }));
        foreach (string said in (string[])["Đã giữ và mở lại", "sự cố mẫu", "mẫu đã sửa"])
            open.Text.ShouldContain(said);
    }

    [Fact]
    public async Task A_dossier_whose_result_is_issued_is_moved_only_when_another_operator_confirms()
    {
        (string code, Guid instance) = await Issued();
        long before = (await View(instance)).Revision;
        string address = $"/can-bo/van-hanh/quy-trinh/{instance}/sua";
        IPage first = await program.Browsing("admin", javaScript: false), second = await program.Browsing("second-admin", javaScript: false);
        await first.GotoAsync(address);
        await first.Locator("main label[for=Cancel]").ClickAsync();
        await first.SelectOptionAsync("main select[name=Before]", "issue");
        await first.FillAsync("main [name=Reason]", "số cấp nhầm sổ");
        await first.Press("Chuyển", mayFail: true);
        (await first.Locator("main").InnerTextAsync()).ShouldContain("Người khác có quyền này phải xác nhận");
        (await View(instance)).Revision.ShouldBe(before);

        // Who asked cannot confirm it.
        await first.FillAsync("main [name=Why]", "tự xác nhận");
        await first.Press("Xác nhận và chuyển", mayFail: true);
        (await View(instance)).Revision.ShouldBe(before);

        await second.GotoAsync(address);
        (await second.Locator("main").InnerTextAsync()).ShouldContain("số cấp nhầm sổ");
        await second.FillAsync("main [name=Why]", "đã đối chiếu sổ");
        await second.Press("Xác nhận và chuyển");
        (await second.Locator("main").InnerTextAsync()).ShouldContain("Đã chuyển bước.");
        InstanceView moved = await View(instance);
        moved.Revision.ShouldBeGreaterThan(before);
        moved.Waiting.ShouldContain(point => point.NodeId == "issue");
        using Visitor clerk = await program.As("one-stop-clerk");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("Người vận hành chuyển bước của quy trình");
    }

    async Task<(string Code, Guid Instance)> Issued()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer"), leader = await program.As("leader"), records = await program.As("registry-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(code, "accept");
        await officer.Do(code, "prepare");
        await leader.Do(code, "sign", new Dictionary<string, string?> { ["step.HasRead"] = "true", ["step.Pin"] = program.Pin });
        await records.Do(code, "issue", new Dictionary<string, string?> { ["step.Pin"] = program.Pin });
        return (code, await program.Services.GetRequiredService<UnitOfWork>().Read((db, token) => db.Set<Dossier>().Where(dossier => dossier.Code == code).Select(dossier => dossier.ProcessInstanceId).SingleAsync(token), Token));
    }

    static async Task Ended(IPage page)
    {
        await page.Arrive("chuyen-phien-ban/");
        while ((await page.Locator("main").InnerTextAsync()).Contains("Đang chuyển", StringComparison.Ordinal))
        {
            await Task.Delay(200, Token);
            await page.ReloadAsync();
        }
    }

    async Task<string> Publish(string content, DateOnly from)
    {
        (await Do(async work => await DefinitionStore.Publish(work, ProcessFiles.Kind, "thu-chuyen", content, from, null, Token))).Succeeded.ShouldBeTrue();
        return DefinitionStore.VersionOf(content);
    }

    async Task<Guid> Begin(string version)
    {
        Guid id = Guid.NewGuid(), agency = Guid.NewGuid();
        (await Do(async work => (await program.Services.GetRequiredService<ProcessRuntime>().Start(
            work, new(id, "thu-chuyen", version, new Subject("case", id), new(agency, agency, agency, null), new Dictionary<string, object?>()), Token)).Failure.ShouldBeNull())).Succeeded.ShouldBeTrue();
        return id;
    }

    Task<Outcome<Done>> Do(Func<Work, Task> act) => program.Services.GetRequiredService<UnitOfWork>().Execute<Done>(
        new Operation("test", Actor.System),
        async (work, _) =>
        {
            await act(work);
            return new Done();
        },
        Token);

    async Task<InstanceView> View(Guid instance) => (await program.Services.GetRequiredService<InstanceReader>().Find(instance, Token)).ShouldNotBeNull();

    async Task<string> VersionOf(Guid instance) => (await View(instance)).Version;

    static string Model(string step) =>
        $"""
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vl="urn:vanlang:bpmn:1">
        <process id="thu-chuyen" name="Thử chuyển" isExecutable="true">
        <startEvent id="s"/><userTask id="{step}" name="Việc" vl:candidateRole="officer" vl:candidateUnit="competent"/><endEvent id="e"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="{step}"/><sequenceFlow id="g" sourceRef="{step}" targetRef="e"/>
        </process>
        </definitions>
        """;
}
