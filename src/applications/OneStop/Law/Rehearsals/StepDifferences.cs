using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Which steps a coming process asks more or less of a case of the past, and when that would have been finished.</summary>
static class StepDifferences
{
    /// <returns>When it would have been finished; when it really was where the new process does not lead there.</returns>
    public static DateTimeOffset Add(
        List<Difference> found, ProcessReplay process, ProcedureTrial procedure, Dossier dossier, RecordedCase recorded, DateTimeOffset finished, WorkingCalendar calendar)
    {
        ReplayedCase replayed = process.Play(recorded, Variables(procedure, dossier, recorded), calendar);
        HashSet<string> told = [];
        foreach (ReplayedStep step in replayed.Steps.Where(step => step.Recorded is null && told.Add(step.Node.Id)))
            found.Add(new(RehearsedKind.MoreSteps, step.Node.Id, RehearsedText.Of(step.Node.Name), null, null));
        foreach (RecordedStep step in replayed.HasEnded ? replayed.Unused.DistinctBy(step => step.NodeId) : [])
            found.Add(new(RehearsedKind.FewerSteps, step.NodeId, RehearsedText.Of(step.Name), null, null));
        if (!replayed.HasEnded)
            found.Add(new(RehearsedKind.Stuck, replayed.StuckAt?.Id ?? "", replayed.StuckAt is { } stands ? RehearsedText.Of(stands.Name) : null, null, null));
        return replayed.WhenDone(finished) ?? (replayed.HasEnded ? replayed.At : finished);
    }

    // As they were, without what a step had chosen; with the hours of the procedure as it would be.
    static Dictionary<string, object?> Variables(ProcedureTrial procedure, Dossier dossier, RecordedCase recorded)
    {
        Dictionary<string, object?> variables = DossierLaw.Answers(dossier.Answers).Where(answer => procedure.Procedure.ProcessVariables.Contains(answer.Key)).ToDictionary();
        foreach ((string name, object? value) in recorded.Variables.Where(variable => variable.Key != "outcome"))
            variables[name] = value;
        if (procedure.HoursChange && variables.GetValueOrDefault(ProcedureBinding.Variable) is IReadOnlyDictionary<string, object?> binding)
            variables[ProcedureBinding.Variable] = new Dictionary<string, object?>(binding) { [ProcedureBinding.HoursName] = ProcedureBinding.Hours(procedure.Procedure) };
        return variables;
    }
}
