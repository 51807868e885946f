using System.Text.Json;
using VanLang.Kernel.Calendar;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Simulation;

/// <summary>An instance on a virtual clock: plays a scenario, says what it did, and what was otherwise than expected.</summary>
internal sealed class VirtualCase(ProcessDefinition definition, Scenario scenario, WorkingCalendar? calendar)
{
    /// <summary>Timers that one step of a scenario may fire; a cycle without end would go on for ever.</summary>
    private const int MaxTimers = 10_000;

    private readonly SortedDictionary<long, (string NodeId, DateTimeOffset Due)> timers = [];
    private readonly Dictionary<long, (string Name, string Key)> awaited = [];
    private readonly List<(string Name, string Key, IReadOnlyDictionary<string, object?> Variables)> kept = [];
    private readonly Queue<string> signals = new();
    private readonly List<TracedActivity> trace = [];
    private readonly Dictionary<long, int> placeInTrace = [];
    private readonly List<string> failures = [];
    private InstanceState state = InstanceState.New(definition);
    private DateTimeOffset now = scenario.At;
    private string? endedBy;

    public SimulatedScenario Play()
    {
        Advance(new StartInstance(now, Values(scenario.Variables), scenario.Start), "start");
        for (var i = 0; i < scenario.Steps.Count && failures.Count == 0; i++) Do(scenario.Steps[i], $"steps[{i}]");
        return new(scenario.Name, failures.Count == 0, failures, trace, Waiting(), state.Phase.ToString().ToLowerInvariant(), endedBy, now, JsonSerializer.SerializeToElement(state.Variables));
    }

    private void Do(ScenarioStep step, string place)
    {
        object?[] told = [step.Complete, step.Answer, step.Message, step.Signal, step.Advance, step.Until, step.Retry, step.Cancel, step.Expect];
        if (told.Count(what => what is not null) != 1)
        {
            failures.Add($"{place}: exactly one of complete, answer, message, signal, advance, until, retry, cancel, expect.");
            return;
        }

        var variables = Values(step.Variables);
        if (step.Complete is { } task) At(task, place, token => new CompleteTask(now, token.Id, step.Outcome, variables));
        else if (step.Answer is { } call)
            At(call, place, token => step.Error is { } error ? new FailCall(now, token.Id, error, error) : new AnswerCall(now, token.Id, variables, step.Value is { } value ? (object?)value : null));
        else if (step.Retry is { } stopped) At(stopped, place, token => new RetryIncident(now, token.Id, variables), incident: true);
        else if (step.Cancel is { } reason) Advance(new CancelInstance(now, reason), place);
        else if (step.Message is { } message)
        {
            kept.Add((message, step.Key ?? "", variables));
            Correlate(place);
        }
        else if (step.Signal is { } signal)
        {
            signals.Enqueue(signal);
            Hear(place);
        }
        else if (step.Until is { } moment) Wait(moment, place);
        else if (step.Advance is { } text)
        {
            if (IsoDuration.TryParse(text, out var duration)) Wait(new(duration.After(now.DateTime), now.Offset), place);
            else failures.Add($"{place}: '{text}' is no duration.");
        }
        else Expect(step.Expect!, place);
    }

    private void At(string nodeId, string place, Func<Token, ProcessTrigger> trigger, bool incident = false)
    {
        var token = state.Tokens.FirstOrDefault(token => token.NodeId == nodeId && token.Incident is not null == incident && state.Loops.All(loop => loop.TokenId != token.Id));
        if (token is null) failures.Add($"{place}: nothing waits at '{nodeId}'; waiting: {string.Join(", ", Waiting())}.");
        else Advance(trigger(token), place);
    }

    private void Wait(DateTimeOffset until, string place)
    {
        for (var fired = 0; failures.Count == 0; fired++)
        {
            var next = timers.Where(timer => timer.Value.Due <= until).OrderBy(timer => timer.Value.Due).ThenBy(timer => timer.Key).Select(timer => ((long Id, DateTimeOffset Due)?)(timer.Key, timer.Value.Due)).FirstOrDefault();
            if (next is not { } timer) break;
            if (fired == MaxTimers)
            {
                failures.Add($"{place}: more than {MaxTimers} timers.");
                return;
            }

            if (timer.Due > now) now = timer.Due;
            timers.Remove(timer.Id);
            Advance(new FireTimer(now, timer.Id, timer.Due), place);
        }

        if (until > now) now = until;
    }

    private void Advance(ProcessTrigger trigger, string place)
    {
        var step = ProcessEngine.Advance(definition, state, trigger);
        state = step.State;
        foreach (var effect in step.Effects) Carry(effect, place);
        if (step.Outcome is StepOutcome.RolledBack) failures.Add($"{place}: {((IncidentRaised)step.Effects[0]).Message}");
        if (step.Outcome is StepOutcome.Ignored) failures.Add($"{place}: {((TriggerIgnored)step.Effects[0]).Reason}");
        Correlate(place);
        Hear(place);
    }

