using VanLang.Directory.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>The agencies that take a procedure in on a day: those of its level where somebody holds the post of a one-stop clerk.</summary>
sealed class ReceivingAgencies(DirectoryQueries directory)
{
    public async Task<IReadOnlyList<AgencyRecord>> Of(Procedure procedure, DateOnly day, CancellationToken cancellationToken) =>
        await directory.AgenciesWith(
            "one-stop-clerk",
            [.. procedure.CompetenceOn(day).Select(competence => LevelOf(competence.Level)).Distinct()],
            day,
            cancellationToken);

    static AgencyLevel LevelOf(string level) => level switch
    {
        "province" => AgencyLevel.Province,
        "district" => AgencyLevel.District,
        _ => AgencyLevel.Commune,
    };
}
