using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Calls;

/// <summary>
/// Answers the decisions that a step asks for, within the step: a decision is a computation on what the process knows. What cannot be decided is an incident.
/// </summary>
sealed class DecisionAnswers(DecisionLibrary library)
{
    /// <summary>Decisions of one step, so that a process cannot go round for ever.</summary>
    const int Most = 1_000;

    /// <summary>The step with all that follows from the answers, and what was decided.</summary>
    public async Task<(ProcessStep Step, IReadOnlyList<DecisionMade> Made)> Answer(
        Work work, ProcessInstance instance, ProcessDefinition definition, ProcessStep step, CancellationToken cancellationToken)
    {
        List<DecisionMade> made = [];
        for (int i = 0; i < step.Effects.Length; i++)
        {
            if (step.Effects[i] is not DecisionRequested asked)
                continue;
            if (made.Count == Most)
                return (new(StepOutcome.RolledBack, step.State, [new IncidentRaised(IncidentKind.EndlessLoop, asked.NodeId, null, $"More than {Most} decisions in one step.")]), []);
            ProcessStep next = ProcessEngine.Advance(definition, step.State, await Decide(work, instance, asked, made, cancellationToken));
            if (next.Outcome == StepOutcome.RolledBack)
                return (next, []);
            // Another answer may have taken the question away.
            if (next.Outcome == StepOutcome.Advanced)
                step = new(StepOutcome.Advanced, next.State, step.Effects.AddRange(next.Effects));
        }

        return (step, made);
    }

    /// <summary>The legal day on which what an activity calls must be in force.</summary>
    public static async Task<DateOnly> DayOf(CallBinding binding, Work work, ProcessInstance instance, CancellationToken cancellationToken) => binding switch
    {
        CallBinding.Latest => VietnamTime.DateOf(work.Now),
        CallBinding.Deployment => VietnamTime.DateOf(await work.Db.Set<Definition>()
            .Where(published => published.Kind == ProcessDefinitions.Kind && published.Key == instance.DefinitionKey && published.Version == instance.Version)
            .MinAsync(published => published.PublishedAt, cancellationToken)),
        // The case is a fact of the day on which it began.
        _ => VietnamTime.DateOf(instance.StartedAt),
    };

    async Task<ProcessTrigger> Decide(Work work, ProcessInstance instance, DecisionRequested asked, List<DecisionMade> made, CancellationToken cancellationToken)
    {
        DateTimeOffset now = VietnamTime.ToLocal(work.Now);
        DateOnly day = await DayOf(asked.Binding, work, instance, cancellationToken);
        string[] name = asked.Decision.Split('#', 2);
        if (await library.FindAny(name[0], day, cancellationToken) is not { } rule)
            return new FailCall(now, asked.CallId, null, $"No version of decision {name[0]} is in force on {day:O}.");
        string decision = name.Length > 1 ? name[1] : rule.Model.Decisions[^1];
        if (!rule.Model.Decisions.Contains(decision))
            return new FailCall(now, asked.CallId, null, $"Decision {name[0]} has no decision {decision}.");
        DecisionResult result = rule.Model.Evaluate(decision, new FeelScope(asked.Variables.Values, now));
        if (result is { Value: null, Warnings: [var problem, ..] })
            return new FailCall(now, asked.CallId, null, $"Decision {asked.Decision}: {problem.Message}");
        if (!ProcessVariables.TryKeep(result.Value, out object? value))
            return new FailCall(now, asked.CallId, null, $"Decision {asked.Decision}: a {result.Value!.GetType().Name} cannot be kept.");
        made.Add(new(
            asked.NodeId, rule.Key, decision, rule.Version, day, ProcessVariables.Empty.With("value", value),
            [.. result.Matched.Select(row => new DecidingRow(row.RuleId, row.Number, row.Annotation, ProcessVariables.Empty.With(row.Inputs)))]));
        return new AnswerCall(now, asked.CallId, new Dictionary<string, object?>(), value);
    }
}

/// <summary>A decision that a step made, for the record: what a citizen may ask to see.</summary>
/// <param name="Version">SHA-256 of the file.</param>
/// <param name="Day">Legal day whose law counted.</param>
/// <param name="Result">Its <c>value</c>.</param>
sealed record DecisionMade(string NodeId, string Key, string Decision, string Version, DateOnly Day, ProcessVariables Result, IReadOnlyList<DecidingRow> Rows);

/// <param name="Inputs">What its conditions saw.</param>
sealed record DecidingRow(string RuleId, int Number, string? Annotation, ProcessVariables Inputs);
