using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;

namespace VanLang.Platform.Tests.Processes;

/// <summary>
/// An instance under test. Every step is run twice, once on the state as it was left and once on the state read back from its bytes,
/// and both must agree byte for byte.
/// </summary>
internal sealed class Case(ProcessDefinition definition)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7));

    public ProcessDefinition Definition => definition;

    public InstanceState State { get; private set; } = InstanceState.New(definition);

    public List<ProcessEffect> History { get; } = [];

    public static Case Start(ProcessDefinition definition, params (string Name, object? Value)[] variables)
    {
        var started = new Case(definition);
        started.Run(new StartInstance(Now, variables.ToDictionary(variable => variable.Name, variable => variable.Value))).Outcome.ShouldBe(StepOutcome.Advanced);
        return started;
    }

    public ProcessStep Run(ProcessTrigger trigger)
    {
        var step = ProcessEngine.Advance(definition, State, trigger);
        var again = ProcessEngine.Advance(definition, InstanceState.FromJson(State.ToJson()), trigger);
        Text(again.Effects).ShouldBe(Text(step.Effects));
        Encoding.UTF8.GetString(again.State.ToJson()).ShouldBe(Encoding.UTF8.GetString(step.State.ToJson()));
        if (step.Outcome is not StepOutcome.Advanced) step.State.ShouldBeSameAs(State);
        else step.State.Revision.ShouldBe(State.Revision + 1);
        State = step.State;
        History.AddRange(step.Effects);
        return step;
    }

    public ImmutableArray<ProcessEffect> Complete(string nodeId, string? outcome = null, params (string Name, object? Value)[] variables)
    {
        var step = Run(new CompleteTask(Now, Open(nodeId), outcome, variables.ToDictionary(variable => variable.Name, variable => variable.Value)));
        step.Outcome.ShouldBe(StepOutcome.Advanced);
        return step.Effects;
    }

    public ImmutableArray<ProcessEffect> FireTimer(string nodeId)
    {
        var step = Run(new FireTimer(Now, State.Timers.First(timer => timer.NodeId == nodeId).Id));
        step.Outcome.ShouldBe(StepOutcome.Advanced);
        return step.Effects;
    }

    /// <summary>The message or signal that a node waits for longest comes.</summary>
    public ImmutableArray<ProcessEffect> Deliver(string nodeId, params (string Name, object? Value)[] variables)
    {
        var step = Run(new Deliver(Now, State.Subscriptions.First(subscription => subscription.NodeId == nodeId).Id, Values(variables)));
        step.Outcome.ShouldBe(StepOutcome.Advanced);
        return step.Effects;
    }

    /// <summary>What an activity asked for is answered.</summary>
    public ImmutableArray<ProcessEffect> Answer(string nodeId, object? value = null, params (string Name, object? Value)[] variables)
    {
        var step = Run(new AnswerCall(Now, Open(nodeId), Values(variables), value));
        step.Outcome.ShouldBe(StepOutcome.Advanced);
        return step.Effects;
    }

    public static Dictionary<string, object?> Values((string Name, object? Value)[] variables) => variables.ToDictionary(variable => variable.Name, variable => variable.Value);

    /// <summary>Token of the oldest open task at a node.</summary>
    public long Open(string nodeId) => State.Tokens.First(token => token.NodeId == nodeId && token.Incident is null && !State.Loops.Any(loop => loop.TokenId == token.Id)).Id;

    /// <summary>Where tokens wait, in their order.</summary>
    public IEnumerable<string> Waiting => State.Tokens.Select(token => token.NodeId);

    /// <summary>The nodes entered so far, in their order.</summary>
    public IEnumerable<string> Trace => History.OfType<NodeEntered>().Select(entered => entered.NodeId);

    public static string Text(IEnumerable<ProcessEffect> effects) => string.Join('\n', effects.Select(effect => JsonSerializer.Serialize(effect)));
}
