using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.Agencies;

/// <summary><c>province/agencies.json</c>.</summary>
sealed record AgencyFile(string? Title, IReadOnlyList<UnitTemplateRow>? UnitTemplates, IReadOnlyList<AgencyRow> Agencies)
{
    /// <summary>Units of an agency: those of its template, then its own.</summary>
    public IReadOnlyList<UnitRow> UnitsOf(AgencyRow agency) =>
        [.. UnitTemplates?.FirstOrDefault(template => template.Key == agency.UnitTemplate)?.Units ?? [], .. agency.Units ?? []];
}

/// <summary>Units that many agencies have alike.</summary>
sealed record UnitTemplateRow([property: ImportKey] string Key, IReadOnlyList<UnitRow> Units);

sealed record AgencyRow(
    [property: ImportKey] string Key,
    string Name,
    string? NameEn,
    string? Abbreviation,
    string Kind,
    AgencyLevel Level,
    string? Parent,
    string? Code,
    string? LongCode,
    string? CodeLabel,
    string? GsoCode,
    string? Place,
    string? UpperBody,
    IReadOnlyList<string>? FormedFrom,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string? EndBasis,
    IReadOnlyList<string>? Successors,
    SplitRow? Split,
    string Source,
    string? LegalBasis,
    bool Verified,
    string? Label,
    string? Note,
    string? UnitTemplate,
    IReadOnlyList<UnitRow>? Units);

/// <summary>How the work of an agency that has several successors is divided among them.</summary>
sealed record SplitRow(string Vi, string? En, string Source, bool Verified, string? Label);

/// <summary>A unit; without dates it lives as long as its agency.</summary>
sealed record UnitRow(
    [property: ImportKey] string Key,
    string Name,
    string? NameEn,
    string? Kind,
    string? Abbreviation,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string Source,
    bool Verified,
    string? Label)
{
    public DateOnly From(AgencyRow agency) => ValidFrom ?? agency.ValidFrom;

    public DateOnly? To(AgencyRow agency) => ValidTo ?? agency.ValidTo;
}
