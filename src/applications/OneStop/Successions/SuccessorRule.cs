using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Successions;

/// <summary>Who takes over from agencies that have ended.</summary>
sealed class SuccessorRules(AgencySuccessions successions, DirectoryQueries directory, ProcedureLaw law, ProcedureCatalogue catalogue)
{
    public async Task<SuccessorRule> For(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        new(await successions.AsOf(agencyId, day, cancellationToken), day, successions, directory, law, catalogue);
}

/// <summary>
/// Where each piece of an ended agency's work goes: to the one that took over, or of several to the one whose area holds the place that decides
/// about the case, else the applicant's. Null where neither tells: then a person chooses.
/// </summary>
sealed class SuccessorRule(
    IReadOnlyList<AgencyRecord> candidates, DateOnly day, AgencySuccessions successions, DirectoryQueries directory, ProcedureLaw law, ProcedureCatalogue catalogue)
{
    readonly Dictionary<(string Commune, DateOnly Day), Guid?> ofCommunes = [];

    /// <summary>Those that answer for it on the day.</summary>
    public IReadOnlyList<AgencyRecord> Candidates => candidates;

    public Task<Guid?> Of(Dossier dossier, CancellationToken cancellationToken) =>
        Of(dossier.ProcedureCode, dossier.ProcedureVersion, dossier.Answers, dossier.Channel, VietnamTime.DateOf(dossier.SubmittedAt), cancellationToken);

    public Task<Guid?> Of(Draft draft, CancellationToken cancellationToken) =>
        Of(draft.ProcedureCode, draft.ProcedureVersion, draft.Answers, draft.AtCounter ? Channel.Direct : Channel.Online, VietnamTime.DateOf(draft.CreatedAt), cancellationToken);

    async Task<Guid?> Of(string procedureCode, string procedureVersion, string stored, Channel channel, DateOnly filed, CancellationToken cancellationToken)
    {
        if (candidates.Count < 2)
            return candidates.Count == 0 ? null : candidates[0].Id;
        FormAnswers answers = FormAnswers.FromJson(stored);
        string? place = (await law.On(procedureCode, filed, cancellationToken))?.CompetenceFor(DossierLaw.Answers(stored), channel).Value?.PlaceField;
        string? applicant = (await catalogue.Version(procedureCode, procedureVersion)).Owner?.AddressField;
        foreach (string field in new[] { place, applicant }.OfType<string>())
        {
            string? commune = answers[field] switch
            {
                AddressAnswer { Commune.Length: > 0 } address => address.Commune,
                // A place may be a choice of communes; anything else that was typed names none.
                TextAnswer { Text.Length: > 0 } text when field == place => text.Text,
                _ => null,
            };
            if (commune is not null && await OfCommune(commune, filed, cancellationToken) is { } agency)
                return agency;
        }

        return null;
    }

    // The commune as it was called when the case was filed; what became of it since tells who governs it now.
    async Task<Guid?> OfCommune(string commune, DateOnly filed, CancellationToken cancellationToken)
    {
        if (ofCommunes.TryGetValue((commune, filed), out Guid? known))
            return known;
        AgencyRecord? committee = await directory.CompetentAgency(commune, filed, cancellationToken) ?? await directory.CompetentAgency(commune, day, cancellationToken);
        Guid[] found = committee is null
            ? []
            : [.. (await successions.AsOf(committee.Id, day, cancellationToken)).Select(agency => agency.Id).Intersect(candidates.Select(agency => agency.Id))];
        // A commune that was itself divided does not tell.
        return ofCommunes[(commune, filed)] = found is [{ } one] ? one : null;
    }
}
