namespace VanLang.Directory.Contracts;

/// <summary>An agency as of a day.</summary>
/// <param name="Key">Key in the province's data.</param>
/// <param name="Code">Identifier in the 2020 form; null where it has none of the province.</param>
/// <param name="LongCode">Identifier in the 13-character form of 2016.</param>
/// <param name="Name">Name on that day, as the law writes it.</param>
/// <param name="NameEn">English name; null where there is none.</param>
/// <param name="Abbreviation">Short form in the notation of documents.</param>
/// <param name="Kind">Kind as the data names it.</param>
/// <param name="Level">Tier of government.</param>
/// <param name="GsoCode">Code of the administrative unit it governs.</param>
/// <param name="ValidFrom">First day in force.</param>
/// <param name="ValidTo">First day no longer in force; null while no end is known.</param>
/// <param name="Place">Place that stands before the date of its papers.</param>
/// <param name="Label">Mark that must be shown with it ("Giả định"); null for none.</param>
/// <param name="CodeLabel">Mark that must be shown with its code; null for none.</param>
public sealed record AgencyRecord(
    Guid Id, string Key, string? Code, string? LongCode, string Name, string? NameEn, string? Abbreviation, string Kind, AgencyLevel Level,
    Guid? ParentId, string? GsoCode, string? Place, DateOnly ValidFrom, DateOnly? ValidTo, bool Verified, string? Label, string? CodeLabel);

/// <summary>What the province's data say of an agency beside its record.</summary>
/// <param name="Source">Where the facts are from.</param>
/// <param name="LegalBasis">Text that made it; null where it is not known.</param>
/// <param name="EndBasis">Text that ended it.</param>
/// <param name="UpperBody">Body above it outside the province, for agencies of ministries.</param>
/// <param name="FormedFrom">Units that the governed one was formed from, parted by "; ".</param>
/// <param name="SplitRule">How its work is divided where it has several successors, in Vietnamese.</param>
/// <param name="SplitLabel">Mark that must be shown with the rule.</param>
public sealed record AgencyDetails(
    string Source, string? LegalBasis, string? EndBasis, string? UpperBody, string? FormedFrom, string? SplitRule, string? SplitRuleEn, string? SplitLabel, string? Note);

/// <summary>Tier of government to which an agency belongs. The district tier ended on 01/07/2025.</summary>
public enum AgencyLevel
{
    Province,
    District,
    Commune,
}

/// <summary>A unit (room) of an agency as of a day.</summary>
/// <param name="Kind">What it is for, where a process asks for it: <c>one-stop</c>; else null.</param>
/// <param name="Order">Place among the agency's units.</param>
public sealed record UnitRecord(
    Guid Id, string Key, Guid AgencyId, string Name, string? NameEn, string? Kind, int Order, DateOnly ValidFrom, DateOnly? ValidTo, string? Label);

/// <summary>An official.</summary>
/// <param name="Key">Key in the province's data, <c>CB044</c>.</param>
/// <param name="UserName">User name given by the province; null where none is.</param>
/// <param name="Fictitious">Invented for demonstration.</param>
/// <param name="Label">Mark that must be shown with the name ("MÔ PHỎNG"); null for none.</param>
public sealed record PersonRecord(Guid Id, string Key, string FullName, string? UserName, bool Fictitious, string? Label);

/// <summary>A dated post of an official, with the names that a screen shows.</summary>
/// <param name="Role">Role code, <c>one-stop-clerk</c>.</param>
/// <param name="Title">Title as printed.</param>
/// <param name="UnitId">The unit; null where the post belongs to the agency as such.</param>
/// <param name="ValidTo">First day on which it is no longer held; null while no end is known.</param>
public sealed record PositionRecord(
    Guid Id, Guid PersonId, string PersonName, Guid AgencyId, string AgencyName, Guid? UnitId, string? UnitName, string Role, string Title,
    DateOnly ValidFrom, DateOnly? ValidTo, string? Label)
{
    /// <summary>English name of the agency; null where there is none.</summary>
    public string? AgencyNameEn { get; init; }

    /// <summary>English name of the unit; null where there is none.</summary>
    public string? UnitNameEn { get; init; }

    /// <summary>The agency in the reader's language.</summary>
    public string SaidAgency => ReadsEnglish ? AgencyNameEn ?? AgencyName : AgencyName;

    /// <summary>The unit in the reader's language; null where the post belongs to the agency as such.</summary>
    public string? SaidUnit => ReadsEnglish ? UnitNameEn ?? UnitName : UnitName;

    static bool ReadsEnglish => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
