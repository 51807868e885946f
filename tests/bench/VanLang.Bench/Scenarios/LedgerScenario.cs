using System.CommandLine;
using System.Diagnostics;
using VanLang.Bench.Databases;
using VanLang.Kernel.Record;
using VanLang.Transparency;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench ledger</c>: proofs about a long log. The leaf hashes are written straight into the table, without events: a proof reads hashes alone. What a proof takes is read by the clock
/// from the question to the checked proof, the database included.
/// </summary>
static class LedgerScenario
{
    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds();
        Option<long> size = new("--size") { Description = "Số sự kiện trong sổ / events in the log", DefaultValueFactory = _ => 10_000_000 };
        Option<int> proofs = new("--proofs") { Description = "Số bằng chứng mỗi vòng / proofs of a round", DefaultValueFactory = _ => 1_000 };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("ledger", "Sổ cái minh chứng: bằng chứng trong sổ dài / proofs in a long log") { rounds, size, proofs, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(size), parsed.GetRequiredValue(proofs), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, long size, int proofs, FileInfo? json)
    {
        Report report = new("ledger");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("ledger");
        await using House house = await House.Open(connection, workers: false);
        RecordLog log = house.Get<RecordLog>();
        await Sql.Run(connection, "TRUNCATE record_positions, record_checkpoints, record_nodes");
        await Sql.Run(connection, $"INSERT INTO record_positions (sequence, event_ord, leaf_hash) SELECT n, n + 1, sha256(int8send(n)) FROM generate_series(0::bigint, {size} - 1) n");
        await Sql.Run(connection, $"INSERT INTO record_checkpoints (tree_size, root, frontier, at) VALUES ({size}, '', '', now())");
        await Sql.Run(connection, "VACUUM ANALYZE record_positions");

        Stopwatch growing = Stopwatch.StartNew();
        await log.Grow(CancellationToken.None);
        report.Add(new("subtrees stored, leaves a second", "/s", [size / growing.Elapsed.TotalSeconds]));
        LogHead head = new(size, await log.Root(size, CancellationToken.None));
        LogHead earlier = new(size / 3, await log.Root(size / 3, CancellationToken.None));

        List<double> medians = [], tails = [], grown = [], tiles = [];
        Random chance = new(20261130);
        for (int round = 0; round <= rounds; round++)
        {
            double[] times = await Times(proofs, () => log.Prove(chance.NextInt64(size), head, CancellationToken.None));
            double[] growth = await Times(proofs / 10, async () => (await log.Consistency(earlier, head, CancellationToken.None)).Holds());
            double[] rows = await Times(proofs, () => log.Tile(0, new(chance.NextInt64(size / MerklePaths.TileWidth), MerklePaths.TileWidth), size, CancellationToken.None));
            // The first round warms the program.
            if (round == 0)
                continue;
            medians.Add(At(times, 0.5));
            tails.Add(At(times, 0.95));
            grown.Add(At(growth, 0.95));
            tiles.Add(At(rows, 0.95));
        }

        report.Add(new($"proof in a log of {size:N0} events, median", "ms", medians) { LessIsBetter = true });
        report.Add(new("the same, 95th percentile", "ms", tails) { LessIsBetter = true, Must = 5, Judge = Judge.Best });
        report.Add(new("proof that it grew out of a third of it, 95th percentile", "ms", grown) { LessIsBetter = true });
        report.Add(new("a tile of 256 hashes, 95th percentile", "ms", tiles) { LessIsBetter = true });
        return report.Finish(json);
    }

    static async Task<double[]> Times<T>(int count, Func<Task<T>> work)
    {
        double[] times = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
