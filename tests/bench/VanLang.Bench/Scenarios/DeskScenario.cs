using System.CommandLine;
using VanLang.Bench.Databases;
using VanLang.Bench.Http;
using VanLang.Bench.Seed;
using VanLang.Hosting;
using VanLang.Identity.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench desk</c>: what officials open, over HTTP, on a database full of dossiers: inbox, case page, list, search. Each role opens its pages one after
/// the other, all roles at once. The agency whose people sign in has the most to do of all.
/// </summary>
static class DeskScenario
{
    static readonly string[] Roles = ["one-stop-clerk", "officer", "leader"];

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds();
        Option<int> size = BenchOptions.Size(1_000_000);
        Option<int> times = new("--times") { Description = "Mỗi trang mở mấy lần mỗi vòng / how often a page is opened in a round", DefaultValueFactory = _ => 40 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("desk", "Bàn làm việc trên kho hồ sơ lớn / the desk on a large database") { rounds, size, times, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(size), parsed.GetRequiredValue(times), parsed.GetValue(json)));
        return command;
    }

    // What few open, and not all day: load and delay of every agency.
    static async Task Province(Dictionary<string, List<double>> found, Server server, DemonstrationSignIn admin, int rounds)
    {
        Browser browser = new(server.Address);
        await browser.SignIn(admin.UserName, admin.Password);
        foreach (string period in (string[])["7", "30", "90"])
        {
            await browser.Open($"/can-bo/tai-viec?theo=don-vi&ky={period}");
            List<double> took = found[$"load of the province, {period} days, admin"] = [];
            for (int i = 0; i < rounds * 3; i++)
                took.Add((await browser.Open($"/can-bo/tai-viec?theo=don-vi&ky={period}")).Took.TotalMilliseconds);
        }
    }

    static async Task<int> Run(int rounds, int size, int times, FileInfo? json)
    {
        Report report = new($"desk, {size:#,0} dossiers");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("desk");
        IReadOnlyList<DemonstrationSignIn> signIns = await SeededHouse.Make(connection, size);
        await using Server server = await Server.Start(connection);
        List<DeskWalk> walks = [];
        foreach (string role in Roles)
            walks.Add(await DeskWalk.Of(server, signIns.First(signIn => signIn.Role == role), connection));
        // The first of everything compiles.
        foreach (DeskWalk walk in walks)
            await walk.Go(5);

        Dictionary<string, List<double>> found = [];
        await Province(found, server, signIns.First(signIn => signIn.Role == "admin"), rounds);
        List<double> processor = [];
        for (int round = 0; round < rounds; round++)
        {
            TimeSpan before = server.ProcessorTime;
            IReadOnlyList<(string Page, double Milliseconds)>[] each = await Task.WhenAll(walks.Select(walk => Task.Run(() => walk.Go(times))));
            processor.Add((server.ProcessorTime - before).TotalMilliseconds / each.Sum(all => all.Count));
            foreach (IGrouping<string, double> page in each.SelectMany(all => all).GroupBy(one => one.Page, one => one.Milliseconds))
            {
                double[] sorted = [.. page.Order()];
                found.TryAdd(page.Key, []);
                found[page.Key].Add(sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1]);
            }
        }

        // Less at the mercy of whatever else the machine does than any time on the clock.
        report.Add(new("processor time of a page, without the database", "ms", processor) { LessIsBetter = true });
        foreach ((string page, List<double> values) in found.OrderBy(page => page.Key, StringComparer.Ordinal))
            report.Add(new($"{page}, p95", "ms", values) { LessIsBetter = true, Must = page.StartsWith("load", StringComparison.Ordinal) ? page.Contains("province", StringComparison.Ordinal) ? 3_000 : 500 : page.Contains("a name", StringComparison.Ordinal) ? 500 : 100 });
        return report.Finish(json);
    }
}

/// <summary>What one official opens.</summary>
sealed class DeskWalk(Browser browser, string role, IReadOnlyList<string> codes)
{
    public static async Task<DeskWalk> Of(Server server, DemonstrationSignIn signIn, string connection)
    {
        Browser browser = new(server.Address);
        await browser.SignIn(signIn.UserName, signIn.Password);
        string[] codes = await Sql.Value<string[]>(connection, $"SELECT array(SELECT d.code FROM work_items w JOIN dossiers d ON d.id = w.subject_id WHERE w.agency_id = '{signIn.Position!.AgencyId}' AND w.role = '{signIn.Role}' ORDER BY d.id LIMIT 400)");
        return codes.Length == 0 ? throw new InvalidOperationException($"Nothing waits for the {signIn.Role}.") : new(browser, signIn.Role, codes);
    }

    /// <summary>Opens each kind of page so often; milliseconds of each.</summary>
    public async Task<IReadOnlyList<(string Page, double Milliseconds)>> Go(int times)
    {
        List<(string, double)> took = [];
        for (int i = 0; i < times; i++)
        {
            Opened inbox = await Open("inbox", "/can-bo");
            if (inbox.Links.FirstOrDefault(link => link.Contains("sau=", StringComparison.Ordinal)) is { } next)
                await Open("inbox, next page", next);
            await Open("inbox, words", "/can-bo?q=nguyen+van");
            await Open("case page", $"/can-bo/ho-so/{codes[i * 7 % codes.Count]}");
            Opened list = await Open("list", "/can-bo/ho-so");
            if (list.Links.FirstOrDefault(link => link.Contains("cu=", StringComparison.Ordinal)) is { } older)
                await Open("list, next page", older);
            await Open("list, a name", "/can-bo/ho-so?q=dang+ngoc+yen");
            await Open("list, a name that nobody has", "/can-bo/ho-so?q=khong+co+ai");
            await Open("list, overdue", "/can-bo/ho-so?han=Overdue");
            if (role is "leader" && i % 4 == 0)
            {
                await Open("load of the agency", "/can-bo/tai-viec");
                await Open("load of the agency, by person, 90 days", "/can-bo/tai-viec?theo=nguoi&ky=90");
                await Open("load of the agency, rows of what was done", "/can-bo/tai-viec/danh-sach?muc=Done&sap=lau&giam=1");
            }
        }

        return took;

        async Task<Opened> Open(string page, string path)
        {
            Opened opened = await browser.Open(path);
            took.Add(($"{page}, {role}", opened.Took.TotalMilliseconds));
            return opened;
        }
    }
}
