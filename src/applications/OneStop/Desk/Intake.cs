using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>
/// A dossier brought on paper, entered by the clerk on one page. Every post keeps what is good in the draft, so nothing is lost when the session ends.
/// </summary>
sealed class Intake(
    DraftQueries drafts, SaveDraft save, FormLibrary forms, ProcedureCatalogue catalogue, FileStore store, SubmitDossier submit, AcceptDossier accept,
    DossierQueries dossiers, ReturnPlaces places, IStringLocalizer<DeskTexts> text, TimeProvider time)
{
    /// <summary>Name of the fields that say which pages of the form were on the screen.</summary>
    public const string Shown = "intake.Shown";
    public const string Seen = "intake.Seen";
    public const string Phone = "intake.Phone";
    public const string Email = "intake.Email";
    public const string Method = "intake.Method";
    public const string Address = "intake.Address";
    public const string Key = "intake.Key";
    /// <summary>The button that keeps the page and goes to the choice of places.</summary>
    public const string ChoosePlaces = "intake.Places";
    public const string Finish = "intake.Finish";
    public const string LimitCase = "intake.LimitCase";
    const string RemoveFile = "_remove";
    const string Refresh = "_refresh";

    /// <summary>The draft as it is kept; null where there is none of this account.</summary>
    public async Task<IntakeForm?> Open(Guid draftId, Actor actor, CancellationToken cancellationToken)
    {
        if (await drafts.Find(draftId, actor, cancellationToken) is not { Draft.AtCounter: true } draft)
            return null;
        return await Form(draft, FormAnswers.FromJson(draft.Draft.Answers), [], []);
    }

    /// <summary>Keeps what was sent and says what is still to be put right.</summary>
    public async Task<IntakeForm?> Keep(Guid draftId, IFormCollection post, Actor actor, CancellationToken cancellationToken)
    {
        if (await drafts.Find(draftId, actor, cancellationToken) is not { Draft: { AtCounter: true, DossierId: null } } draft)
            return await Open(draftId, actor, cancellationToken);
        FormSchema form = await forms.Version(draft.Draft.FormKey, draft.Draft.FormVersion);
        Dictionary<string, PageReading> readings = [];
        FormAnswers answers = FormAnswers.FromJson(draft.Draft.Answers);
        FormContext context = DraftContext.Of(time.GetUtcNow(), draft.Draft, draft.Files);
        foreach (SchemaPage page in form.Pages.Where(page => post[Shown].Contains(page.Key)))
        {
            PageReading reading = form.Read(page.Key, answers, post, context);
            readings[page.Key] = reading;
            answers = reading.Answers;
            await save.Page(draftId, page, answers, actor, cancellationToken);
        }

        await save.Contact(
            draftId, Filled(post[Phone]) ?? Declared(form, answers, context, FieldKind.Phone), Filled(post[Email]) ?? Declared(form, answers, context, FieldKind.Email), actor, cancellationToken);
        Procedure procedure = await catalogue.Version(draft.Draft.ProcedureCode, draft.Draft.ProcedureVersion);
        await save.Return(draftId, ReturnWish.Read(post[Method], post[Address]).For(procedure), actor, cancellationToken);
        await save.Counter(
            draftId, [.. procedure.Components.Select(component => component.Id).Where(id => post[Seen].Contains(id))], Filled(post[LimitCase]), actor, cancellationToken);
        if (Guid.TryParse(post[RemoveFile], out Guid removed))
            await save.RemoveFile(draftId, removed, actor, cancellationToken);
        List<FormError> fileErrors = await Files(draftId, form, answers, context, post, actor, cancellationToken);
        DraftWithFiles kept = await drafts.Find(draftId, actor, cancellationToken) ?? draft;
        return await Form(kept, answers, readings, fileErrors) with
        {
            OnlyKept = !post.ContainsKey(Finish) || post.ContainsKey(Refresh) || post.ContainsKey(RemoveFile),
        };
    }

    /// <summary>Makes the dossier and takes it in. Where only the first was possible, the dossier waits in the inbox.</summary>
    public async Task<Outcome<IntakeDone>> Submit(Guid draftId, string key, Actor actor, CancellationToken cancellationToken)
    {
        string? limitCase = (await drafts.Find(draftId, actor, cancellationToken))?.Draft.LimitCase;
        Outcome<SubmittedDossier> submitted = await submit.Handle(draftId, key, actor, cancellationToken);
        if (!submitted.Succeeded)
            return submitted.Failure;
        DossierFile file = await dossiers.Whole(submitted.Value.Id, cancellationToken);
        List<WorkItem> open = await dossiers.OpenWork(submitted.Value.Id, cancellationToken);
        bool accepted = file.Dossier.AcceptedAt is not null;
        if (!accepted && open.FirstOrDefault(item => item.Action == StepActions.Accept && ProcessRuntime.MayDo(actor, item)) is { } item)
            accepted = (await accept.Handle(new StepCommand(item.Id, file.Dossier.Revision, $"{key}-accept"), limitCase, actor, cancellationToken)).Succeeded;
        return new IntakeDone(submitted.Value.Code, accepted);
    }

    // A number on the declaration is how to reach the person, unless another one is given.
    static string? Declared(FormSchema form, FormAnswers answers, FormContext context, FieldKind kind) =>
        form.VisiblePages(answers, context).SelectMany(page => page.Fields).Where(field => field.Kind == kind).Select(field => answers.Text(field.Key)).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    async Task<List<FormError>> Files(
        Guid draftId, FormSchema form, FormAnswers answers, FormContext context, IFormCollection post, Actor actor, CancellationToken cancellationToken)
    {
        List<FormError> errors = [];
        foreach (IFormFile sent in post.Files.Where(file => file.Length > 0))
        {
            if (form.CheckFile(sent.Name, sent.FileName, sent.Length, answers, context) is { } wrong)
            {
                errors.Add(wrong);
                continue;
            }

            SchemaField slot = form.Field(sent.Name)!;
            await using Stream content = sent.OpenReadStream();
            switch (await store.Receive(content, FileIntakePolicy.Citizen, sent.FileName, cancellationToken))
            {
                case FileReceipt.Received received:
                    await save.File(draftId, slot.Key, slot.Component ?? slot.Key, received.File, actor, cancellationToken);
                    break;
                case FileReceipt.Refused refused:
                    errors.Add(new(refused.Code, slot.Page, slot.Key, slot.InputId, new(refused.Text(CultureInfo.GetCultureInfo("vi")), refused.Text(CultureInfo.GetCultureInfo("en")))));
                    break;
            }
        }

        return errors;
    }

    async Task<IntakeForm> Form(DraftWithFiles draft, FormAnswers answers, Dictionary<string, PageReading> readings, List<FormError> fileErrors)
    {
        FormSchema form = await forms.Version(draft.Draft.FormKey, draft.Draft.FormVersion);
        FormContext context = DraftContext.Of(time.GetUtcNow(), draft.Draft, draft.Files);
        // Missing files are judged now, with the papers seen and the files that came with this post.
        ILookup<string, FormError> missing = PapersAtCounter.StillMissing(draft.Draft, form, form.Check(answers, context))
            .Where(error => form.Field(error.Field) is { Type: FieldType.File })
            .Select(error => error with { Message = new($"{error.MessageIn(CultureInfo.CurrentUICulture)} {text["OrSeen"]}") })
            .ToLookup(error => error.Page);
        List<FormPageView> pages = [];
        bool revealed = false;
        foreach (SchemaPage page in form.VisiblePages(answers, context))
        {
            PageReading? reading = readings.GetValueOrDefault(page.Key);
            if (reading is { IsRefresh: false })
                reading = reading with { Errors = [.. reading.Errors.Where(error => form.Field(error.Field) is not { Type: FieldType.File }), .. missing[page.Key]] };
            // A page or field that these answers bring up was not on the screen yet.
            revealed |= readings.Count > 0 && (reading is null || reading.Revealed.Count > 0);
            pages.Add(form.PageView(
                page.Key, answers, context, CultureInfo.CurrentUICulture, prefill: null, reading, [.. fileErrors.Where(error => error.Page == page.Key)], forOfficials: true));
        }

        return new(
            draft, await catalogue.Version(draft.Draft.ProcedureCode, draft.Draft.ProcedureVersion), form, pages,
            JsonSerializer.Deserialize<string[]>(draft.Draft.PapersSeen) ?? [], await places.Of(draft.Draft.ReturnAgencyId ?? draft.Draft.ReceivingAgencyId, CancellationToken.None),
            draft.Draft.HelpAgencyId is { } helping ? await places.Of(helping, CancellationToken.None) : null, revealed, OnlyKept: false);
    }

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 200)];
}

/// <summary>The counter's form as it is to be shown.</summary>
/// <param name="Seen">Components whose papers were seen.</param>
/// <param name="ReturnPlace">Where the result is fetched, as people call it: the counter itself unless another place was chosen.</param>
/// <param name="HelpPlace">Who helped to file it; null for nobody.</param>
/// <param name="Revealed">Answers brought up more questions.</param>
/// <param name="OnlyKept">Nothing was to be handed in yet.</param>
sealed record IntakeForm(
    DraftWithFiles Draft, Procedure Procedure, FormSchema Form, IReadOnlyList<FormPageView> Pages, IReadOnlyList<string> Seen, string ReturnPlace, string? HelpPlace, bool Revealed, bool OnlyKept)
{
    public bool LacksAddress => new ReturnWish(Draft.Draft.ReturnMethod, Draft.Draft.ReturnAddress).LacksAddress;

    public bool IsComplete => !Revealed && !LacksAddress && Pages.All(page => page.Errors.Count == 0);
}

/// <summary>What became of a draft.</summary>
sealed record IntakeDone(string Code, bool Accepted);
