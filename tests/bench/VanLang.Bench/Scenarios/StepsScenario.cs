using System.CommandLine;
using VanLang.Bench.Databases;
using VanLang.Bench.Work;
using VanLang.Hosting;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench steps</c>: process steps on PostgreSQL beside raw commits of one row, measured before and after each round. What a step costs is
/// counted apart, by one client and without the workers.
/// </summary>
static class StepsScenario
{
    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds();
        Option<double> seconds = BenchOptions.Seconds(8);
        Option<int> clients = BenchOptions.Clients();
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("steps", "Bước quy trình trên PostgreSQL / process steps on PostgreSQL") { rounds, seconds, clients, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetRequiredValue(clients), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, double seconds, int clients, FileInfo? json)
    {
        Report report = new("steps");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("steps");
        await Count(report, cluster, connection);

        List<double> raw = [], alone = [], many = [], ratios = [], unsteady = [];
        await using (House house = await House.Open(connection, workers: true))
        {
            FiveSteps work = new(house.Get<Kernel.Operations.UnitOfWork>(), house.Get<Processes.Contracts.ProcessRuntime>());
            await work.Rate(clients, 4);
            for (int round = 0; round < rounds; round++)
            {
                double before = await cluster.RawCommits(clients, seconds);
                alone.Add(await work.Rate(1, seconds));
                many.Add(await work.Rate(clients, seconds));
                double after = await cluster.RawCommits(clients, seconds);
                raw.Add((before + after) / 2);
                unsteady.Add(Math.Abs(before - after) / Math.Max(before, after));
                ratios.Add(many[^1] / raw[^1]);
            }
        }

        report.Add(new($"raw commits, {clients} clients", "/s", raw));
        report.Add(new("raw commits, after against before", "× apart", unsteady) { LessIsBetter = true });
        report.Add(new("steps, 1 client", "/s", alone));
        report.Add(new($"steps, {clients} clients", "/s", many));
        report.Add(new("steps / raw commits", "×", ratios) { Must = 0.12 });
        return report.Finish(json);
    }

    /// <summary>Statements, round trips and log of a step, free of what else runs.</summary>
    static async Task Count(Report report, Cluster cluster, string connection)
    {
        await using Relay relay = new(cluster.Port);
        await using House house = await House.Open(connection.Replace($"Port={cluster.Port}", $"Port={relay.Port}", StringComparison.Ordinal), workers: false);
        FiveSteps work = new(house.Get<Kernel.Operations.UnitOfWork>(), house.Get<Processes.Contracts.ProcessRuntime>());
        await work.Deploy();
        await work.Whole(50);
        await Sql.Run(connection, "CHECKPOINT");
        await work.Whole(50);
        (decimal wal, long statements, long trips) = (await Sql.Wal(connection), await Sql.Statements(connection), relay.RoundTrips);
        int steps = await work.Whole(200);
        report.Add(new("round trips of a step", "", [(relay.RoundTrips - trips) / (double)steps]) { LessIsBetter = true, Must = 2 });
        report.Add(new("statements of a step, with BEGIN and COMMIT", "", [(await Sql.Statements(connection) - statements) / (double)steps]) { LessIsBetter = true, Must = 7 });
        report.Add(new("log of a step (WAL)", "B", [(double)(await Sql.Wal(connection) - wal) / steps]) { LessIsBetter = true, Must = 3_500 });
        await CountAccept(report, connection, relay, house);
    }

    /// <summary>The same of a whole step of the desk: a clerk takes a dossier in.</summary>
    static async Task CountAccept(Report report, string connection, Relay relay, House house)
    {
        await DemonstrationStart.Prepare(house.Services, CancellationToken.None);
        DossierWalk walk = new(house.Services, await Cast.Of(house.Services), "");
        List<StepCommand> commands = [];
        for (int i = 0; i < 12; i++)
            commands.Add(await walk.Command(walk.Cast["one-stop-clerk"], (await walk.Submit(await walk.Draft())).Code));
        await Accept(commands[..2]);
        (decimal wal, long statements, long trips) = (await Sql.Wal(connection), await Sql.Statements(connection), relay.RoundTrips);
        await Accept(commands[2..]);
        report.Add(new("round trips of accepting a dossier", "", [(relay.RoundTrips - trips) / 10.0]) { LessIsBetter = true, Must = 5 });
        report.Add(new("statements of accepting a dossier", "", [(await Sql.Statements(connection) - statements) / 10.0]) { LessIsBetter = true });
        report.Add(new("log of accepting a dossier (WAL)", "B", [(double)(await Sql.Wal(connection) - wal) / 10]) { LessIsBetter = true });

        async Task Accept(List<StepCommand> each)
        {
            foreach (StepCommand command in each)
                DossierWalk.Value(await house.Get<AcceptDossier>().Handle(command, limitCase: null, walk.Cast["one-stop-clerk"], CancellationToken.None));
        }
    }
}
