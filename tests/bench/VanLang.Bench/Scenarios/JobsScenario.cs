using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Bench.Databases;
using VanLang.Bench.Work;
using VanLang.Kernel.Jobs;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench jobs</c>: a long queue of due jobs that each have an operation of their own, beside raw commits: how many a second, and whether the end of the queue goes as fast as its beginning.
/// </summary>
static class JobsScenario
{
    public static Command Create()
    {
        Option<int> size = new("--size") { Description = "Số việc đến hạn / due jobs", DefaultValueFactory = _ => 1_000_000 };
        Option<double> seconds = BenchOptions.Seconds(8);
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("jobs", "Hàng đợi việc đến hạn / a queue of due jobs") { size, seconds, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(size), parsed.GetRequiredValue(seconds), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int size, double seconds, FileInfo? json)
    {
        Report report = new("jobs");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("jobs");
        EmptyJob handler = new();
        await using House house = await House.Open(connection, workers: true, services => services.AddSingleton<JobHandler>(handler));
        double before = await cluster.RawCommits(8, seconds);
        await Sql.Run(connection, $"""
            INSERT INTO jobs (id, kind, lane, payload, due_at, attempt)
            SELECT ('0193' || lpad(to_hex(n), 8, '0') || '70008000' || left(md5(random()::text), 12))::uuid, '{EmptyJob.JobKind}', 'lane ' || n, '', date_trunc('milliseconds', now()) - ({size} - n) * interval '1 millisecond', 0
            FROM generate_series(1, {size}) n
            """);
        while (handler.Done.Count < size)
            await Task.Delay(200);
        double after = await cluster.RawCommits(8, seconds);

        long[] done = [.. handler.Done.Order()];
        int tenth = size / 10;
        double first = Rate(done[..tenth]), last = Rate(done[^tenth..]), whole = Rate(done);
        report.Add(new("raw commits, 8 clients", "/s", [before, after]));
        report.Add(new($"jobs, {size:N0} of them", "/s", [whole]));
        report.Add(new("jobs / raw commits", "×", [whole / ((before + after) / 2)]));
        report.Add(new("the last tenth to the first", "×", [last / first]) { Must = 0.9 });
        report.Add(new("jobs that were done twice", "", [done.Length - size]) { LessIsBetter = true, Must = 0 });
        return report.Finish(json);
    }

    static double Rate(long[] moments) => moments.Length / Stopwatch.GetElapsedTime(moments[0], moments[^1]).TotalSeconds;
}
