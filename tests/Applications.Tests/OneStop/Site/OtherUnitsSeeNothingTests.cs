using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>
/// A dossier of Việt Trì ward, and everybody of another commune, another citizen and nobody who follow every link and knock at every door with its
/// codes and ids: no word of it is told.
/// </summary>
public sealed partial class OtherUnitsSeeNothingTests : IAsyncLifetime
{
    const string OtherAgency = "Ủy ban nhân dân xã Phùng Nguyên";

    RunningProgram program = null!;
    string open = null!;
    string closed = null!;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        open = (await walk.Submit(await walk.Draft())).Code;
        closed = (await walk.Submit(await walk.Draft())).Code;
        await walk.Accept(closed);
        await walk.Prepare(closed);
        await walk.Sign(closed);
        await walk.Issue(closed);
        RecordSequencer sequencer = program.Services.GetRequiredService<RecordSequencer>();
        RecordDelivery delivery = program.Services.GetRequiredService<RecordDelivery>();
        while (await sequencer.Seal(RunningProgram.Token) + await delivery.Deliver(RunningProgram.Token) > 0)
        {
        }
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task The_ward_itself_sees_its_dossiers()
    {
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        (await clerk.Open("/can-bo/ho-so")).Text.ShouldContain(open);
        (await clerk.Open($"/can-bo/ho-so/{closed}")).Text.ShouldContain("Đinh Hồng Nhung");
    }

    [Fact]
    public async Task Officials_of_another_commune_find_no_trace_on_any_page_they_can_reach()
    {
        List<DemonstrationSignIn> others = [.. program.SignIns.Where(signIn => signIn.Position?.AgencyName == OtherAgency)];
        others.Count.ShouldBeGreaterThanOrEqualTo(5);
        List<string> canaries = await Canaries();
        foreach (DemonstrationSignIn other in others)
        {
            using Guest guest = await program.SignedIn(other);
            int pages = await Crawl(guest, ["/can-bo", "/can-bo/ho-so", $"/can-bo/ho-so?q={open}", "/can-bo/ho-so?q=dinh+hong+nhung", "/can-bo?q=nhung", "/can-bo/ho-so/danh-sach.csv", "/"], [open, closed, .. canaries], other.Role);
            pages.ShouldBeGreaterThan(20, other.Role);
        }
    }

    [Fact]
    public async Task No_door_opens_to_others_with_the_codes_and_ids_of_the_ward()
    {
        List<string> canaries = await Canaries();
        List<string> keys = await Keys();
        List<(string Who, Guest Guest)> others = [("nobody", program.Guest())];
        foreach (DemonstrationSignIn other in program.SignIns.Where(signIn => signIn.Position?.AgencyName == OtherAgency))
            others.Add((other.Role, await program.SignedIn(other)));
        foreach ((string who, Guest guest) in others)
        {
            using (guest)
            {
                int knocked = 0;
                foreach (string address in program.Routes.Where(route => route.Contains('{', StringComparison.Ordinal) && !route.Contains("giay-to/", StringComparison.Ordinal)).SelectMany(route => Filled(route, keys)))
                {
                    Opened answer = await guest.Open(address);
                    knocked++;
                    ((int)answer.Status).ShouldBeLessThan(500, $"{who} at {address}");
                    Told(answer, canaries).ShouldBeEmpty($"{who} at {address}");
                }

                knocked.ShouldBeGreaterThan(100);
            }
        }
    }

    static async Task<int> Crawl(Guest guest, IEnumerable<string> start, IReadOnlyList<string> canaries, string who)
    {
        Queue<string> open = new(start);
        HashSet<string> seen = [.. open];
        int pages = 0;
        while (open.TryDequeue(out string? address) && pages < 150)
        {
            Opened page = await guest.Open(address);
            pages++;
            // What one searched for is shown in the search box.
            Told(page, [.. canaries.Where(canary => !address.Contains(canary, StringComparison.Ordinal))]).ShouldBeEmpty($"{who} at {address}");
            foreach (string link in page.Links.Where(link => !link.StartsWith("/co-quan", StringComparison.Ordinal) && !link.StartsWith("/en", StringComparison.Ordinal) && !link.StartsWith("/thu-tuc/", StringComparison.Ordinal)))
            {
                if (seen.Add(link))
                    open.Enqueue(link);
            }
        }

        return pages;
    }

    static List<string> Told(Opened page, IReadOnlyList<string> canaries) => [.. canaries.Where(canary => page.Html.Contains(canary, StringComparison.OrdinalIgnoreCase))];

    static IEnumerable<string> Filled(string route, IReadOnlyList<string> keys)
    {
        Match place = Place().Match(route);
        if (!place.Success)
            return [route];
        // No address names three things of one dossier: there each key stands in all places, instead of thousands of mixtures that lead nowhere.
        if (Place().Count(route) > 2)
            return keys.Where(key => Guid.TryParse(key, out _) || !route.Contains(":guid", StringComparison.Ordinal)).Select(key => Place().Replace(route, key));
        // Where two things are named, the first is a dossier or a piece of work, which stand before the papers.
        bool isId = place.Value.Contains(":guid", StringComparison.Ordinal);
        return keys.Take(Place().Count(route) > 1 ? 6 : keys.Count).Where(key => !isId || Guid.TryParse(key, out _))
            .SelectMany(key => Filled(route[..place.Index] + key + route[(place.Index + place.Length)..], keys));
    }

    /// <summary>What only the ward and the owner may read: names, numbers, files, look-up codes.</summary>
    async Task<List<string>> Canaries() =>
    [
        "Đinh Hồng Nhung", "025190999123", "can-cuoc.png", "Tổ 5, phường Việt Trì",
        .. await Read((db, token) => db.Set<Dossier>().Select(dossier => dossier.LookupCode).ToListAsync(token)),
        .. await Read((db, token) => db.Set<DossierResult>().Select(result => result.CheckCode).ToListAsync(token)),
    ];

    async Task<List<string>> Keys() =>
    [
        open,
        closed,
        .. (await Read((db, token) => db.Set<Dossier>().Select(dossier => dossier.Id).ToListAsync(token))).Select(id => id.ToString()),
        .. (await Read((db, token) => db.Set<WorkItem>().Select(item => item.Id).Order().Take(2).ToListAsync(token))).Select(id => id.ToString()),
        .. (await Read((db, token) => db.Set<SubmittedDocument>().Select(document => document.Id).Order().Take(2).ToListAsync(token))).Select(id => id.ToString()),
        .. (await Read((db, token) => db.Set<IssuedPaper>().Select(paper => paper.Id).Order().Take(3).ToListAsync(token))).Select(id => id.ToString()),
    ];

    Task<T> Read<T>(Func<VanLang.Kernel.Data.VanLangDbContext, CancellationToken, Task<T>> query) =>
        program.Services.GetRequiredService<UnitOfWork>().Read(query, RunningProgram.Token);

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Place();
}
