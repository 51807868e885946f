using System.Diagnostics;
using System.Globalization;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Figures of the pure core on one thread; run by hand in a Release build: <c>-explicit only</c>.</summary>
public class EngineSpeed(ITestOutputHelper output)
{
    private static readonly Dictionary<string, object?> Nothing = [];

    [Fact(Explicit = true)]
    public void Transitions_per_second()
    {
        var definition = BpmnReader.Read(File.ReadAllBytes(RepositoryRoot.File("province/processes/tra-trong-ngay.bpmn"))).Definition.ShouldNotBeNull();
        Measure("state in memory", definition, store: false);
        Measure("state written and read at each step", definition, store: true);
    }

    [Fact(Explicit = true)]
    public void Milliseconds_to_deploy()
    {
        var file = File.ReadAllBytes(RepositoryRoot.File("province/processes/dang-ky-ho-tich.bpmn"));
        var times = Enumerable.Range(0, 200).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            BpmnReader.Read(file).Definition.ShouldNotBeNull();
            return watch.Elapsed.TotalMilliseconds;
        }).Skip(50).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes: median {times[75]:F2} ms, worst {times[^1]:F2} ms"));
    }

    private void Measure(string what, ProcessDefinition definition, bool store)
    {
        (string Node, string Outcome)[] path = [("receive", "accept"), ("examine", "submit"), ("sign", "sign"), ("issue", "issue"), ("hand-over", "return-result")];
        for (var warm = 0; warm < 3; warm++)
        {
            long moves = 0, steps = 0;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(2))
            {
                var step = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(Case.Now, Nothing));
                foreach (var (_, outcome) in path)
                {
                    var state = store ? InstanceState.FromJson(step.State.ToJson()) : step.State;
                    step = ProcessEngine.Advance(definition, state, new CompleteTask(Case.Now, state.Tokens[0].Id, outcome, Nothing));
                }

                step.State.HasEnded.ShouldBeTrue();
                steps += 6;
                moves += 10;
            }

            var seconds = watch.Elapsed.TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {moves / seconds:N0} transitions/s, {steps / seconds:N0} steps/s"));
        }
    }
}
