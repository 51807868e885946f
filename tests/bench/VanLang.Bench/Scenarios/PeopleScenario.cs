using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using VanLang.Bench.Databases;
using VanLang.Bench.Http;
using VanLang.Bench.Seed;
using VanLang.Hosting;
using VanLang.Identity.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench people</c>: a busy hour. A thousand officials and two hundred citizens open pages with time to think between; one page in twenty of an
/// official's leads to a change: a dossier accepted, a piece of work taken. Nobody may see an error.
/// </summary>
/// <remarks>
/// People of one role share the sign-ins of the demonstration; each keeps its own pace, and no two reach for one dossier: who comes second is
/// told so by the product (409), which is an answer and not what is measured. What is opened while the code gets warm is not timed; an error counts from the first page.
/// </remarks>
[SuppressMessage("Security", "CA5394", Justification = "The same numbers with every run.")]
static class PeopleScenario
{
    static readonly string[] Roles = ["one-stop-clerk", "officer", "leader", "registry-clerk"];
    static readonly string[] CitizenPages = ["/", "/thu-tuc", "/thu-tuc?q=khai+sinh", "/thu-tuc/2.000635", "/tra-cuu", "/co-quan"];

    public static Command Create()
    {
        Option<double> seconds = BenchOptions.Seconds(90);
        Option<double> warmUp = new("--warm-up") { Description = "Số giây làm nóng, không tính giờ / seconds before anything is timed", DefaultValueFactory = _ => 60 };
        Option<int> size = BenchOptions.Size(100_000);
        Option<int> officials = new("--officials") { Description = "Số cán bộ / officials", DefaultValueFactory = _ => 1000 };
        Option<int> citizens = new("--citizens") { Description = "Số công dân / citizens", DefaultValueFactory = _ => 200 };
        Option<double> think = new("--think") { Description = "Số giây nghĩ giữa hai trang / seconds between two pages", DefaultValueFactory = _ => 24 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("people", "Một giờ cao điểm / a busy hour") { seconds, warmUp, size, officials, citizens, think, json };
        command.SetAction((parsed, _) => Run(
            parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(warmUp), parsed.GetRequiredValue(size), parsed.GetRequiredValue(officials), parsed.GetRequiredValue(citizens), parsed.GetRequiredValue(think), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(double seconds, double warmUp, int size, int officials, int citizens, double think, FileInfo? json)
    {
        Report report = new($"people, {officials:#,0} officials, {citizens:#,0} citizens, {size:#,0} dossiers");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("people");
        IReadOnlyList<DemonstrationSignIn> signIns = await SeededHouse.Make(connection, size);
        await using Server server = await Server.Start(connection);
        List<Desk> desks = [];
        Dictionary<string, ConcurrentQueue<string>> untouched = [];
        foreach (DemonstrationSignIn signIn in signIns.Where(signIn => signIn.Position?.AgencyId == signIns.First(first => first.Role == Roles[0]).Position!.AgencyId && Roles.Contains(signIn.Role)))
            desks.Add(await Desk.Of(server, signIn, connection, untouched));
        using Browser everybody = new(server.Address);
        foreach (string page in CitizenPages)
            await everybody.Open(page);
        foreach (Desk desk in desks)
            await desk.Read(new Random(1));

        ConcurrentBag<double> reads = [], writes = [];
        ConcurrentBag<string> errors = [];
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(warmUp + seconds));
        using Timer warm = new(_ =>
        {
            reads.Clear();
            writes.Clear();
        }, null, TimeSpan.FromSeconds(warmUp), Timeout.InfiniteTimeSpan);
        await Task.WhenAll(
            Enumerable.Range(0, officials).Select(n => Person(n, random => random.Next(20) == 0 ? desks[n % desks.Count].Write(random, writes, reads) : desks[n % desks.Count].Read(random, reads)))
                .Concat(Enumerable.Range(officials, citizens).Select(n => Person(n, async random => reads.Add((await everybody.Open(CitizenPages[random.Next(CitizenPages.Length)])).Took.TotalMilliseconds)))));
        foreach (string error in errors.Distinct().Take(5))
            Console.WriteLine(error);
        report.Add(new("pages opened", "/s", [reads.Count / seconds]));
        report.Add(new("changes made", "/s", [writes.Count / seconds]));
        report.Add(new("page, p50", "ms", [Percentile(reads, 0.5)]) { LessIsBetter = true });
        report.Add(new("page, p95", "ms", [Percentile(reads, 0.95)]) { LessIsBetter = true, Must = 300 });
        report.Add(new("change, p50", "ms", [Percentile(writes, 0.5)]) { LessIsBetter = true });
        report.Add(new("change, p95", "ms", [Percentile(writes, 0.95)]) { LessIsBetter = true, Must = 800 });
        report.Add(new("errors", "", [errors.Count]) { LessIsBetter = true, Must = 0 });
        return report.Finish(json);

        // Everybody begins somewhere in the middle of a thought.
        async Task Person(int seed, Func<Random, Task> act)
        {
            Random random = new(seed);
            for (double pause = think * random.NextDouble(); ; pause = think * (0.5 + random.NextDouble()))
            {
                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(pause), end.Token);
                    await act(random);
                }
                catch (OperationCanceledException) when (end.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or OperationCanceledException)
                {
                    errors.Add(exception.Message);
                }
            }
        }
    }

    static double Percentile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)];
    }
}

