using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.Agencies;

/// <summary><c>province/agencies.json</c>.</summary>
sealed record AgencyFile(string? Title, IReadOnlyList<AgencyRow> Agencies);

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
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<string> Successors,
    string Source,
    string? LegalBasis,
    bool Verified,
    string? Label,
    string? Note,
    IReadOnlyList<UnitRow> Units);

sealed record UnitRow(
    [property: ImportKey] string Key,
    string Name,
    string? NameEn,
    string? Kind,
    string? Abbreviation,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string Source,
    bool Verified,
    string? Label);
