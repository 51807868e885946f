using CsCheck;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

public class RandomModelTests
{
    private static readonly Dictionary<string, object?> Nothing = [];

    [Fact]
    public void Every_structured_process_comes_to_its_end_whatever_people_and_timers_do() =>
        Gen.Select(Block.Gen(3), Gen.Int).Sample((block, seed) => Walk(block, new Random(seed)), iter: 400);

    private static void Walk(Block block, Random random)
    {
        var (file, model) = RandomModel.Write(block);
        var reading = BpmnReader.Read(file);
        reading.Findings.ShouldBeEmpty();
        var definition = reading.Definition.ShouldNotBeNull();
        var run = Case.Start(definition);

        for (var steps = 0; !run.State.HasEnded; steps++)
        {
            // After a while nobody goes round again and no timer is late, so that it ends.
            steps.ShouldBeLessThan(2_000);
            run.Run(Next(definition, run.State, random, patient: steps < 60)).Outcome.ShouldBe(StepOutcome.Advanced);
            CheckWaiting(definition, run.State);
        }

        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.History.OfType<IncidentRaised>().ShouldBeEmpty();
        run.History.OfType<ConditionWarned>().ShouldBeEmpty();
        (run.State.Tokens.Length, run.State.Timers.Length).ShouldBe((0, 0));

        var entered = run.History.OfType<NodeEntered>().ToList();
        entered.Select(effect => effect.TokenId).ShouldBe(run.History.OfType<NodeLeft>().Select(effect => effect.TokenId), ignoreOrder: true);
        entered.Select(effect => effect.TokenId).ShouldBeUnique();
        run.History.OfType<TaskCreated>().Select(task => task.TaskId).ShouldBe(
            run.History.OfType<TaskCompleted>().Select(task => task.TaskId).Concat(run.History.OfType<TaskCancelled>().Select(task => task.TaskId)), ignoreOrder: true);
        run.History.OfType<TimerArmed>().Select(timer => timer.TimerId).ShouldBe(
            run.History.OfType<TimerElapsed>().Select(timer => timer.TimerId).Concat(run.History.OfType<TimerDisarmed>().Select(timer => timer.TimerId)), ignoreOrder: true);
        foreach (var (into, outOf) in model.ParallelBlocks)
            entered.Count(effect => effect.FlowId == outOf).ShouldBe(entered.Count(effect => effect.FlowId == into), "a join fires exactly once for each fork");
    }

    private static ProcessTrigger Next(ProcessDefinition definition, InstanceState state, Random random, bool patient)
    {
        var tasks = state.Tokens.Where(token => definition.FindNode(token.NodeId)!.Kind is NodeKind.UserTask).ToList();
        var timers = state.Timers.Where(timer => patient || tasks.Count == 0 || definition.FindNode(timer.NodeId)!.Kind is NodeKind.CatchEvent).ToList();
        var choice = random.Next(tasks.Count + timers.Count);
        if (choice >= tasks.Count) return new FireTimer(Case.Now, timers[choice - tasks.Count].Id);
        var outcomes = definition.FindNode(tasks[choice].NodeId)!.Task!.Outcomes;
        var outcome = outcomes.IsEmpty ? null : outcomes.Contains("done") && !patient ? "done" : outcomes[random.Next(outcomes.Length)];
        return new CompleteTask(Case.Now, tasks[choice].Id, outcome, Nothing);
    }

    /// <summary>What holds between any two steps: each token waits for something, each timer has its token, a task has all its timers or has lost them by firing.</summary>
    private static void CheckWaiting(ProcessDefinition definition, InstanceState state)
    {
        foreach (var token in state.Tokens)
        {
            var node = definition.FindNode(token.NodeId)!;
            var waits = node.Kind is NodeKind.UserTask or NodeKind.ParallelGateway
                || (node.Kind is NodeKind.CatchEvent && state.Timers.Any(timer => timer.TokenId == token.Id));
            waits.ShouldBeTrue();
        }

        foreach (var timer in state.Timers) state.Tokens.ShouldContain(token => token.Id == timer.TokenId);
        foreach (var join in state.Tokens.GroupBy(token => token.NodeId).Where(group => definition.FindNode(group.Key)!.Kind is NodeKind.ParallelGateway))
            join.Select(token => token.FlowId).Distinct().Count().ShouldBeLessThan(definition.FindNode(join.Key)!.Incoming.Length);
    }
}
