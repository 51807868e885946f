using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Bench.Databases;
using VanLang.Bench.Work;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench children</c>: one activity with ten thousand children, ended in any order by the clients of two nodes at once. Whether the last thousand take longer than the first, and whether
/// each was done once and the activity left once.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The same order with every run.")]
static class ChildrenScenario
{
    public static Command Create()
    {
        Option<int> clients = BenchOptions.Clients();
        Option<int> size = new("--size") { Description = "Số nhánh con / children", DefaultValueFactory = _ => 10_000 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("children", "Một bước có hàng vạn nhánh con / thousands of children of one activity") { clients, size, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(clients), parsed.GetRequiredValue(size), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int clients, int size, FileInfo? json)
    {
        Report report = new("children");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("children");
        await using House one = await House.Open(connection, workers: true);
        await using House other = await House.Open(connection, workers: true);
        Cases[] nodes = [Of(one, size), Of(other, size)];
        await nodes[0].Deploy();

        long began = Stopwatch.GetTimestamp();
        ProcessAdvance started = await nodes[0].Start();
        report.Add(new($"begin with {size:N0} children", "ms", [Stopwatch.GetElapsedTime(began).TotalMilliseconds]) { LessIsBetter = true });
        Guid[] children = [.. started.Opened.Select(item => item.Id)];
        new Random(20261130).Shuffle(children);

        int next = -1, done = 0, left = 0;
        List<double> thousands = [];
        began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (int child = Interlocked.Increment(ref next); child < children.Length; child = Interlocked.Increment(ref next))
            {
                ProcessAdvance advance = await nodes[client % nodes.Length].Complete(children[child]);
                Interlocked.Add(ref left, advance.Opened.Count);
                if (Interlocked.Increment(ref done) % (size / 10) == 0)
                {
                    lock (thousands)
                        thousands.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                }
            }
        })));

        double[] tenths = [.. thousands.Select((at, n) => at - (n == 0 ? 0 : thousands[n - 1]))];
        Console.WriteLine($"seconds of each tenth: {string.Join(" ", tenths.Select(t => t.ToString("0.0", CultureInfo.InvariantCulture)))}");
        long times = await Sql.Value<long>(connection, $"SELECT count(*) FROM done_work_items WHERE node_id = 'x'");
        report.Add(new("children ended", "/s", [size / thousands[^1]]));
        report.Add(new("the last tenth to the first", "×", [tenths[^1] / tenths[0]]) { LessIsBetter = true, Must = 1.5 });
        report.Add(new("children that were not done just once", "", [Math.Abs(times - size)]) { LessIsBetter = true, Must = 0 });
        report.Add(new("how often the activity was left", "", [left]) { LessIsBetter = true, Must = 1 });
        return report.Finish(json);
    }

    static Cases Of(House house, int size) => new(
        house.Get<UnitOfWork>(),
        house.Get<ProcessRuntime>(),
        "bench-children",
        "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Cases.Task("x", $"<multiInstanceLoopCharacteristics><loopCardinality>{size}</loopCardinality></multiInstanceLoopCharacteristics>")
        + Cases.Task("after") + Cases.Flow("f", "s", "x") + Cases.Flow("g", "x", "after") + Cases.Flow("h", "after", "e"));
}
