using Microsoft.Playwright;
using VanLang.EndToEnd.Tests.Hosting;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What officials do in the browser.</summary>
static class DeskSteps
{
    /// <summary>Finds the dossier in the inbox and opens it.</summary>
    public static async Task OpenFromInbox(this IPage page, string code)
    {
        await page.GotoAsync("/can-bo");
        await page.GetByRole(AriaRole.Link, new() { Name = code }).First.ClickAsync();
        await page.Arrive($"/can-bo/ho-so/{code}");
    }

    /// <summary>Filters the rows of the inbox by these words.</summary>
    public static async Task Find(this IPage page, string words)
    {
        await page.FillAsync("main [name=q]", words);
        await page.RunAndWaitForNavigation(() => page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Presses a button of the panel "what is to be done now".</summary>
    public static async Task Press(this IPage page, string button, bool mayFail = false)
    {
        await page.RunAndWaitForNavigation(() => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync());
        if (mayFail)
            return;
        ILocator problems = page.Locator("main .usa-alert--error, main .usa-error-message, .vl-error-summary, main [role=alert]");
        if (await problems.CountAsync() > 0)
            throw new InvalidOperationException($"{button}: {string.Join(" | ", await problems.AllInnerTextsAsync())}");
    }
}
