using Xunit;

namespace VanLang.Platform.Tests.Identity;

/// <summary>One served house for the tests of a class that change nothing, with one browser per role.</summary>
public sealed class SharedHouse : IAsyncLifetime
{
    readonly Dictionary<string, TestBrowser> browsers = [];

    internal House House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await House.Serve();

    /// <summary>Signed in with the role, or not at all for <c>nobody</c>.</summary>
    internal async Task<TestBrowser> As(string role) =>
        browsers.TryGetValue(role, out TestBrowser? browser) ? browser : browsers[role] = role == "nobody" ? House.Browser() : await House.SignedIn(role);

    public async ValueTask DisposeAsync()
    {
        foreach (TestBrowser browser in browsers.Values)
            browser.Dispose();
        await House.DisposeAsync();
    }
}
