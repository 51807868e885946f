using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Law;

/// <summary>The law of the day on which a dossier was submitted; a later change never moves it.</summary>
sealed class DossierLaw(ProcedureLaw law)
{
    /// <summary>How long it may take; null where nothing is laid down.</summary>
    public async Task<Decided<TimeLimit?>?> Limit(Dossier dossier, CancellationToken cancellationToken) =>
        await Limit(dossier, dossier.Clock is { } clock ? DossierClock.CaseOf(clock) : null, cancellationToken);

    /// <summary>How long it may take in a case; null where nothing is laid down.</summary>
    public async Task<Decided<TimeLimit?>?> Limit(Dossier dossier, string? limitCase, CancellationToken cancellationToken) =>
        await Of(dossier, cancellationToken) is { } rule ? rule.LimitFor(Answers(dossier.Answers), dossier.Channel, limitCase) : null;

    /// <summary>The cases of the time limit that who takes it in chooses from; none where there is no choice.</summary>
    public async Task<IReadOnlyList<LimitCase>> LimitCases(Dossier dossier, CancellationToken cancellationToken) =>
        await Of(dossier, cancellationToken) is { } rule ? rule.LimitCases(Answers(dossier.Answers), dossier.Channel) : [];

    /// <summary>Role that signs the result.</summary>
    public async Task<string> Signer(Dossier dossier, CancellationToken cancellationToken) =>
        (await Of(dossier, cancellationToken))?.CompetenceFor(Answers(dossier.Answers), dossier.Channel).Value?.Signer ?? "leader";

    /// <summary>Answers as FEEL sees them; an unanswered field is unknown there, which is null.</summary>
    public static Dictionary<string, object?> Answers(string stored) =>
        FormAnswers.FromJson(stored).Values.ToDictionary(entry => entry.Key, entry => entry.Value?.ToFeel());

    Task<LawOfDay?> Of(Dossier dossier, CancellationToken cancellationToken) =>
        law.On(dossier.ProcedureCode, VietnamTime.DateOf(dossier.SubmittedAt), cancellationToken);
}
