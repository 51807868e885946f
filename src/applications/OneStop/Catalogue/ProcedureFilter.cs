using VanLang.Kernel.Search;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Catalogue;

/// <summary>What a list of procedures is narrowed by; every value may be empty. Choices are those that the day's catalogue has.</summary>
/// <param name="Field">Code of the field (lĩnh vực).</param>
/// <param name="Level">Tier that decides: <c>province</c>, <c>district</c>, <c>commune</c>.</param>
/// <param name="Agency">Agency that decides, as the catalogue words it in Vietnamese.</param>
/// <param name="Applicant">Code of who may apply, <c>citizen</c>.</param>
/// <param name="Service">Code of the service level, <c>level-3</c>.</param>
sealed record ProcedureFilter(string? Field, string? Level, string? Agency, string? Applicant, string? Service)
{
    public bool IsEmpty => this == new ProcedureFilter(null, null, null, null, null);

    /// <summary>Empty texts count as nothing chosen.</summary>
    public static ProcedureFilter Of(string? field, string? level, string? agency, string? applicant, string? service) =>
        new(Text(field), Text(level), Text(agency), Text(applicant), Text(service));

    public bool Admits(Procedure procedure, Competence? competence, DateOnly day) =>
        (Field is null || procedure.Field == Field)
        && (Level is null || competence?.Level == Level)
        && (Agency is null || competence?.Agency.Vi == Agency)
        && (Applicant is null || procedure.Applicants.Any(applicant => applicant.Code == Applicant))
        && (Service is null || procedure.ServiceLevelOn(day)?.Level == Service);

    /// <summary>Each code once with its name, in the order of the names.</summary>
    public static IReadOnlyList<(string Code, LocalName Name)> Choices(IEnumerable<(string Code, LocalName Name)> all) =>
        [.. all.DistinctBy(choice => choice.Code).OrderBy(choice => choice.Name.Vi, VietnameseOrder.Text)];

    static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
