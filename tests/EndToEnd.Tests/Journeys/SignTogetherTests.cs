using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A leader signs from a phone what was read there.</summary>
public sealed class SignTogetherTests(ProgramFixture program)
{
    [Fact]
    public async Task On_a_phone_a_leader_opens_two_results_and_signs_both_with_one_pin()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer");
        string[] codes = [await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest), await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest)];
        foreach (string code in codes)
        {
            await clerk.Do(code, "accept");
            await officer.Do(code, "prepare");
        }

        IPage leader = await program.Browsing("leader", width: 390);
        await leader.GotoAsync("/can-bo/ky-so");
        (await leader.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        foreach (string code in codes)
        {
            ILocator open = leader.Locator("tr", new() { HasText = code }).GetByRole(AriaRole.Button, new() { Name = $"Mở để đọc {code}" });
            // A browser without a window hands a file over in place of showing it.
            IPage tab = await leader.Context.RunAndWaitForPageAsync(() => open.PressAsync("Enter"));
            await tab.CloseAsync();
            await leader.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");
            await leader.Locator("tr", new() { HasText = code }).Locator("input[name=Chosen]:checked").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        foreach (ILocator other in await leader.Locator("input[name=Chosen]:checked").AllAsync())
        {
            if (!codes.Any((await other.GetAttributeAsync("value"))!.EndsWith))
                await other.SetCheckedAsync(false, new() { Force = true });
        }

        await leader.FillAsync("#pin", program.Pin);
        await leader.RunAndWaitForNavigation(() => leader.Keyboard.PressAsync("Enter"));
        (await leader.Locator("main .usa-alert--success").InnerTextAsync()).ShouldContain("Đã ký 2 văn bản.");
        foreach (string code in codes)
            (await leader.Locator("main").InnerTextAsync()).ShouldNotContain(code);
        await leader.Context.CloseAsync();
    }
}
