using System.CommandLine;
using System.Diagnostics;
using VanLang.Bench.Databases;
using VanLang.Bench.Http;
using VanLang.Bench.Seed;

namespace VanLang.Bench.Scenarios;

/// <summary><c>./bench public</c>: pages that everybody may open, beside a fixed page of 20 kB by the same web server.</summary>
static class PublicScenario
{
    static readonly (string Name, string Path)[] Pages = [("home", "/"), ("procedures", "/thu-tuc"), ("procedure", "/thu-tuc/2.000635"), ("tracking", "/tra-cuu")];

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds();
        Option<double> seconds = BenchOptions.Seconds(4);
        Option<int> clients = BenchOptions.Clients();
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("public", "Trang công khai / public pages") { rounds, seconds, clients, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(clients), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, double seconds, int clients, FileInfo? json)
    {
        Report report = new("public");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("public");
        await SeededHouse.Make(connection, 10_000);
        await using Server server = await Server.Start(connection);
        foreach ((_, string path) in Pages)
            await Rate(new Uri(server.Address, path), clients, 2);

        List<double> bare = [];
        Dictionary<string, List<double>> rates = Pages.ToDictionary(page => page.Name, _ => new List<double>()), ratios = Pages.ToDictionary(page => page.Name, _ => new List<double>());
        for (int round = 0; round < rounds; round++)
        {
            foreach ((string name, string path) in Pages)
            {
                double before = await Rate(server.Bare, clients, seconds / 2);
                rates[name].Add(await Rate(new Uri(server.Address, path), clients, seconds));
                double after = await Rate(server.Bare, clients, seconds / 2);
                bare.Add((before + after) / 2);
                ratios[name].Add(rates[name][^1] / bare[^1]);
            }
        }

        report.Add(new($"fixed page of {Server.BareBytes:#,0} B", "/s", bare));
        foreach ((string name, _) in Pages)
        {
            report.Add(new(name, "/s", rates[name]));
            report.Add(new($"{name} / fixed page", "×", ratios[name]) { Must = 0.06 });
        }

        return report.Finish(json);
    }

    /// <summary>Answers in a second to so many clients that each ask again when they have one.</summary>
    static async Task<double> Rate(Uri address, int clients, double seconds)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
        byte[][] buffers = [.. Enumerable.Range(0, clients).Select(_ => new byte[64 * 1024])];
        long began = Stopwatch.GetTimestamp();
        int[] done = await Task.WhenAll(buffers.Select(buffer => Task.Run(async () =>
        {
            int answers = 0;
            for (; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; answers++)
            {
                using HttpResponseMessage response = (await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
                await using Stream body = await response.Content.ReadAsStreamAsync();
                while (await body.ReadAsync(buffer) > 0)
                {
                }
            }

            return answers;
        })));
        return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