    private void Carry(ProcessEffect effect, string place)
    {
        switch (effect)
        {
            case NodeEntered entered when definition.FindNode(entered.NodeId)!.IsActivity:
                placeInTrace[entered.TokenId] = trace.Count;
                var node = definition.FindNode(entered.NodeId)!;
                trace.Add(new(node.Id, node.Name, now, null, "open", null));
                break;
            case TaskCompleted done:
                Close(done.TaskId, "completed", done.Outcome);
                break;
            case TaskCancelled cancelled:
                Close(cancelled.TaskId, "cancelled", null);
                break;
            case CallCancelled cancelled:
                Close(cancelled.CallId, "cancelled", null);
                break;
            case NodeLeft left:
                Close(left.TokenId, "completed", null);
                break;
            case TimerArmed timer when TimerDue.Of(timer.Rule, now, calendar) is { } due:
                timers[timer.TimerId] = (timer.NodeId, due);
                break;
            case TimerArmed timer:
                failures.Add($"{place}: timer '{timer.NodeId}' counts working time, and no calendar was given.");
                break;
            case TimerDisarmed timer:
                timers.Remove(timer.TimerId);
                break;
            case MessageAwaited message:
                awaited[message.SubscriptionId] = (message.Name, message.Key);
                break;
            case SignalAwaited signal:
                awaited[signal.SubscriptionId] = (signal.Name, "\0signal");
                break;
            case EventCaught { Kept: false } caught:
                awaited.Remove(caught.SubscriptionId);
                break;
            case SubscriptionClosed closed:
                awaited.Remove(closed.SubscriptionId);
                break;
            case MessagePublished message:
                kept.Add((message.Name, message.Key, message.Variables.Values));
                break;
            case SignalThrown signal:
                signals.Enqueue(signal.Name);
                break;
            case InstanceCompleted completed:
                endedBy = completed.EndNodeId;
                break;
        }
    }

    private void Close(long tokenId, string how, string? outcome)
    {
        if (!placeInTrace.Remove(tokenId, out var at)) return;
        trace[at] = trace[at] with { Left = now, How = how, Outcome = outcome };
    }

    /// <summary>Gives each message that is kept to the subscription that has waited longest for it.</summary>
    private void Correlate(string place)
    {
        for (var i = 0; i < kept.Count; i++)
        {
            var message = kept[i];
            var waiting = state.Subscriptions.FirstOrDefault(subscription => awaited.GetValueOrDefault(subscription.Id) == (message.Name, message.Key));
            if (waiting is null) continue;
            kept.RemoveAt(i);
            Advance(new Deliver(now, waiting.Id, message.Variables), place);
            return;
        }
    }

    private void Hear(string place)
    {
        while (signals.TryDequeue(out var name))
        {
            foreach (var subscription in state.Subscriptions)
            {
                if (awaited.GetValueOrDefault(subscription.Id) == (name, "\0signal") && state.Subscriptions.Any(open => open.Id == subscription.Id))
                    Advance(new Deliver(now, subscription.Id, new Dictionary<string, object?>()), place);
            }
        }
    }

    private void Expect(ScenarioExpectation expected, string place)
    {
        if (expected.Waiting is { } waiting && !waiting.Order(StringComparer.Ordinal).SequenceEqual(Waiting().Order(StringComparer.Ordinal)))
            failures.Add($"{place}: waiting should be [{string.Join(", ", waiting)}] but is [{string.Join(", ", Waiting())}].");
        if (expected.Incidents is { } incidents && !incidents.Order(StringComparer.Ordinal).SequenceEqual(Incidents().Order(StringComparer.Ordinal)))
            failures.Add($"{place}: incidents should be [{string.Join(", ", incidents)}] but are [{string.Join(", ", Incidents())}].");
        if (expected.Ended is { } end && end != endedBy) failures.Add($"{place}: it should have ended by '{end}' but {(endedBy is null ? "goes on" : $"ended by '{endedBy}'")}.");
        foreach (var (nodeId, due) in expected.Due ?? new Dictionary<string, DateTimeOffset>())
        {
            var armed = timers.Values.Where(timer => timer.NodeId == nodeId).Select(timer => (DateTimeOffset?)timer.Due).Min();
            if (armed != due) failures.Add($"{place}: '{nodeId}' should be due {due:O} but {(armed is { } other ? $"is {other:O}" : "is not armed")}.");
        }

        foreach (var (name, value) in expected.Variables ?? new Dictionary<string, JsonElement>())
        {
            var wanted = Json(value);
            var actual = state.Variables.Values.TryGetValue(name, out var found) ? Json(found) : "missing";
            if (actual != wanted) failures.Add($"{place}: {name} should be {wanted} but is {actual}.");
        }
    }

    private static string Json(object? value) => JsonSerializer.Serialize(ProcessVariables.Empty.With("x", value), ReadableJson.Options)["{\"x\":".Length..^1];

    private List<string> Waiting() =>
    [
        .. state.Tokens.Where(token => token.Incident is null && state.Loops.All(loop => loop.TokenId != token.Id) && definition.FindNode(token.NodeId)!.Kind is not
            (NodeKind.SubProcess or NodeKind.EventSubProcess or NodeKind.ParallelGateway or NodeKind.InclusiveGateway)).Select(token => token.NodeId),
    ];

    private List<string> Incidents() => [.. state.Tokens.Where(token => token.Incident is not null).Select(token => token.NodeId)];

    private static Dictionary<string, object?> Values(IReadOnlyDictionary<string, JsonElement>? values) => (values ?? new Dictionary<string, JsonElement>()).ToDictionary(entry => entry.Key, entry => (object?)entry.Value);
}
