using System.Diagnostics;
using Microsoft.Playwright;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>
/// Waits for a page that something else leads to. Not <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions)"/>: where the page is already
/// there and about to have loaded, that may miss the end of the loading and wait for it in vain.
/// </summary>
static class PageArrival
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Signs this person in by name and password.</summary>
    public static async Task SignInAs(this IPage page, string userName, string password)
    {
        await page.GotoAsync("/dang-nhap");
        await page.FillAsync("[autocomplete=username]", userName);
        await page.FillAsync("[autocomplete=current-password]", password);
        await page.ClickAsync("main button[type=submit]");
        await page.Arrive(address => !address.Contains("dang-nhap", StringComparison.Ordinal));
    }

    /// <summary>Waits until the page is at an address that contains this.</summary>
    public static Task Arrive(this IPage page, string part) => page.Arrive(address => address.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until the page is at such an address and all of it is there.</summary>
    /// <exception cref="TimeoutException">It did not come there; says where it stands, with what it shows.</exception>
    public static async Task Arrive(this IPage page, Func<string, bool> there)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!(there(page.Url) && await IsRead(page)))
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"Stands at {page.Url}: {await page.Locator("main").First.InnerTextAsync(new() { Timeout = 1000 })}");
            await Task.Delay(20);
        }
    }

    static async Task<bool> IsRead(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState") != "loading";
        }
        catch (PlaywrightException)
        {
            // The page has just given way to the next one.
            return false;
        }
    }
}
