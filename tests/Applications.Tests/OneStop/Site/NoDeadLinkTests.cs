using Shouldly;
using VanLang.Identity.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>Whoever follows the links of the pages they may open comes to a page, never to "not found" or "not for you".</summary>
public sealed class NoDeadLinkTests : IAsyncLifetime
{
    // Of addresses that differ by a code alone, so many are opened.
    const int OfEachKind = 3;

    RunningProgram program = null!;

    public async ValueTask InitializeAsync() => program = await RunningProgram.Start(day: null);

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task Every_link_that_a_stranger_is_shown_opens_a_page()
    {
        using Guest stranger = program.Guest();
        (await Follow(stranger, ["/", "/en", "/co-quan", "/en/co-quan", "/thu-tuc"], _ => true)).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("one-stop-clerk")]
    [InlineData("leader")]
    public async Task Every_link_that_an_official_is_shown_opens_a_page(string role)
    {
        using Guest official = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));
        // What citizens do is not theirs to do, and the page says so.
        (await Follow(official, ["/", "/en"], link => link.StartsWith("/can-bo", StringComparison.Ordinal) || link.StartsWith("/en/can-bo", StringComparison.Ordinal))).ShouldBeGreaterThan(10);
    }

    static async Task<int> Follow(Guest guest, string[] start, Func<string, bool> isFollowed)
    {
        Queue<(string Address, string From)> open = new(start.Select(address => (address, "")));
        HashSet<string> seen = [.. start];
        Dictionary<string, int> kinds = [];
        List<string> dead = [];
        int pages = 0;
        while (open.TryDequeue(out (string Address, string From) next))
        {
            Opened page = await guest.Open(next.Address);
            pages++;
            if ((int)page.Status >= 400)
                dead.Add($"{(int)page.Status} {next.Address} on {next.From}");
            foreach (string link in page.Links.Where(isFollowed))
            {
                string kind = KindOf(link);
                if (!seen.Add(link) || kinds.GetValueOrDefault(kind) >= OfEachKind)
                    continue;
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                open.Enqueue((link, next.Address));
            }
        }

        dead.ShouldBeEmpty();
        return pages;
    }

    // First part and number of parts, in each language.
    static string KindOf(string link)
    {
        string[] parts = link.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        int first = parts is ["en", ..] ? 1 : 0;
        int named = parts.Length > first && parts[first] == "can-bo" ? 2 : 1;
        return string.Join('/', parts.Take(first + named)) + "/" + parts.Length;
    }
}
