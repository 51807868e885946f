using VanLang.Directory.Contracts;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Catalogue;

/// <summary>
/// The agencies that take a procedure in on a day: the one that decides, or those of its tier with a counter. Since the law lets any commune centre
/// take in any procedure, every commune centre and the provincial one as well, wherever the deciding agency follows from the dossier itself.
/// </summary>
sealed class ReceivingAgencies(DirectoryQueries directory, ProvinceLibrary province, ProcedureLaw law)
{
    public async Task<IReadOnlyList<AgencyRecord>> Of(Procedure procedure, DateOnly day, CancellationToken cancellationToken)
    {
        if ((await law.On(procedure.Code, day, cancellationToken))?.CompetenceOfDay() is not { } competence || await province.Find(day, cancellationToken) is not { } settings)
            return [];
        bool anyCounter = settings.AnyCounter(day) && competence.IsFoundFromAnywhere;
        return
        [
            .. (await directory.AgenciesWith("one-stop-clerk", Enum.GetValues<AgencyLevel>(), day, cancellationToken)).Where(agency =>
                (competence.AgencyKey is { } key ? agency.Key == key : LevelName(agency.Level) == competence.Level && IsGeneral(agency))
                || (anyCounter && IsGeneral(agency))),
        ];
    }

    public async Task<bool> Takes(Procedure procedure, Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        (await Of(procedure, day, cancellationToken)).Any(agency => agency.Id == agencyId);

    public static string LevelName(AgencyLevel level) => level switch
    {
        AgencyLevel.Province => "province",
        AgencyLevel.District => "district",
        _ => "commune",
    };

    // A committee or its office serves everybody; a department takes in its own procedures only.
    internal static bool IsGeneral(AgencyRecord agency) => agency.Level != AgencyLevel.Province || agency.Kind is "office" or "provincial-committee";
}
