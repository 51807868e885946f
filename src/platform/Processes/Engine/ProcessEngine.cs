using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>
/// Executes BPMN 2.0.2 (OMG formal/2013-12-09, clause 13) as a pure function: no clock, no database, no random source.
/// The same definition, state and trigger give the same state and effects, byte for byte.
/// </summary>
internal static class ProcessEngine
{
    /// <summary>Moves of tokens that one step may make.</summary>
    public const int StepBudget = 10_000;

    /// <summary>Bytes a stored state may have. What is larger belongs into a dossier or file, by reference.</summary>
    public const int StateLimit = 64 * 1024;

    /// <summary>Runs an instance from a trigger until every token waits.</summary>
    /// <exception cref="ArgumentException">The state belongs to another version of the process, or a variable has a type that is none of FEEL's.</exception>
    public static ProcessStep Advance(ProcessDefinition definition, InstanceState state, ProcessTrigger trigger)
    {
        if (!string.Equals(definition.VersionId, state.VersionId, StringComparison.Ordinal))
            throw new ArgumentException($"The instance runs on version {state.VersionId}, not on {definition.VersionId}.", nameof(definition));

        var run = new StepRun(definition, state, trigger.Now);
        var ignored = run.Apply(trigger);
        if (ignored is { } reason) return new(StepOutcome.Ignored, state, [new TriggerIgnored(reason)]);
        if (run.Failure is { } failure) return new(StepOutcome.RolledBack, state, [failure]);

        var next = run.Freeze();
        if (IsTooLarge(next, out var size))
        {
            var at = next.Tokens.Length > 0 ? next.Tokens[0].NodeId : definition.Starts[0].Id;
            return new(StepOutcome.RolledBack, state, [new IncidentRaised(IncidentKind.StateTooLarge, at, null, $"The state would have {size} bytes.")]);
        }

        return new(StepOutcome.Advanced, next, run.Effects);
    }

    // Writing the state out to measure it would cost more than the step; the bound settles all but the large ones.
    private static bool IsTooLarge(InstanceState state, out long size)
    {
        size = 200 + state.Variables.SizeBound;
        foreach (var token in state.Tokens) size += 64 + 6L * (token.NodeId.Length + (token.FlowId?.Length ?? 0));
        foreach (var timer in state.Timers) size += 64 + 6L * timer.NodeId.Length;
        foreach (var subscription in state.Subscriptions) size += 64 + 6L * (subscription.NodeId.Length + (subscription.Key?.Length ?? 0));
        foreach (var local in state.Locals) size += 32 + local.Variables.SizeBound;
        foreach (var loop in state.Loops) size += 96 + ProcessVariables.BoundOf(loop.Items) + ProcessVariables.BoundOf(loop.Outputs);
        if (!state.Done.IsEmpty || !state.Undoing.IsEmpty)
        {
            foreach (var activity in state.Done.Concat(state.Undoing.SelectMany(queue => queue.Rest))) size += 96 + 6L * activity.NodeId.Length + activity.Variables.SizeBound;
        }

        if (size <= StateLimit) return false;
        size = state.ToJson().Length;
        return size > StateLimit;
    }
}
