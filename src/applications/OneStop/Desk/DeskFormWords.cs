using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Portal;
using VanLang.OneStop.Results;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>The words of the room's forms: steps of a case, the intake, the e-form, decisions about messages of the portal.</summary>
sealed partial class DeskFormWords(
    RequestActor request, DossierQueries dossiers, DraftQueries drafts, FormLibrary forms, ProcedureCatalogue catalogue, PrepareResult results, TimeProvider time,
    IStringLocalizer<DeskTexts> text, IStringLocalizer<PortalTexts> portal, IStringLocalizer<CitizenTexts> citizen) : FormWords
{
    // What a form sends beside what a person has typed or chosen.
    static readonly string[] Silent =
        [StepPost.Revision, StepPost.SeenHash, StepPost.HasRead, Intake.Shown, Intake.Finish, Intake.ChoosePlaces, "Form.Revision", "Form.DossierRevision", "Form.Sequence", "Form.Key"];

    static readonly Dictionary<string, string> Labels = new()
    {
        [StepPost.Items] = "SupplementItems", [StepPost.Reason] = "Reason", [StepPost.LegalBasis] = "LegalBasis", [StepPost.Answer] = "OpinionAnswer", [StepPost.ReceivedBy] = "ReceivedBy",
        [StepPost.PostalNumber] = "PostalNumber", [StepPost.Note] = "StepNote", [StepPost.Question] = "OpinionQuestion", [StepPost.Verdict] = "OpinionVerdict",
        [StepPost.AnswerNumber] = "OpinionAnswerNumber", [StepPost.Date] = "InspectionDate", [StepPost.Time] = "InspectionTime", [StepPost.Place] = "InspectionPlace",
        [StepPost.People] = "InspectionPresent", [StepPost.Findings] = "InspectionFindings", [StepPost.InspectionOutcome] = "InspectionOutcome", [StepPost.NewDay] = "NewDay",
        [StepPost.LimitCase] = "LimitCase", [Intake.LimitCase] = "LimitCase", [Intake.Phone] = "Phone", [Intake.Email] = "Email", [Intake.Method] = "ReturnMethod",
        [Intake.Seen] = "PapersSeenLabel",
    };

    public override async Task<Func<string, string, TypedValue?>?> Of(string path, CancellationToken cancellationToken)
    {
        if (Address().Match(path) is not { Success: true } match)
            return null;
        (FormSchema? form, Procedure? procedure) = (match.Groups["code"].Value, match.Groups["draft"].Value) switch
        {
            ({ Length: > 0 } code, _) => await OfCase(code, cancellationToken),
            (_, { Length: > 0 } draft) => await OfDraft(Guid.Parse(draft), cancellationToken),
            _ => (null, null),
        };
        bool official = path.StartsWith("/can-bo/", StringComparison.OrdinalIgnoreCase);
        return (name, value) => Say(name, value, form, procedure, official);
    }

    // Only what the actor may see anyway is said of a case or a draft.
    async Task<(FormSchema? Form, Procedure? Procedure)> OfCase(string code, CancellationToken cancellationToken)
    {
        if (request.Actor.Kind != ActorKind.Official || await dossiers.Find(code, AccessScope.Of(request.Actor), cancellationToken) is not { } file)
            return (null, null);
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        return (await results.Form(procedure, Kernel.Calendar.VietnamTime.DateOf(time.GetUtcNow()), cancellationToken), procedure);
    }

    async Task<(FormSchema? Form, Procedure? Procedure)> OfDraft(Guid id, CancellationToken cancellationToken)
    {
        if (request.Actor.AccountId is null || await drafts.Find(id, request.Actor, cancellationToken) is not { Draft: { } draft })
            return (null, null);
        return (await forms.Version(draft.FormKey, draft.FormVersion), await catalogue.Version(draft.ProcedureCode, draft.ProcedureVersion));
    }

    TypedValue? Say(string name, string value, FormSchema? form, Procedure? procedure, bool official)
    {
        if (Silent.Contains(name))
            return new(null, "");
        if (Labels.TryGetValue(name, out string? label))
            return new(text[label], Chosen(name, value, procedure));
        if (name == Intake.Address)
            return new(citizen["ReturnAddress"], value);
        if (name == "Form.Decision")
            return new(portal["Decision"], Known(portal[$"Decision.{value}"], value));
        if (name == "Form.Reason")
            return new(text["Reason"], value);
        string key = name.Split('.', 2)[0];
        if (form?.Field(key) is not { } field)
            return null;
        CultureInfo culture = CultureInfo.CurrentUICulture;
        return new((official ? field.OfficialLabel : field.Label).In(culture), field.Type switch
        {
            FieldType.Checkbox => text[value == "true" ? "Yes" : "No"],
            _ => field.Options.FirstOrDefault(option => option.Code == value)?.Name.In(culture) ?? value,
        });
    }

    string Chosen(string name, string value, Procedure? procedure) => name switch
    {
        StepPost.Verdict => Known(text[$"Verdict.{value}"], value),
        StepPost.InspectionOutcome => Known(text[$"Inspection.{value}"], value),
        Intake.Method => Known(text[$"ReturnBy.{value}"], value),
        Intake.Seen => procedure?.Components.FirstOrDefault(component => component.Id == value)?.Name.Say() ?? value,
        _ => value,
    };

    static string Known(LocalizedString said, string value) => said.ResourceNotFound ? value : said.Value;

    [GeneratedRegex("^/(can-bo/ho-so/(?<code>[^/]+)|can-bo/tiep-nhan/(?<draft>[0-9a-f-]{36})(/.*)?|ho-so/nhap/(?<draft>[0-9a-f-]{36})(/.*)?|can-bo/cong-quoc-gia/.+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
