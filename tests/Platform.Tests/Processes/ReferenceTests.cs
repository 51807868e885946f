using CsCheck;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

/// <summary>The engine and a plain second interpreter agree on generated models, structured or not: the same places are reached over the same flows.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, object?> Nothing = [];

    [Fact]
    public void Engine_and_reference_reach_the_same_markings_over_the_same_flows() =>
        Gen.Select(Gen.Int[0, 1_000].Array[4, 90], Gen.Int[0, 10_000]).Sample((genes, seed) => Compare(genes, seed), iter: 600);

    private static void Compare(int[] genes, int seed)
    {
        var area = RandomGraph.Of(genes);
        var reading = BpmnReader.Read(WithErrors(RandomGraph.Write(area)));
        reading.Errors().ShouldBeEmpty();
        var definition = reading.Definition!;
        var lot = new Random(seed);
        var reference = new ReferenceInterpreter(area, new Random(seed + 1));
        var run = new Case(definition);

        var step = run.Run(new StartInstance(Case.Now, Nothing));
        reference.Start();
        for (var steps = 0; ; steps++)
        {
            step.Outcome.ShouldBe(StepOutcome.Advanced);
            Marking(definition, run.State, Token.Outside).ShouldBe(reference.Marking);
            run.State.HasEnded.ShouldBe(reference.Marking.Length == 0);
            if (!reference.Cut)
                step.Effects.OfType<NodeEntered>().Select(entered => entered.FlowId).Where(flow => flow is not null).Order().ShouldBe(reference.Taken.Order());
            reference.Taken.Clear();
            reference.Cut = false;
            // Unbalanced splits in loops make tokens without end: that is the model's business.
            if (run.State.HasEnded || steps == 25 || run.State.Tokens.Length > 40) return;

            var places = reference.Runs.SelectMany(inside => inside.Open.SelectMany(open => Choices(inside, open))).ToArray();
            if (places.Length == 0) return;
            var (at, place, timer) = places[lot.Next(places.Length)];
            var token = Find(definition, run.State, at, place);
            if (timer is null)
            {
                var outcome = RandomGraph.Outcomes[lot.Next(3)];
                reference.Complete(at, place, outcome);
                step = run.Run(new CompleteTask(Case.Now, token.Id, outcome, Nothing));
            }
            else
            {
                reference.Fire(at, place, timer);
                step = run.Run(new FireTimer(Case.Now, run.State.Timers.First(armed => armed.TokenId == token.Id && armed.NodeId == timer.Id).Id));
            }
        }
    }

    private static IEnumerable<(ReferenceInterpreter.Run Run, ReferenceInterpreter.Open Open, Dot? Timer)> Choices(ReferenceInterpreter.Run run, ReferenceInterpreter.Open open)
    {
        if (open.Dot.Shape is Shape.Task) yield return (run, open, null);
        if (open.Dot.Shape is Shape.EventGateway)
        {
            foreach (var arrow in run.Area.Out(open.Dot.Id)) yield return (run, open, run.Area[arrow.To]);
        }

        foreach (var timer in run.Area.Dots.Where(dot => dot.Host == open.Dot.Id && dot.Shape is Shape.Timer or Shape.TimerBeside && !open.Elapsed.Contains(dot.Id))) yield return (run, open, timer);
    }

    /// <summary>The engine's token for a place of the reference. Places that look alike, they and what is around them, are alike.</summary>
    private static Token Find(ProcessDefinition definition, InstanceState state, ReferenceInterpreter.Run run, ReferenceInterpreter.Open open)
    {
        var path = new List<ReferenceInterpreter.Open>();
        for (var (inside, at) = ((ReferenceInterpreter.Run?)run, open); inside is not null; inside = inside.Around)
        {
            path.Add(at);
            if (inside.Around is { } around) at = around.Open.First(candidate => candidate.Inside == inside);
        }

        return state.Tokens.First(token => IsAlike(definition, state, token, path));
    }

    private static bool IsAlike(ProcessDefinition definition, InstanceState state, Token token, IEnumerable<ReferenceInterpreter.Open> path)
    {
        Token? at = token;
        foreach (var open in path)
        {
            if (at is null || Show(definition, state, at) != ReferenceInterpreter.Show(open)) return false;
            at = state.Tokens.FirstOrDefault(around => around.Id == at.Scope);
        }

        return at is null;
    }

    private static string Marking(ProcessDefinition definition, InstanceState state, long scope) =>
        string.Join(' ', state.Tokens.Where(token => token.Scope == scope).Select(token => Show(definition, state, token)).Order(StringComparer.Ordinal));

    /// <summary>As the reference says it: before a join a token lies on its flow, and timers that have elapsed are armed no more.</summary>
    private static string Show(ProcessDefinition definition, InstanceState state, Token token)
    {
        var node = definition.FindNode(token.NodeId)!;
        if (node.Kind is NodeKind.ParallelGateway or NodeKind.InclusiveGateway) return token.FlowId!;
        var elapsed = node.Boundaries.Select(boundary => definition.Nodes[boundary])
            .Where(boundary => boundary.Timer is not null && !state.Timers.Any(timer => timer.TokenId == token.Id && timer.NodeId == boundary.Id)).Select(boundary => boundary.Id);
        return node.Id + (node.Kind is NodeKind.SubProcess ? $"({Marking(definition, state, token.Id)})" : "") + string.Concat(elapsed.Order(StringComparer.Ordinal).Select(timer => $"-{timer}"));
    }

    private static byte[] WithErrors(byte[] file) => System.Text.Encoding.UTF8.GetBytes(
        System.Text.Encoding.UTF8.GetString(file).Replace("</definitions>", BpmnText.Events + "</definitions>", StringComparison.Ordinal));
}
