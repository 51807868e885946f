using System.CommandLine;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench engine</c>: moves of tokens through the shape of work of one day, with the state kept in memory and with the state written and read at each step. One thread,
/// processor time: figures are per core. Nothing of database and record is in it.
/// </summary>
static class EngineScenario
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7));
    static readonly Dictionary<string, object?> Nothing = [];

    /// <summary>What people choose, from the counter to the counter.</summary>
    static readonly string[] Path = ["accept", "submit", "sign", "issue", "return-result"];

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds(5);
        Option<double> seconds = BenchOptions.Seconds(1);
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("engine", "Bộ máy quy trình, không có cơ sở dữ liệu / the process engine without a database") { rounds, seconds, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetValue(json)));
        return command;
    }

    static int Run(int rounds, double seconds, FileInfo? json)
    {
        ProcessDefinition definition = Deployed(File.ReadAllBytes(System.IO.Path.Combine("province", "processes", "tra-trong-ngay.bpmn")));
        int moves = Walk(definition, stored: false);
        List<double> memory = [], stored = [];
        for (int round = 0; round < rounds; round++)
        {
            memory.Add(moves * Measure.PerCoreSecond(seconds, times => Repeat(times, () => Walk(definition, stored: false))));
            stored.Add(moves * Measure.PerCoreSecond(seconds, times => Repeat(times, () => Walk(definition, stored: true))));
        }

        Report report = new("engine");
        report.Add(new("moves of tokens, state in memory", "/s", memory) { Must = 200_000, Judge = Judge.Best });
        report.Add(new("moves of tokens, state written and read", "/s", stored) { Must = 200_000, Judge = Judge.Best });
        report.Add(new("allocated by a case of 6 steps", "B", [Measure.Allocated(1_000, times => Repeat(times, () => Walk(definition, stored: false)))]) { LessIsBetter = true });
        return report.Finish(json);
    }

    /// <summary>One case from start to end; gives how many nodes its tokens came to.</summary>
    static int Walk(ProcessDefinition definition, bool stored)
    {
        ProcessStep step = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(Now, Nothing));
        int moves = Entered(step);
        foreach (string outcome in Path)
        {
            InstanceState state = stored ? InstanceState.FromJson(step.State.ToJson()) : step.State;
            step = ProcessEngine.Advance(definition, state, new CompleteTask(Now, state.Tokens[0].Id, outcome, Nothing));
            moves += Entered(step);
        }

        return step.State.HasEnded ? moves : throw new InvalidOperationException("The case of this scenario does not end.");
    }

    static int Entered(ProcessStep step)
    {
        int count = 0;
        foreach (ProcessEffect effect in step.Effects)
            count += effect is NodeEntered ? 1 : 0;
        return count;
    }

    static ProcessDefinition Deployed(byte[] file) => BpmnReader.Read(file).Definition ?? throw new InvalidOperationException("The process of this scenario is refused.");

    static void Repeat(int times, Action work)
    {
        for (int i = 0; i < times; i++)
            work();
    }
}
