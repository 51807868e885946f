using System.CommandLine;
using VanLang.Bench.Databases;
using VanLang.Bench.Http;
using VanLang.Bench.Seed;
using VanLang.Bench.Work;
using VanLang.Hosting;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench timers</c>: timers of many cases that are due within one minute, on two nodes of which one is killed in the middle. How late they fire, by the due time of each, and whether any
/// fires twice or never.
/// </summary>
static class TimersScenario
{
    static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        Option<int> size = new("--size") { Description = "Số hẹn giờ / timers", DefaultValueFactory = _ => 100_000 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("timers", "Hẹn giờ đến hạn trong một phút / timers due within a minute") { size, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(size), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int size, FileInfo? json)
    {
        Report report = new("timers");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("timers");
        await using House house = await House.Open(connection, workers: true);
        await DemonstrationStart.Prepare(house.Services, CancellationToken.None);
        Cases cases = new(
            house.Get<UnitOfWork>(),
            house.Get<ProcessRuntime>(),
            "bench-timers",
            "<startEvent id=\"s\"/><intermediateCatchEvent id=\"pause\"><timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id=\"e\"/>"
            + Cases.Task("after") + Cases.Flow("f", "s", "pause") + Cases.Flow("g", "pause", "after") + Cases.Flow("h", "after", "e"));
        await cases.Deploy();
        await cases.Start();
        Guid template = await Sql.Value<Guid>(connection, "SELECT id FROM process_instances WHERE definition_key = 'bench-timers'");
        await using Server node = await Server.Start(connection);

        await CopiedCases.Timed(connection, template, size, Within);
        await Task.Delay(Within / 2);
        node.Kill();
        DateTimeOffset patience = DateTimeOffset.UtcNow + (Within * 10);
        while (await Sql.Value<long>(connection, $"SELECT count(*) FROM jobs WHERE kind = 'process.timer' AND lane <> '{template}'") > 0 && DateTimeOffset.UtcNow < patience)
            await Task.Delay(500);

        const string Fired = $"FROM {CopiedCases.Table} c JOIN work_items w ON w.instance_id = c.id";
        foreach (string share in (string[])["0.5", "0.99", "1"])
        {
            double late = await Sql.Value<double>(connection, $"SELECT coalesce(percentile_cont({share}) WITHIN GROUP (ORDER BY extract(epoch FROM w.created_at - c.due)), 'Infinity') {Fired}");
            report.Add(new(share == "1" ? "latest of all" : $"late, share {share}", "s", [late]) { LessIsBetter = true, Must = share == "0.99" ? 65 : null });
        }

        report.Add(new("timers that did not fire just once", "", [size - await Sql.Value<long>(
            connection, $"SELECT count(*) FROM (SELECT c.id FROM {CopiedCases.Table} c JOIN record_events e ON e.subject_kind = 'process' AND e.subject_id = c.id GROUP BY c.id HAVING count(*) = 1) once")]) { LessIsBetter = true, Must = 0 });
        report.Add(new("tasks that did not follow just once", "", [size - await Sql.Value<long>(connection, $"SELECT count(DISTINCT c.id) - (count(*) - count(DISTINCT c.id)) {Fired}")]) { LessIsBetter = true, Must = 0 });
        return report.Finish(json);
    }
}
