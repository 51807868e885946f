using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A desk that lives by the keyboard.</summary>
public sealed class KeyboardTests(ProgramFixture program)
{
    [Fact]
    public async Task From_the_inbox_to_the_sealed_result_nobody_needs_a_mouse()
    {
        using Visitor citizen = await program.As("citizen");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);

        IPage clerk = await program.Browsing("one-stop-clerk");
        await clerk.GotoAsync("/can-bo/tiep-nhan");
        await clerk.Keyboard.PressAsync("g");
        await Leads(clerk, "i");
        new Uri(clerk.Url).AbsolutePath.ShouldBe("/can-bo");
        await clerk.Keyboard.PressAsync("/");
        await clerk.Keyboard.TypeAsync(code);
        await Leads(clerk, "Enter");
        await OpenByKeys(clerk, code);
        await Do(clerk, "t", "Tiếp nhận");
        await Do(clerk, "p", "Thu 16.000 đ");

        IPage officer = await program.Browsing("officer");
        await officer.GotoAsync($"/can-bo?q={code}");
        await OpenByKeys(officer, code);
        await Do(officer, "t", "Trình ký");

        IPage leader = await program.Browsing("leader");
        await leader.GotoAsync($"/can-bo?q={code}");
        await OpenByKeys(leader, code);
        await TabTo(leader, "#has-read");
        await leader.Keyboard.PressAsync("Space");
        await TabTo(leader, "#pin");
        await leader.Keyboard.TypeAsync(program.Pin);
        await Leads(leader, "Enter");

        IPage records = await program.Browsing("registry-clerk");
        await records.GotoAsync($"/can-bo?q={code}");
        await OpenByKeys(records, code);
        await TabTo(records, "#pin");
        await records.Keyboard.TypeAsync(program.Pin);
        await Leads(records, "Enter");

        (await citizen.Open($"/ho-so/{code}")).Text.ShouldContain("Có kết quả");
    }

    [Fact]
    public async Task A_letter_takes_no_money_and_starts_no_clock_it_only_leads_to_the_button()
    {
        using Visitor citizen = await program.As("citizen");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        IPage clerk = await program.Browsing("one-stop-clerk");
        await clerk.GotoAsync($"/can-bo/ho-so/{code}");
        foreach (string letter in new[] { "t", "p", "n" })
            await clerk.Keyboard.PressAsync(letter);
        await clerk.Keyboard.PressAsync("b");
        (await clerk.EvaluateAsync<bool>("() => document.activeElement.matches('details[open] textarea, details[open] input')")).ShouldBeTrue("What a letter opens is gone on with.");
        await clerk.GotoAsync($"/can-bo/ho-so/{code}");
        (await clerk.Locator("h1").InnerTextAsync()).ShouldContain("Mới đăng ký", Case.Insensitive);

        await clerk.Keyboard.PressAsync("?");
        string help = await clerk.Locator("#keys").InnerTextAsync();
        help.ShouldContain("Tiếp nhận");
        help.ShouldNotContain("Đánh dấu dòng đang chọn");
    }

    [Fact]
    public async Task The_keys_are_explained_and_letters_can_be_switched_off()
    {
        IPage clerk = await program.Browsing("one-stop-clerk");
        await clerk.GotoAsync("/can-bo");
        await clerk.Keyboard.PressAsync("?");
        (await clerk.Locator("#keys").IsVisibleAsync()).ShouldBeTrue();
        // What has the focus first closes the help; it switches nothing off.
        (await clerk.EvaluateAsync<bool>("() => document.activeElement.matches('#keys button')")).ShouldBeTrue();
        await clerk.Locator("[data-keys-off]").FocusAsync();
        await clerk.Keyboard.PressAsync("Space");
        await clerk.Keyboard.PressAsync("Escape");
        (await clerk.Locator("#keys").IsVisibleAsync()).ShouldBeFalse();

        await clerk.Keyboard.PressAsync("/");
        (await clerk.EvaluateAsync<string>("() => document.activeElement.type ?? ''")).ShouldNotBe("search");
    }

    // Goes down to the row and opens it.
    static async Task OpenByKeys(IPage page, string code)
    {
        await page.Keyboard.PressAsync("j");
        await Leads(page, "Enter");
        new Uri(page.Url).AbsolutePath.ShouldBe($"/can-bo/ho-so/{code}");
    }

    // A letter leads to the button, Enter presses it.
    static async Task Do(IPage page, string letter, string button)
    {
        await page.Keyboard.PressAsync(letter);
        (await page.EvaluateAsync<string>("() => document.activeElement.textContent")).ShouldStartWith(button);
        await Leads(page, "Enter");
        (await page.EvaluateAsync<bool>("() => document.activeElement.matches('[role=status]')")).ShouldBeTrue("The keyboard goes on from what was said.");
    }

    static async Task TabTo(IPage page, string element)
    {
        for (int presses = 0; presses < 120; presses++)
        {
            if (await page.EvaluateAsync<bool>("e => document.activeElement.matches(e)", element))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{element} cannot be reached by Tab on {page.Url}.");
    }

    // Presses a key that leads to another page.
    static async Task Leads(IPage page, string key)
    {
        await page.RunAndWaitForNavigation(() => page.Keyboard.PressAsync(key));
        ILocator problems = page.Locator("main .usa-alert--error, main .usa-error-message, .vl-error-summary, main [role=alert]");
        if (await problems.CountAsync() > 0)
            throw new InvalidOperationException($"{key} at {page.Url}: {string.Join(" | ", await problems.AllInnerTextsAsync())}");
    }
}
