using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A leader signs with keys that are not on the server: with the program on the own machine, and by the phone.</summary>
public sealed class SignElsewhereTests(ProgramFixture program, SigningProgram signing) : IClassFixture<SigningProgram>
{
    [Fact]
    public async Task A_leader_pairs_the_program_on_the_own_machine_and_signs_with_it_and_then_by_the_phone()
    {
        string first = await Prepared(), second = await Prepared();
        IPage leader = await program.NewBrowser(address: signing.Address);
        List<string> blocked = [];
        leader.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                blocked.Add(message.Text);
        };
        await signing.SignIn(leader, "leader");

        // Pairing: a wrong code first.
        await leader.GotoAsync("/can-bo/ky-so/chu-ky-cua-toi");
        await leader.FillAsync("#local-code", "000000");
        await leader.ClickAsync("form[data-local] button");
        await leader.GetByText("Mã ghép nối không đúng").WaitForAsync();
        await leader.FillAsync("#local-code", await signing.Local.Code());
        await leader.RunAndWaitForNavigation(() => leader.ClickAsync("form[data-local] button"));
        (await leader.Locator("main").InnerTextAsync()).ShouldContain("Đã đăng ký chứng thư");
        await leader.FillAsync("#account", signing.Leader);
        await leader.RunAndWaitForNavigation(() => leader.Locator("form", new() { Has = leader.Locator("#account") }).Locator("button").ClickAsync());
        (await leader.Locator("main").InnerTextAsync()).ShouldContain("Dịch vụ ký số từ xa");

        // The program on the machine: its user refuses once, then agrees.
        await Ask(leader, first, "Phần mềm trên máy này", "Tiếp tục tới phần mềm ký");
        IPage window = await program.NewBrowser(address: signing.Local.Address);
        await leader.ClickAsync("form[data-local] button");
        await Answer(window, "Từ chối");
        await leader.GetByText("Phần mềm ký đã từ chối").WaitForAsync();
        await leader.ClickAsync("form[data-local] button");
        await Answer(window, "Ký");
        await leader.GetByText("Đã ký tất cả văn bản").WaitForAsync();

        // The phone.
        await Ask(leader, second, "Xác nhận trên điện thoại", "Gửi yêu cầu ký tới điện thoại");
        string code = await leader.Locator("main .usa-alert strong").InnerTextAsync();
        IPage phone = await program.NewBrowser(address: signing.Services, width: 390);
        await phone.GotoAsync("/dien-thoai");
        await phone.GetByText(code).WaitForAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Xác nhận ký" }).ClickAsync();
        await leader.GetByText("Đã ký tất cả văn bản").WaitForAsync();

        blocked.ShouldBeEmpty();
        await leader.GotoAsync("/can-bo/ky-so");
        (await leader.Locator("main").InnerTextAsync()).ShouldContain("Không có văn bản nào chờ ký.");
        foreach (IPage page in new[] { leader, window, phone })
            await page.Context.CloseAsync();
    }

    async Task<string> Prepared()
    {
        string code = (await signing.Walk.Submit(await signing.Walk.Draft())).Code;
        await signing.Walk.Accept(code);
        await signing.Walk.Prepare(code);
        return code;
    }

    // Opens the file, chooses it alone and asks for its signature in this way.
    static async Task Ask(IPage leader, string code, string way, string button)
    {
        await leader.GotoAsync("/can-bo/ky-so");
        IPage tab = await leader.Context.RunAndWaitForPageAsync(() => leader.GetByRole(AriaRole.Button, new() { Name = $"Mở để đọc {code}" }).ClickAsync());
        await tab.CloseAsync();
        await leader.RunAndWaitForNavigation(() => leader.GetByRole(AriaRole.Link, new() { Name = way }).ClickAsync());
        await leader.RunAndWaitForNavigation(() => leader.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        await leader.GetByText(code).First.WaitForAsync();
    }

    static async Task Answer(IPage window, string button)
    {
        await window.GotoAsync("/");
        // The window looks by itself whether something is asked.
        await window.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }
}
