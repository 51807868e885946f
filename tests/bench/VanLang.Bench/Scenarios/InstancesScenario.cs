using System.CommandLine;
using VanLang.Bench.Databases;
using VanLang.Bench.Seed;
using VanLang.Bench.Work;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench instances</c>: whether a step costs more where a million instances wait and a million have ended than where a thousand wait. Each round stands beside raw commits, so that what
/// the machine did meanwhile falls out of the comparison.
/// </summary>
static class InstancesScenario
{
    const int Few = 1_000;

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds();
        Option<double> seconds = BenchOptions.Seconds(8);
        Option<int> clients = BenchOptions.Clients();
        Option<int> size = new("--size") { Description = "Số quy trình đang chờ, và số đã kết thúc / instances that wait, and as many that have ended", DefaultValueFactory = _ => 1_000_000 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("instances", "Bước quy trình giữa hàng triệu quy trình / steps among millions of instances") { rounds, seconds, clients, size, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(clients), parsed.GetRequiredValue(size), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, double seconds, int clients, int size, FileInfo? json)
    {
        Report report = new("instances");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("instances");
        await using House house = await House.Open(connection, workers: true);
        FiveSteps work = new(house.Get<Kernel.Operations.UnitOfWork>(), house.Get<Processes.Contracts.ProcessRuntime>());
        await work.Deploy();
        await work.Whole(20);
        Guid waiting = await work.Begin();
        Guid ended = await Sql.Value<Guid>(connection, "SELECT id FROM process_ended LIMIT 1");
        await CopiedCases.Waiting(connection, waiting, Few);
        await work.Rate(clients, 4);

        (List<double> few, List<double> fewRatios) = await Rounds();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        await CopiedCases.Waiting(connection, waiting, size);
        await CopiedCases.Ended(connection, ended, size);
        await Sql.Run(connection, "VACUUM ANALYZE");
        await Sql.Run(connection, "CHECKPOINT");
        // What was in nobody's memory must be read once.
        await work.Rate(clients, 4);
        (List<double> many, List<double> manyRatios) = await Rounds();
        long grown = Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - heap);

        report.Add(new($"steps beside {Few:N0} waiting instances", "/s", few));
        report.Add(new($"steps beside {size:N0} waiting and {size:N0} ended ones", "/s", many));
        report.Add(new("the one to the other, each by its raw commits", "×", [.. manyRatios.Select(ratio => ratio / Figure.MedianOf(fewRatios))]) { Must = 0.85 });
        report.Add(new("heap for a waiting instance", "B", [grown / (double)size]) { LessIsBetter = true, Must = 8 });
        return report.Finish(json);

        async Task<(List<double> Rates, List<double> Ratios)> Rounds()
        {
            List<double> rates = [], ratios = [];
            for (int round = 0; round < rounds; round++)
            {
                double before = await cluster.RawCommits(clients, seconds / 2);
                rates.Add(await work.Rate(clients, seconds));
                ratios.Add(rates[^1] / ((before + await cluster.RawCommits(clients, seconds / 2)) / 2));
            }

            return (rates, ratios);
        }
    }
}
