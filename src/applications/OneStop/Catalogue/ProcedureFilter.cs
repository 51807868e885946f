using VanLang.Kernel.Search;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Catalogue;

/// <summary>What a list of procedures is narrowed by; every value may be empty. Choices are those that the day's catalogue has.</summary>
/// <param name="Field">Code of the field (lĩnh vực).</param>
/// <param name="Level">Tier that decides: <c>province</c>, <c>district</c>, <c>commune</c>.</param>
/// <param name="Agency">Body that decides, in Vietnamese: <see cref="Body"/>.</param>
/// <param name="Applicant">Code of who may apply, <c>citizen</c>.</param>
/// <param name="Service">Code of the service level, <c>level-3</c>.</param>
sealed record ProcedureFilter(string? Field, string? Level, string? Agency, string? Applicant, string? Service)
{
    public bool IsEmpty => this == new ProcedureFilter(null, null, null, null, null);

    /// <summary>Empty texts count as nothing chosen.</summary>
    public static ProcedureFilter Of(string? field, string? level, string? agency, string? applicant, string? service) =>
        new(Text(field), Text(level), Text(agency) is { } body ? Body(new(body, null)).Vi : null, Text(applicant), Text(service));

    public bool Admits(Procedure procedure, Competence? competence, DateOnly day) =>
        (Field is null || procedure.Field == Field)
        && (Level is null || competence?.Level == Level)
        && (Agency is null || (competence is not null && Body(competence.Agency).Vi == Agency))
        && (Applicant is null || procedure.Applicants.Any(applicant => applicant.Code == Applicant))
        && (Service is null || procedure.ServiceLevelOn(day)?.Level == Service);

    /// <summary>Each code once with its name, in the order of the names.</summary>
    public static IReadOnlyList<(string Code, LocalName Name)> Choices(IEnumerable<(string Code, LocalName Name)> all) =>
        [.. all.DistinctBy(choice => choice.Code).OrderBy(choice => choice.Name.Vi, VietnameseOrder.Text)];

    /// <summary>
    /// The body without the place that makes it this one: "UBND cấp xã nơi cư trú của cha hoặc mẹ" is "UBND cấp xã". It is looked for by what it is; where it lies is a matter of the case.
    /// </summary>
    public static LocalName Body(LocalName agency) => agency.Vi.IndexOf(" nơi ", StringComparison.Ordinal) is > 0 and var place && !agency.Vi.Contains(';')
        ? new(agency.Vi[..place], agency.Vi.StartsWith("UBND cấp xã", StringComparison.Ordinal) ? "Commune People’s Committee" : agency.En)
        : agency;

    static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
