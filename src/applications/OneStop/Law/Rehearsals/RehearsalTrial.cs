using VanLang.Designing.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>What a change would have dossiers decided by, read once.</summary>
/// <param name="Procedures">By the code of the procedure whose dossiers it reaches.</param>
sealed record RehearsalTrial(ChangeHead Head, IReadOnlyDictionary<string, ProcedureTrial> Procedures)
{
    /// <summary>The dossiers of a rehearsal's period that the change reaches.</summary>
    public IQueryable<Dossier> Dossiers(VanLangDbContext db, Rehearsal rehearsal)
    {
        string[] codes = [.. Procedures.Keys];
        DateTimeOffset from = Kernel.Calendar.VietnamTime.At(rehearsal.From, TimeOnly.MinValue), until = Kernel.Calendar.VietnamTime.At(rehearsal.Until, TimeOnly.MinValue);
        return RehearsalScope.Dossiers(db, rehearsal).Where(dossier => codes.Contains(dossier.ProcedureCode) && dossier.SubmittedAt >= from && dossier.SubmittedAt < until);
    }
}

/// <summary>What becomes other for the dossiers of a procedure; null where it stays.</summary>
/// <param name="Procedure">The procedure as it would be.</param>
/// <param name="Law">Who decides, how long it may take, what it costs.</param>
/// <param name="Form">The declaration.</param>
/// <param name="Process">The steps.</param>
/// <param name="HoursChange">The procedure gives its steps other hours.</param>
sealed record ProcedureTrial(Procedure Procedure, LawOfDay? Law, FormSchema? Form, ProcessReplay? Process, bool HoursChange);

/// <summary>Reads changes to be rehearsed; the last one is kept, as a rehearsal asks for it with every batch.</summary>
sealed class RehearsalTrials(ProposedChanges changes, ProcedureCatalogue catalogue, DecisionLibrary decisions, DefinitionStore definitions, FormLibrary library)
{
    Kept? last;

    public async Task<Outcome<RehearsalTrial>> Read(Guid changeId, CancellationToken cancellationToken)
    {
        if (await changes.Head(changeId, cancellationToken) is not { } head)
            return RehearsalErrors.NotFound;
        object mark = await definitions.Mark(cancellationToken);
        if (last is { } known && known.Trial.Head == head && known.Mark == mark)
            return known.Trial;
        if (await changes.Find(changeId, cancellationToken) is not { } change)
            return RehearsalErrors.NotFound;
        if (change.Definitions.FirstOrDefault(one => !one.IsSound) is { } faulty)
            return RehearsalErrors.FileFaulty.With(faulty.Key);
        RehearsalTrial trial = new(change.Head, await Procedures(change, cancellationToken));
        if (trial.Procedures.Count == 0)
            return RehearsalErrors.NothingToPlay;
        last = new(trial, mark);
        return trial;
    }

    // A whole: rehearsals run at the same time.
    sealed record Kept(RehearsalTrial Trial, object Mark);

    async Task<Dictionary<string, ProcedureTrial>> Procedures(ProposedChange change, CancellationToken cancellationToken)
    {
        DateOnly day = change.Head.FirstDay;
        ILookup<string, ProposedDefinition> byKind = change.Definitions.ToLookup(one => one.Kind);
        Dictionary<string, Procedure> present = (await catalogue.All(day, cancellationToken)).ToDictionary(procedure => procedure.Code);
        Dictionary<string, Procedure> coming = byKind[ProcedureCatalogue.Kind].Select(one => ProcedureCatalogue.Read(one.Content)).ToDictionary(procedure => procedure.Code);
        Dictionary<string, ProposedDefinition> laws = byKind[DecisionLibrary.Kind].Where(one => ProcedureLaw.ProcedureOf(one.Key) is not null).ToDictionary(one => ProcedureLaw.ProcedureOf(one.Key)!);
        Dictionary<string, FormSchema?> forms = [];
        foreach (ProposedDefinition one in byKind[FormLibrary.Kind])
            forms[one.Key] = await library.Proposed(one.Content, cancellationToken);
        Dictionary<string, ProcessReplay?> processes = byKind[ProcessFiles.Kind].ToDictionary(one => one.Key, one => ProcessReplay.Read(one.Content));
        Dictionary<string, ProcedureTrial> found = [];
        foreach (string code in present.Keys.Union(coming.Keys))
        {
            Procedure? before = present.GetValueOrDefault(code);
            Procedure then = coming.GetValueOrDefault(code) ?? before!;
            LawOfDay? law = laws.TryGetValue(code, out ProposedDefinition? table) && (await decisions.Read(table.Content, day, cancellationToken)).Model is { } model
                ? new(model, table.Key, DefinitionStore.VersionOf(table.Content), day) : null;
            FormSchema? form = then.Form is { } formKey ? forms.GetValueOrDefault(formKey) ?? (before is not null && before.Form != formKey ? await PublishedForm(formKey, day, cancellationToken) : null) : null;
            bool hours = before is not null && then != before && !SameHours(before, then);
            ProcessReplay? process = then.Process is { } processKey
                ? processes.GetValueOrDefault(processKey) ?? (before is not null && (before.Process != processKey || hours) ? await PublishedProcess(processKey, day, cancellationToken) : null)
                : null;
            if (law is not null || form is not null || process is not null)
                found[code] = new(then, law, form, process, hours);
        }

        return found;
    }

    static bool SameHours(Procedure before, Procedure then)
    {
        Dictionary<string, object?> hours = ProcedureBinding.Hours(before), others = ProcedureBinding.Hours(then);
        return hours.Count == others.Count && hours.All(step => others.TryGetValue(step.Key, out object? other) && Equals(other, step.Value));
    }

    async Task<FormSchema?> PublishedForm(string key, DateOnly day, CancellationToken cancellationToken) =>
        await definitions.InForce(FormLibrary.Kind, key, day, cancellationToken) is { } form ? await library.Proposed(form.Content, cancellationToken) : null;

    async Task<ProcessReplay?> PublishedProcess(string key, DateOnly day, CancellationToken cancellationToken) =>
        await definitions.InForce(ProcessFiles.Kind, key, day, cancellationToken) is { } process ? ProcessReplay.Read(process.Content) : null;
}
