using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Incidents;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>The operator's page, the health of the program, and who may see them.</summary>
public sealed class OperatorPagesTests(ProgramFixture program)
{
    const string House = "/can-bo/van-hanh";

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_and_the_wrong_role_is_refused()
    {
        using Visitor stranger = program.Stranger();
        WebAnswer led = await stranger.Get(House);
        led.Status.ShouldBe(302);
        led.Location!.ShouldContain("dang-nhap");
        foreach (string who in new[] { "citizen", "one-stop-clerk", "leader" })
        {
            using Visitor other = await program.As(who);
            (await other.Get(House)).Status.ShouldBe(403);
            (await other.Get($"{House}/viec/{Guid.NewGuid()}")).Status.ShouldBe(403);
            (await other.Get($"{House}/theo-sau/x/dossier/{Guid.NewGuid()}")).Status.ShouldBe(403);
            (await other.Get($"{House}/su-co/thu/x/CallFailed")).Status.ShouldBe(403);
        }
    }

    [Fact]
    public async Task The_operator_sees_the_house_and_has_a_failed_job_run_again_with_a_reason()
    {
        Guid job = await AddFailedJob();
        using Visitor admin = await program.As("admin");
        WebAnswer house = await admin.Open(House);
        house.Status.ShouldBe(200);
        house.Text.ShouldContain(Environment.MachineName);
        house.Html.ShouldContain($"can-bo/van-hanh/viec/{job}");

        WebAnswer page = await admin.Open($"{House}/viec/{job}");
        WebAnswer without = await admin.Send(page, "job", new Dictionary<string, string?> { ["Do"] = "give-up" });
        without.Status.ShouldBe(422);
        without.Html.ShouldContain("usa-error-message");

        WebAnswer done = await admin.Send(page, "job", new Dictionary<string, string?> { ["Do"] = "give-up", ["Reason"] = "đã làm bằng tay" });
        (await admin.Follow(done)).Path.ShouldBe(House);
        (await admin.Get($"{House}/viec/{job}")).Status.ShouldBe(404);
        // Pressed twice: the same key gets the same answer.
        (await admin.Follow(await admin.Send(page, "job", new Dictionary<string, string?> { ["Do"] = "give-up", ["Reason"] = "đã làm bằng tay" }))).Path.ShouldBe(House);
    }

