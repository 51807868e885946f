using System.Text.Json;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Contracts;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Law;
using VanLang.Printing.Contracts;

namespace VanLang.OneStop.Papers;

/// <summary>
/// Prints declarations. Nothing is kept: a dossier has its answers, its form and the day that names the template for good, so each print gives the same bytes.
/// The caller has seen that the reader may see the draft or dossier.
/// </summary>
sealed class DeclarationPapers(
    UnitOfWork unitOfWork, FormLibrary forms, ProcedureCatalogue catalogue, TemplateLibrary templates, DirectoryQueries directory, ProcedureLaw law,
    CompetentAgencies competences, Installation installation)
{
    /// <summary>The declaration of a dossier as it was filed.</summary>
    public async Task<PrintedDocument> Of(DossierFile file, CancellationToken cancellationToken)
    {
        Dossier dossier = file.Dossier;
        Procedure procedure = await catalogue.Version(dossier.ProcedureCode, dossier.ProcedureVersion);
        FormSchema form = await forms.Version(dossier.FormKey, dossier.FormVersion);
        FormAnswers answers = FormAnswers.FromJson(dossier.Answers);
        FormContext context = new(dossier.SubmittedAt, new Dictionary<string, object?> { ["tra_cuu_dan_cu"] = null });
        AgencyRecord? addressee = await directory.AgencyOfAnyDay(await Addressee(dossier, cancellationToken), cancellationToken);
        return await Print(
            form.Declaration(answers, context, Signer(procedure, answers)),
            new(
                dossier.SubmittedAt, addressee?.Name, PlaceOf(addressee),
                // What was added later was not enclosed when it was signed.
                Papers(procedure, file.Documents.Where(document => document.Round == 0).Select(document => document.ComponentId)),
                new(dossier.Code, dossier.SubmittedAt, dossier.AnswersHash)),
            VietnamTime.DateOf(dossier.SubmittedAt), cancellationToken);
    }

    /// <summary>The declaration of a draft as far as it is filled in.</summary>
    public async Task<PrintedDocument> Of(OpenDraft draft, CancellationToken cancellationToken)
    {
        AgencyRecord? addressee = await Addressee(draft, cancellationToken);
        IEnumerable<string> seen = JsonSerializer.Deserialize<string[]>(draft.Draft.PapersSeen)!;
        return await Print(
            draft.Form.Declaration(draft.Answers, draft.Context, Signer(draft.Procedure, draft.Answers)),
            new(draft.Draft.UpdatedAt, addressee?.Name, PlaceOf(addressee), Papers(draft.Procedure, [.. draft.Files.Select(file => file.ComponentId), .. seen]), Filed: null),
            draft.Context.Today, cancellationToken);
    }

    async Task<PrintedDocument> Print(FormDeclaration declaration, DeclarationFacts facts, DateOnly day, CancellationToken cancellationToken) => DeclarationSheet.Print(
        await templates.InForce(declaration.Template ?? DeclarationSheet.CommonTemplate, day, cancellationToken), declaration, facts, installation.IsDemonstration);

    // The agency to which it was addressed stays on it, also when the dossier has gone to a successor.
    async Task<Guid> Addressee(Dossier dossier, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimelineEvent> events = await unitOfWork.Read((db, token) => RecordTimeline.Of(db, dossier.Subject, token), cancellationToken);
        if (events.FirstOrDefault(happened => happened.Type == SubmitDossier.EventType)?.Payload is not { } payload)
            return dossier.CompetentAgencyId;
        using JsonDocument json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("competent", out JsonElement competent) ? competent.GetGuid() : dossier.CompetentAgencyId;
    }

    // Who decides is settled when it is filed; until then it is whom today's answers lead to.
    async Task<AgencyRecord?> Addressee(OpenDraft draft, CancellationToken cancellationToken)
    {
        DateOnly day = draft.Context.Today;
        AgencyRecord? receiving = await directory.AgencyOfAnyDay(draft.Draft.ReceivingAgencyId, cancellationToken);
        Channel channel = draft.Draft.AtCounter ? Channel.Direct : Channel.Online;
        return receiving is not null && await law.On(draft.Procedure.Code, day, cancellationToken) is { } rule
            && rule.CompetenceFor(draft.Form.Variables(draft.Answers, draft.Context), channel).Value is { } competence
            && await competences.Of(competence, draft.Form.Submitted(draft.Answers, draft.Context), receiving, day, cancellationToken) is { } competent
            ? competent
            : receiving;
    }

    static string? PlaceOf(AgencyRecord? agency) => agency is null ? null : agency.Place ?? PaperData.Place(agency);

    static string? Signer(Procedure procedure, FormAnswers answers) => procedure.Owner is { } owner ? answers.Text(owner.NameField) : null;

    // One line for each kind of paper, in the order of the procedure.
    static List<string> Papers(Procedure procedure, IEnumerable<string> components)
    {
        Dictionary<string, int> counted = components.CountBy(id => id).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. procedure.Components.Where(component => counted.ContainsKey(component.Id))
                .Select(component => counted[component.Id] is var count and > 1 ? $"{component.Name.Vi} ({count} bản)" : component.Name.Vi),
        ];
    }
}
