using VanLang.Directory.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>The agencies that take a procedure in on a day: those of its level with a one-stop unit.</summary>
sealed class ReceivingAgencies(DirectoryQueries directory, ProvinceLibrary province)
{
    public async Task<IReadOnlyList<AgencyRecord>> Of(Procedure procedure, DateOnly day, CancellationToken cancellationToken)
    {
        if (await province.Find(day, cancellationToken) is not { } settings
            || await directory.AgencyByCode(settings.Code, day, cancellationToken) is not { } root)
            return [];
        HashSet<string> levels = [.. procedure.Competence
            .Where(competence => competence.ValidFrom <= day && (competence.ValidTo is null || day < competence.ValidTo))
            .Select(competence => competence.Level)];
        List<AgencyRecord> found = [];
        Queue<AgencyRecord> open = new([root]);
        while (open.TryDequeue(out AgencyRecord? agency))
        {
            if (levels.Contains(LevelName(agency.Level))
                && (await directory.Units(agency.Id, day, cancellationToken)).Any(unit => unit.Kind == "one-stop"))
                found.Add(agency);
            foreach (AgencyRecord child in await directory.Children(agency.Id, day, cancellationToken))
                open.Enqueue(child);
        }

        return found;
    }

    static string LevelName(AgencyLevel level) => level switch
    {
        AgencyLevel.Province => "province",
        AgencyLevel.District => "district",
        _ => "commune",
    };
}
