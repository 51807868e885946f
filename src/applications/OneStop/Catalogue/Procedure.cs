using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;

namespace VanLang.OneStop.Catalogue;

/// <summary>
/// An administrative procedure as <c>province/procedures/*.json</c> writes it, one version. Fields after Decree 63/2010 Art. 8; each part names
/// its source and whether it was compared with it. Who decides, how long it may take and what it costs stand in its decision alone (<see cref="Law.ProcedureLaw"/>).
/// </summary>
/// <param name="CertifiedCopies">Whether certified copies of what is handed in, or of the result, are made in it.</param>
sealed record Procedure(
    [property: ImportKey] string Code,
    int Version,
    LocalName Name,
    LocalName? Summary,
    string Field,
    LocalName FieldName,
    IReadOnlyList<string> Keywords,
    string Source,
    IReadOnlyList<LegalText> LegalBasis,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    bool Verified,
    string? Label,
    bool NameVerified,
    bool AnyPlace,
    IReadOnlyList<LocalName> CoordinatingAgencies,
    IReadOnlyList<NamedCode> Applicants,
    IReadOnlyList<SubmissionChannel> Channels,
    IReadOnlyList<ServiceLevel> ServiceLevels,
    string? Form,
    string? Process,
    IReadOnlyList<string> ProcessVariables,
    OwnerFields? Owner,
    string? ResultTemplate,
    string? ResultForm,
    IReadOnlyList<ResultValue> ResultValues,
    bool ResultMadeElsewhere,
    IReadOnlyList<DossierComponent> Components,
    int CopiesOfDossier,
    IReadOnlyList<ProcedureStep> Steps,
    IReadOnlyList<ProcedureOutcome> Results,
    IReadOnlyList<ProcedureCondition> Conditions,
    IReadOnlyList<LocalName> Notes,
    IReadOnlyList<OpinionRule>? Opinions,
    bool? CertifiedCopies)
{
    /// <summary>Whose opinion may have to be asked on a day; null where nobody's.</summary>
    public OpinionRule? OpinionOn(DateOnly day) =>
        Opinions?.FirstOrDefault(opinion => opinion.ValidFrom <= day && (opinion.ValidTo is null || day < opinion.ValidTo));

    /// <summary>Legal texts in force on a day; later law is never shown.</summary>
    public IEnumerable<LegalText> LegalBasisOn(DateOnly day) =>
        LegalBasis.Where(text => text.ValidFrom <= day && (text.ValidTo is null || day < text.ValidTo));

    /// <summary>How far the service goes online on a day; null where the data do not say.</summary>
    public ServiceLevel? ServiceLevelOn(DateOnly day) =>
        ServiceLevels.FirstOrDefault(level => level.ValidFrom <= day && (level.ValidTo is null || day < level.ValidTo));

    /// <summary>Name of a component; its id where the procedure has none of that id.</summary>
    public LocalName ComponentName(string id) => Components.FirstOrDefault(component => component.Id == id)?.Name ?? new(id, id);

    /// <summary>Whether it can be filed here: it has a form that names the owner, and a process. Without them it is information only.</summary>
    public bool CanBeFiled => Form is not null && Process is not null && Owner is not null;
}

/// <summary>A code with its name.</summary>
sealed record NamedCode(string Code, LocalName Name);

/// <summary>A legal text on which the procedure rests.</summary>
sealed record LegalText(
    string Number, LocalName Name, DateOnly Date, DateOnly ValidFrom, DateOnly? ValidTo, string Source, bool Verified, bool ValidityVerified, string? Label);

/// <summary>Whose opinion is asked, from a day.</summary>
/// <param name="When">FEEL over the form's fields; null: always.</param>
/// <param name="AgencyKey">Key of the agency that is asked; null where the place tells.</param>
/// <param name="PlaceField">Field of the form whose commune tells which committee is asked.</param>
/// <param name="Limit">Time the agency has for its answer.</param>
/// <param name="OnSilence"><c>consent</c>: no answer in time counts as agreement; <c>wait</c>: the dossier waits on.</param>
/// <param name="Question">What the letter asks.</param>
sealed record OpinionRule(
    LocalName Agency, string? When, string? AgencyKey, string? PlaceField, OpinionLimit Limit, string OnSilence, LocalName Question, string Source,
    string? LegalBasis, DateOnly ValidFrom, DateOnly? ValidTo, bool Verified, string? Label);

/// <summary>A limit for an answer.</summary>
sealed record OpinionLimit(decimal Value, TimeUnit Unit)
{
    public TimeLimit ToLimit() => TimeLimit.From(Value, Unit, cutOff: null) ?? throw new InvalidOperationException("The limit was checked at import.");
}

/// <summary>A way to submit.</summary>
sealed record SubmissionChannel(string Channel, LocalName Name, LocalName Text);

/// <summary>How far the service goes online, from a day.</summary>
sealed record ServiceLevel(
    string Level, LocalName Name, string Source, string? LegalBasis, DateOnly ValidFrom, DateOnly? ValidTo, bool Verified, string? Label);

/// <summary>Fields of the form that name the owner of the dossier.</summary>
sealed record OwnerFields(string NameField, string NumberField, string? AddressField);

/// <summary>A paper that belongs to the dossier (thành phần hồ sơ).</summary>
/// <param name="Kind"><c>electronic</c>, <c>main-copy</c>, <c>show-main-copy</c> …</param>
/// <param name="Mandatory"><c>always</c>, <c>conditional</c>, <c>optional</c></param>
/// <param name="RequiredWhen">FEEL over the form's fields.</param>
/// <param name="Field">File slot of the form that takes it.</param>
sealed record DossierComponent(
    [property: ImportKey] string Id, LocalName Name, string Kind, int Quantity, string Mandatory, string? RequiredWhen, string? Form, string? Field,
    LocalName? Note, string Source, bool Verified, string? Label);

/// <summary>A step in plain words.</summary>
/// <param name="Task">Id of the step in the process, which gives the hours to its work items; null for a step that the process does not have.</param>
sealed record ProcedureStep(
    int No, string Role, LocalName Title, LocalName Text, decimal WorkingHours, string? Task, string Source, bool Verified, string? Label);

/// <summary>What must hold for the procedure.</summary>
sealed record ProcedureCondition(LocalName Text, string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>A value of the printed result.</summary>
/// <param name="Path">Name in the print template, <c>document.title</c>.</param>
/// <param name="Value">FEEL over the answers of the declaration and of the officer's form.</param>
sealed record ResultValue(string Path, string Value);

/// <summary>What comes of it.</summary>
sealed record ProcedureOutcome(string Id, LocalName Name, string? Template, LocalName? Validity);