    [Fact]
    public async Task The_operator_has_what_stands_by_one_cause_tried_again_with_a_reason()
    {
        string process = $"thu-{Guid.NewGuid():N}";
        Guid instance = await AddIncident(process);
        using Visitor admin = await program.As("admin");
        (await admin.Open(House)).Html.ShouldContain($"can-bo/van-hanh/su-co/{process}/x/CallFailed");

        WebAnswer page = await admin.Open($"{House}/su-co/{process}/x/CallFailed");
        foreach (string said in (string[])["Tra cứu dân cư", "1 trường hợp sẽ chạy lại.", "Chi tiết kỹ thuật", instance.ToString("N")[..12]])
            page.Text.ShouldContain(said);
        page.Html.ShouldContain($"can-bo/van-hanh/quy-trinh/{instance}");
        (await admin.Send(page, "incident", new Dictionary<string, string?>())).Status.ShouldBe(422);
        WebAnswer done = await admin.Send(page, "incident", new Dictionary<string, string?> { ["Reason"] = "dịch vụ đã chạy lại" });
        // It leads back to the list: whoever stands again is seen there.
        WebAnswer after = await admin.Follow(done);
        after.Path.ShouldBe($"{House}/su-co/{process}/x/CallFailed");
        foreach (string said in (string[])["Đã cho chạy lại.", "dịch vụ đã chạy lại", instance.ToString("N")[..12]])
            after.Text.ShouldContain(said);
        (await admin.Get($"{House}/su-co/{process}/none/CallFailed")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task The_page_has_no_sideways_scrolling(int width)
    {
        await AddFailedJob();
        IPage page = await program.Browsing("admin", javaScript: true, width);
        await page.GotoAsync(House);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        if (Environment.GetEnvironmentVariable("VANLANG_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"van-hanh-{width}.png"), FullPage = true });
        await page.GetByRole(AriaRole.Link, new() { Name = "test.broken" }).First.ClickAsync();
        await page.Arrive("/viec/");
        if (Environment.GetEnvironmentVariable("VANLANG_PICTURES") is { Length: > 0 } again)
            await page.ScreenshotAsync(new() { Path = Path.Combine(again, $"van-hanh-viec-{width}.png"), FullPage = true });
    }

    [Fact]
    public async Task Health_tells_strangers_yes_or_no_and_this_machine_the_figures()
    {
        (string body, HttpStatusCode status) = await Ask("/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldContain("failed jobs:");
        (body, _) = await Ask("/health/ready", "203.0.113.9");
        body.ShouldBe("ok");
        (await Ask("/health/live", "203.0.113.9")).Body.ShouldBe("ok");
    }

    [Fact]
    public async Task Figures_are_for_this_machine_alone()
    {
        (string body, HttpStatusCode status) = await Ask("/metrics");
        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldContain("\nvanlang_record_unsealed_events ");
        body.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ShouldAllBe(line => line.Split(' ', StringSplitOptions.None).Length == 2);
        (await Ask("/metrics", "203.0.113.9")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_that_cannot_write_files_says_that_it_is_not_ready()
    {
        // A program of its own: the others are in the middle of their uploads.
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-unready-").FullName;
        string incoming = Path.Combine(folder, "files", "incoming");
        await using WebApplication own = await WebProgram.Start(new RunOptions(0, folder, Date: null, Empty: true), TestContext.Current.CancellationToken);
        string address = own.Urls.First();
        System.IO.Directory.Move(incoming, incoming + "-aside");

        (string body, HttpStatusCode status) = await Polled.Until(() => Ask("/health/ready", at: address), answer => answer.Status != HttpStatusCode.OK);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.ShouldStartWith("not ready: files");
        (await Ask("/health/ready", "203.0.113.9", address)).Body.ShouldBe("not ready");

        System.IO.Directory.Move(incoming + "-aside", incoming);
        await Polled.Until(() => Ask("/health/ready", at: address), answer => answer.Status == HttpStatusCode.OK);
        await own.StopAsync(TestContext.Current.CancellationToken);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    async Task<(string Body, HttpStatusCode Status)> Ask(string path, string? visitor = null, string? at = null)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, (at ?? program.Address) + path);
        if (visitor is not null)
            request.Headers.Add("X-Forwarded-For", visitor);
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.StatusCode);
    }

    async Task<Guid> AddIncident(string process)
    {
        Guid instance = Guid.NewGuid();
        await using VanLangDbContext db = await program.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync();
        db.Add(new ProcessIncident
        {
            InstanceId = instance, TokenId = 1, DefinitionKey = process, NodeId = "x", NodeName = "Tra cứu dân cư", Kind = "CallFailed", Message = "InvalidOperationException: broken",
            SubjectKind = "case", SubjectId = Guid.NewGuid(), AgencyId = Guid.NewGuid(), Since = DateTimeOffset.UtcNow,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return instance;
    }

    [Fact]
    public async Task The_operator_finds_a_message_that_nobody_got_and_takes_it_back_or_sends_it_again()
    {
        const string List = $"{House}/thong-diep";
        string key = $"H-{Guid.NewGuid():N}";
        (await program.Services.GetRequiredService<ProcessMessages>().Publish(
            new(key, "thu-khong-ai-nghe", key, new Dictionary<string, object?> { ["so"] = 7 }), key, Kernel.Access.Actor.System, TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        using Visitor admin = await program.As("admin");
        (await admin.Open(House)).Html.ShouldContain("can-bo/van-hanh/thong-diep");
        WebAnswer list = await admin.Open($"{List}?tt=Waiting&khoa={key}");
        string address = System.Text.RegularExpressions.Regex.Match(list.Html, "can-bo/van-hanh/thong-diep/[0-9a-f-]{36}").Value;

        WebAnswer page = await admin.Open("/" + address);
        page.Text.ShouldContain("thu-khong-ai-nghe");
        page.Text.ShouldContain("{\"so\":7}");
        page.Text.ShouldContain("Không quy trình nào đang chờ đúng tên và khóa này.");
        (await admin.Send(page, "message", new Dictionary<string, string?> { ["Do"] = "withdraw" })).Status.ShouldBe(422);
        WebAnswer back = await admin.Follow(await admin.Send(page, "message", new Dictionary<string, string?> { ["Do"] = "withdraw", ["Reason"] = "gửi nhầm" }));
        back.Text.ShouldContain("Đã thu lại.");
        (await admin.Open($"{List}?tt=Waiting&khoa={key}")).Html.ShouldNotContain(address);
        (await admin.Open($"{List}?tt=Withdrawn&khoa={key}")).Html.ShouldContain(address);
        page = await admin.Open("/" + address);
        page.Text.ShouldContain("gửi nhầm");
        (await admin.Follow(await admin.Send(page, "message", new Dictionary<string, string?> { ["Do"] = "retry", ["Reason"] = "không nhầm" }))).Text.ShouldContain("Đã cho gửi lại.");
        (await admin.Open($"/en{List}?tt=Waiting&khoa={key}")).Text.ShouldContain("Messages that no process has got");
        (await admin.Get($"{List}/{Guid.NewGuid()}")).Status.ShouldBe(404);
    }

    async Task<Guid> AddFailedJob()
    {
        await using VanLangDbContext db = await program.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync();
        Job job = new()
        {
            Id = Guid.NewGuid(), Kind = "test.broken", Lane = "test", Payload = "", DueAt = DateTimeOffset.UtcNow, Attempt = 10, FailedAt = DateTimeOffset.UtcNow,
            Error = "InvalidOperationException: broken",
        };
        db.Add(job);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return job.Id;
    }
}
