using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Dossiers;

/// <summary>Which agency decides a dossier and which is asked: by the procedure's dated rules and the place that the form names.</summary>
sealed class CompetentAgencies(DirectoryQueries directory)
{
    /// <summary>The agency that decides; null where neither procedure nor answers tell.</summary>
    public async Task<AgencyRecord?> Of(Competence competence, FormAnswers answers, AgencyRecord receiving, DateOnly day, CancellationToken cancellationToken)
    {
        if (competence.AgencyKey is { } key)
            return await directory.AgencyByKey(key, day, cancellationToken);
        if (CommuneIn(answers, competence.PlaceField) is { } commune)
            return await OfCommune(commune, competence.Level, day, cancellationToken);
        // Who files where the matter belongs need not say where it belongs.
        return ReceivingAgencies.LevelName(receiving.Level) == competence.Level ? receiving : null;
    }

    /// <summary>The agency whose opinion is asked; null where the form names no place within the province.</summary>
    public async Task<AgencyRecord?> Asked(OpinionRule rule, FormAnswers answers, DateOnly day, CancellationToken cancellationToken)
    {
        if (rule.AgencyKey is { } key)
            return await directory.AgencyByKey(key, day, cancellationToken);
        return CommuneIn(answers, rule.PlaceField) is { } commune ? await directory.CompetentAgency(commune, day, cancellationToken) : null;
    }

    async Task<AgencyRecord?> OfCommune(string commune, string level, DateOnly day, CancellationToken cancellationToken)
    {
        AgencyRecord? committee = await directory.CompetentAgency(commune, day, cancellationToken);
        while (committee is not null && ReceivingAgencies.LevelName(committee.Level) != level)
            committee = committee.ParentId is { } parent ? await directory.Agency(parent, day, cancellationToken) : null;
        return committee;
    }

    static string? CommuneIn(FormAnswers answers, string? field) => field is null ? null : answers[field] switch
    {
        AddressAnswer { Commune.Length: > 0 } address => address.Commune,
        TextAnswer { Text.Length: > 0 } code => code.Text,
        _ => null,
    };
}
