using VanLang.Kernel.Import;

namespace VanLang.Directory.Contracts;

/// <summary><c>province/people.json</c>: officials for the directory, invented citizens and businesses for demonstration accounts and dossiers.</summary>
public sealed record PeopleFile(string? Title, IReadOnlyList<OfficialRow> Officials, IReadOnlyList<CitizenRow>? Citizens, IReadOnlyList<BusinessRow>? Businesses);

/// <summary>An official with the posts held. <paramref name="Key"/> never changes.</summary>
public sealed record OfficialRow(
    [property: ImportKey] string Key,
    string FullName,
    string? Gender,
    DateOnly? BirthDate,
    [property: ImportKey] string? UserName,
    string? Email,
    string? Phone,
    bool Fictitious,
    string Source,
    bool Verified,
    string? Label,
    IReadOnlyList<PositionRow> Positions);

/// <summary>A post of an official; agency and unit by key.</summary>
public sealed record PositionRow(
    string Agency, string? Unit, string Role, string Title, DateOnly ValidFrom, DateOnly? ValidTo, string? Label);

/// <summary>An invented citizen.</summary>
public sealed record CitizenRow(
    [property: ImportKey] string Key,
    string FullName,
    string? Gender,
    DateOnly? BirthDate,
    string? PersonNumber,
    string? EthnicGroup,
    string? Nationality,
    string? Address,
    string? AddressBefore2025,
    string? Phone,
    string? Email,
    [property: ImportKey] string UserName,
    IReadOnlyList<string>? Groups,
    bool Fictitious,
    string Source,
    bool Verified,
    string? Label);

/// <summary>An invented business.</summary>
/// <param name="TaxCode">Ten digits with a right check digit, of a range that is never given out.</param>
public sealed record BusinessRow(
    [property: ImportKey] string Key,
    string Name,
    string BusinessType,
    [property: ImportKey] string TaxCode,
    RepresentativeRow Representative,
    string? Address,
    string? AddressBefore2025,
    string? Phone,
    string? Email,
    bool Fictitious,
    string Source,
    bool Verified,
    string? Label);

/// <summary>Who acts for a business.</summary>
public sealed record RepresentativeRow(string FullName, string? Gender, string? PersonNumber);
