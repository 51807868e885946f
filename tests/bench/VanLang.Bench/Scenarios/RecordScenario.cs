using System.CommandLine;
using VanLang.Bench.Databases;
using VanLang.Bench.Work;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench record</c>: what the record costs an operation. The same change is made by an operation that raises its event and by one that raises
/// none, turn by turn; the gates are statements and log, which other work on the machine does not move.
/// </summary>
static class RecordScenario
{
    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds(5);
        Option<double> seconds = BenchOptions.Seconds(5);
        Option<int> clients = BenchOptions.Clients();
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("record", "Sổ ghi: có so với không / the record, on against off") { rounds, seconds, clients, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(clients), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, double seconds, int clients, FileInfo? json)
    {
        Report report = new("record");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("record");
        await using House house = await House.Open(connection, workers: false);
        DossierChange change = new(house.Get<Kernel.Operations.UnitOfWork>());
        await change.Prepare(clients);

        List<double> on = [], off = [], ratios = [];
        await change.Rate(recorded: true, clients, 2);
        await change.Rate(recorded: false, clients, 2);
        for (int round = 0; round < rounds; round++)
        {
            double before = await change.Rate(recorded: false, clients, seconds / 2);
            on.Add(await change.Rate(recorded: true, clients, seconds));
            double after = await change.Rate(recorded: false, clients, seconds / 2);
            off.Add((before + after) / 2);
            ratios.Add(on[^1] / off[^1]);
        }

        report.Add(new("operations without the record", "/s", off));
        report.Add(new("operations with the record", "/s", on));
        report.Add(new("with / without", "×", ratios) { Must = 0.8 });
        (double statements, double wal) without = await Cost(connection, change, recorded: false), with = await Cost(connection, change, recorded: true);
        report.Add(new("statements without", "", [without.statements]) { LessIsBetter = true });
        report.Add(new("statements that the record adds", "", [with.statements - without.statements]) { LessIsBetter = true, Must = 1.05 });
        report.Add(new("log without (WAL)", "B", [without.wal]) { LessIsBetter = true });
        report.Add(new("log that the record adds (WAL)", "B", [with.wal - without.wal]) { LessIsBetter = true, Must = 1_600 });
        return report.Finish(json);
    }

    static async Task<(double Statements, double Wal)> Cost(string connection, DossierChange change, bool recorded)
    {
        await Sql.Run(connection, "CHECKPOINT");
        await change.Times(recorded, 100);
        (decimal wal, long statements) = (await Sql.Wal(connection), await Sql.Statements(connection));
        const int Times = 500;
        await change.Times(recorded, Times);
        return ((await Sql.Statements(connection) - statements) / (double)Times, (double)(await Sql.Wal(connection) - wal) / Times);
    }
}