/// <summary>The pages of one role, and the dossiers that wait there.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same numbers with every run.")]
sealed class Desk(Browser browser, IReadOnlyList<string> codes, ConcurrentQueue<string> untouched, string form)
{
    /// <param name="untouched">By role, the dossiers that nobody has reached for; a role that is missing is added.</param>
    public static async Task<Desk> Of(Server server, DemonstrationSignIn signIn, string connection, Dictionary<string, ConcurrentQueue<string>> untouched)
    {
        Browser browser = new(server.Address);
        await browser.SignIn(signIn.UserName, signIn.Password);
        string[] codes = await Sql.Value<string[]>(connection, $"SELECT array(SELECT d.code FROM work_items w JOIN dossiers d ON d.id = w.subject_id WHERE w.agency_id = '{signIn.Position!.AgencyId}' AND w.role = '{signIn.Role}' AND (w.action <> 'accept' OR d.procedure_code = '{Seed.Templates.FiledUnder}') ORDER BY (w.action = 'accept') DESC, d.id LIMIT 2000)");
        untouched.TryAdd(signIn.Role, new(codes));
        return new(browser, codes, untouched[signIn.Role], signIn.Role == "one-stop-clerk" ? "accept" : "claim");
    }

    public async Task Read(Random random, ConcurrentBag<double>? took = null)
    {
        string page = random.Next(10) switch
        {
            < 4 => "/can-bo",
            < 8 when codes.Count > 0 => $"/can-bo/ho-so/{codes[random.Next(codes.Count)]}",
            8 => "/can-bo/ho-so?q=nguyen+van+an",
            _ => "/can-bo/ho-so",
        };
        Opened opened = await browser.Open(page);
        took?.Add(opened.Took.TotalMilliseconds);
    }

    /// <summary>Opens a case that nobody has touched yet and does what its page offers.</summary>
    public async Task Write(Random random, ConcurrentBag<double> writes, ConcurrentBag<double> reads)
    {
        if (!untouched.TryDequeue(out string? code))
        {
            await Read(random, reads);
            return;
        }

        string path = $"/can-bo/ho-so/{code}";
        Opened page = await browser.Open(path);
        reads.Add(page.Took.TotalMilliseconds);
        string which = $"value=\"{form}\"";
        if (page.Html.Contains(which, StringComparison.Ordinal))
            writes.Add((await browser.Send(path, page, which)).Took.TotalMilliseconds);
    }
}
