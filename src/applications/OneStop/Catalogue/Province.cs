using System.Text.Json;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.OneStop.Catalogue;

/// <summary>What this province has settled for its one-stop shops: <c>province/province.json</c>.</summary>
sealed record Province(
    LocalName Name,
    string GsoCode,
    string Code,
    string TimeZone,
    string Calendar,
    string RootAgency,
    string Source,
    IReadOnlyList<string> LegalBasis,
    bool Verified,
    string? Label,
    IReadOnlyList<DossierCodeFormat> DossierCodeFormats,
    IReadOnlyList<SubmissionMode> SubmissionModes,
    IReadOnlyList<Contact> Contacts,
    PaperTemplates Papers,
    Demonstration Demonstration,
    IReadOnlyList<CounterRule>? Counters,
    NationalPortal? NationalPortal = null,
    IReadOnlyList<string>? FrontProcedures = null)
{
    /// <summary>Whether on a day any commune centre takes in whatever the province decides (phi địa giới).</summary>
    public bool AnyCounter(DateOnly day) =>
        Counters?.FirstOrDefault(rule => rule.ValidFrom <= day && (rule.ValidTo is null || day < rule.ValidTo))?.Rule == "any-commune";

    /// <summary>Format of the dossier codes drawn on a day.</summary>
    public string CodeFormat(DateOnly day) =>
        DossierCodeFormats.FirstOrDefault(format => format.ValidFrom <= day && (format.ValidTo is null || day < format.ValidTo))?.Format
        ?? throw new InvalidOperationException($"No format of dossier codes is in force on {day:O}.");

    /// <summary>Whether citizens file at this site on a day, or are led to the national portal.</summary>
    /// <param name="asDemonstration">Whether the demonstration's own setting holds and not the law of the day.</param>
    public bool FilesHere(DateOnly day, bool asDemonstration) =>
        (asDemonstration
            ? Demonstration.SubmissionMode
            : ModeOn(day)?.Mode) == "filing";

    /// <summary>What the law lays down for a day; null where the settings do not say.</summary>
    public SubmissionMode? ModeOn(DateOnly day) =>
        SubmissionModes.FirstOrDefault(mode => mode.ValidFrom <= day && (mode.ValidTo is null || day < mode.ValidTo));
}

/// <summary>A text in both languages; without English an English reader gets the Vietnamese, marked as such.</summary>
sealed record LocalName(string Vi, string? En)
{
    public LocalText Text => new(Vi, En);
}

/// <summary>How dossier codes are written: <c>{agency}</c>, <c>{longAgency}</c>, a date pattern, <c>{sequence:n}</c>.</summary>
sealed record DossierCodeFormat(
    string Format, string Example, DateOnly ValidFrom, DateOnly? ValidTo, string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>Where citizens file online from a day.</summary>
sealed record SubmissionMode(
    string Mode, LocalName Name, DateOnly ValidFrom, DateOnly? ValidTo, string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>Which counters take a dossier in, from a day.</summary>
/// <param name="Rule"><c>own-level</c>: those of the tier that decides; <c>any-commune</c>: every commune centre and the provincial one besides.</param>
sealed record CounterRule(string Rule, DateOnly ValidFrom, DateOnly? ValidTo, string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>The National Public Service Portal.</summary>
/// <param name="Procedures">Address of a procedure's page there, with <c>{code}</c>; without it, where people search by the code.</param>
sealed record NationalPortal(string Procedures, string Source, bool Verified, string? Label);

/// <summary>Whom to ask.</summary>
sealed record Contact(
    string Id, LocalName Name, string Agency, LocalName Address, string Phone, string Email, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, bool Verified, string? Label)
{
    public bool Holds(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day < ValidTo);
}

/// <summary>Print template of each paper of a dossier.</summary>
sealed record PaperTemplates(string OnlineReceipt, string ReceiptAndAppointment, string SupplementRequest, string RefusalNotice, string? OpinionLetter, string? InspectionMinutes, string? ApologyAndReschedule);

/// <summary>Settings of a demonstration installation.</summary>
sealed record Demonstration(bool Enabled, LocalName Mark, string SubmissionMode, LocalName Note, IReadOnlyList<DemonstrationSignIn> SignIns, IReadOnlyList<DemonstrationCast>? Casts);

/// <summary>Agencies that have a sign-in for each of their roles on the days shown.</summary>
/// <param name="Agencies">Keys in <c>agencies.json</c>, the main one first.</param>
sealed record DemonstrationCast(IReadOnlyList<string> Agencies, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>A sign-in of the demonstration; it exists on days on which the person holds the role.</summary>
/// <param name="Person">Key in <c>people.json</c>.</param>
sealed record DemonstrationSignIn(string Person, string Role);

/// <summary>The published settings of the province.</summary>
sealed class ProvinceLibrary(DefinitionStore definitions)
{
    public const string Kind = "province";
    public const string Key = "province";

    /// <exception cref="InvalidOperationException">None were imported.</exception>
    public async Task<Province> InForce(DateOnly day, CancellationToken cancellationToken) =>
        await Find(day, cancellationToken) ?? throw new InvalidOperationException("The settings of the province were not imported: vanlang import province FILE.");

    /// <summary>The settings, or null where none were imported.</summary>
    public async Task<Province?> Find(DateOnly day, CancellationToken cancellationToken) =>
        await definitions.InForce(Kind, Key, day, cancellationToken) is { } definition
            ? await definitions.Compiled(Kind, Key, definition.Version, content => JsonSerializer.Deserialize<Province>(content, ImportJson.Options)!)
            : null;
}
