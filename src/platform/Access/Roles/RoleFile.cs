using VanLang.Kernel.Import;

namespace VanLang.Access.Roles;

/// <summary><c>province/roles.json</c>.</summary>
sealed record RoleFile(IReadOnlyList<RoleRow> Roles);

/// <summary>A role and what it grants; the dates are those of the grants.</summary>
sealed record RoleRow(
    [property: ImportKey] string Code,
    string Name,
    string NameEn,
    IReadOnlyList<string> Permissions,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string Source,
    string? LegalBasis,
    bool Verified,
    string? Label);
