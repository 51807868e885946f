using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using VanLang.Forms.Filling;
using VanLang.Forms.Loading;
using VanLang.Forms.Showing;

namespace VanLang.Forms.Contracts;

/// <summary>
/// An e-form: pages of fields with rules and conditions, read from a form-js schema with the extensions that <c>province/forms/README.md</c> describes.
/// Immutable; load once, use from any thread. It keeps nothing: the application stores answers and files and hands them in.
/// </summary>
public sealed class FormSchema
{
    private readonly FrozenDictionary<string, SchemaPage> pages;
    private readonly FrozenDictionary<string, SchemaField> fields;

    internal FormSchema(IReadOnlyList<SchemaPage> pages, IReadOnlyList<SchemaField> order)
    {
        Pages = pages;
        Order = order;
        this.pages = pages.ToFrozenDictionary(p => p.Key, StringComparer.Ordinal);
        fields = order.ToFrozenDictionary(f => f.Key, StringComparer.Ordinal);
    }

    /// <summary>Id of the form, the same in all versions.</summary>
    public required string Id { get; init; }

    /// <summary>Id of this version: SHA-256 of the content, 64 hexadecimal digits. White space and order of members do not count.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the form.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Code of the procedure the form belongs to, or null.</summary>
    public string? Procedure { get; init; }

    /// <summary>Mark to show beside the title ("Chưa kiểm chứng"), or null.</summary>
    public string? Mark { get; init; }

    /// <summary>What is said of its declaration on paper.</summary>
    public DeclarationModel Paper { get; init; } = DeclarationModel.Plain;

    /// <summary>All pages in order, the hidden ones too.</summary>
    public IReadOnlyList<SchemaPage> Pages { get; }

    internal IReadOnlyList<SchemaField> Order { get; }

    // Set by the library that loaded it.
    internal Func<AdministrativeUnits> Units { get; set; } = () => AdministrativeUnits.None;

    /// <summary>Reads a schema. Every fault is listed; a faulty schema is not loaded.</summary>
    /// <param name="json">form-js JSON with our extensions under <c>properties</c>; at most 4,000,000 characters.</param>
    /// <param name="catalogs">Code lists it may name.</param>
    /// <param name="facts">Names beside the field keys that FEEL may read because the application will hand them in (<see cref="FormContext"/>).</param>
    public static FormLoad Load(string json, FormCatalogs catalogs, IReadOnlyCollection<string>? facts = null) => new SchemaLoader(catalogs, facts ?? []).Load(json);

    /// <summary>The page of a key, or null.</summary>
    public SchemaPage? Page(string key) => pages.GetValueOrDefault(key);

    /// <summary>The field of a key, or null.</summary>
    public SchemaField? Field(string key) => fields.GetValueOrDefault(key);

    /// <summary>The pages that are to be filled: their conditions hold and something is seen on them.</summary>
    public IReadOnlyList<SchemaPage> VisiblePages(FormAnswers answers, FormContext context) => VisiblePages(State(answers, context));

    /// <summary>Whether a page is to be filled; its address answers "not found" if not.</summary>
    public bool IsVisible(SchemaPage page, FormAnswers answers, FormContext context) => State(answers, context).IsVisible(page);

    /// <summary>The first page to fill.</summary>
    public SchemaPage? FirstPage(FormAnswers answers, FormContext context) => VisiblePages(answers, context) is [var first, ..] ? first : null;

    /// <summary>The page after a page, hidden ones skipped; null after the last.</summary>
    public SchemaPage? NextPage(string page, FormAnswers answers, FormContext context) =>
        VisiblePages(answers, context).FirstOrDefault(p => Place(p.Key) > Place(page));

    /// <summary>The page before a page, hidden ones skipped; null before the first.</summary>
    public SchemaPage? PreviousPage(string page, FormAnswers answers, FormContext context) =>
        VisiblePages(answers, context).LastOrDefault(p => Place(p.Key) < Place(page));

    /// <summary>The page to go on with: the first with an error or with a field that was not asked yet; null if there is none.</summary>
    public SchemaPage? FirstUnfinishedPage(FormAnswers answers, FormContext context)
    {
        var state = State(answers, context);
        return VisiblePages(state).FirstOrDefault(p => !IsDone(p, state));
    }

    /// <summary>How far the form is filled, seen from a page (or null).</summary>
    public FormProgress Progress(string? page, FormAnswers answers, FormContext context)
    {
        var state = State(answers, context);
        var visible = VisiblePages(state);
        return new(visible.TakeWhile(p => p.Key != page).Count() is var before && before < visible.Count ? before + 1 : 0, visible.Count, visible.Count(p => IsDone(p, state)));
    }

    /// <summary>Reads what was posted for a page. Never throws for what was posted, and takes nothing that the page does not ask.</summary>
    /// <param name="page">Key of the page.</param>
    /// <param name="draft">Answers so far.</param>
    /// <param name="posted">The form post: an <c>IFormCollection</c> fits.</param>
    /// <param name="context">Time, facts, files.</param>
    /// <exception cref="ArgumentException">There is no such page.</exception>
    public PageReading Read(string page, FormAnswers draft, IEnumerable<KeyValuePair<string, StringValues>> posted, FormContext context)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in posted)
            values[name] = values.TryGetValue(name, out var earlier) ? StringValues.Concat(earlier, value) : value;
        var isRefresh = values.ContainsKey(InputNames.Refresh) || values.ContainsKey(InputNames.FindPlace) || RowsReader.IsAsked(values);
        return new PageReader(this, Existing(page), draft, values, context, isRefresh).Read();
    }

    /// <summary>Everything still to be put right, over all pages that are to be filled, in their order. Empty means the form may be submitted.</summary>
    public IReadOnlyList<FormError> Check(FormAnswers answers, FormContext context)
    {
        var state = State(answers, context);
        return [.. VisiblePages(state).SelectMany(p => p.Fields).SelectMany(state.Errors)];
    }

    /// <summary>Whether the form may be submitted.</summary>
    public bool IsComplete(FormAnswers answers, FormContext context) => Check(answers, context).Count == 0;

    /// <summary>Checks a file before it is kept for a slot: ending, size, number. Its content is examined elsewhere.</summary>
    /// <param name="field">Key of the slot.</param>
    /// <param name="name">File name as posted.</param>
    /// <param name="bytes">Size in bytes.</param>
    /// <param name="answers">Answers so far.</param>
    /// <param name="context">Time, facts and the files kept so far.</param>
    /// <returns>What is wrong, or null. A file for a slot that there is not, or that is hidden, is refused as well.</returns>
    public FormError? CheckFile(string field, string name, long bytes, FormAnswers answers, FormContext context)
    {
        var state = State(answers, context);
        return Field(field) is { Type: FieldType.File } slot && state.IsVisible(slot)
            ? FileRules.Check(slot, name, bytes, state.Files(slot).Count)?.For(slot)
            : new("forms.file-not-asked", Field(field)?.Page ?? "", field, Field(field)?.InputId ?? "", Texts.Format("forms.file-not-asked"));
    }

    /// <summary>What is submitted: answered and visible fields with the computed ones. What was answered for parts that are hidden now stays in the draft only.</summary>
    public FormAnswers Submitted(FormAnswers answers, FormContext context) => State(answers, context).Submitted();

    /// <summary>Variables for FEEL outside the form (charge, process): the submitted answers, null for all others, the facts and <c>ngay_nop</c>.</summary>
    public IReadOnlyDictionary<string, object?> Variables(FormAnswers answers, FormContext context) => State(answers, context).Variables;

    /// <summary>What sources offer for fields with <c>prefill</c>. A value that breaks a rule of its field is not offered.</summary>
    /// <param name="sources">Values by name: <c>person.fullName</c>, <c>person.identityNumber</c>, …</param>
    public FormPrefill Prefill(IReadOnlyDictionary<string, AnswerValue> sources) =>
        Prefill(sources.ToDictionary(source => source.Key, source => new KnownFact(source.Value), StringComparer.Ordinal));

    /// <summary>The same, with where each is known from.</summary>
    public FormPrefill Prefill(IReadOnlyDictionary<string, KnownFact> known) => FactReader.Offers(this, known);

    /// <summary>What submitted answers tell under the names of facts (<c>prefill</c>), to be offered to a later form.</summary>
    public IReadOnlyDictionary<string, AnswerValue> Facts(FormAnswers submitted) => FactReader.Known(this, submitted);

    /// <summary>A page ready to be rendered by <c>FormPage</c>.</summary>
    /// <param name="page">Key of the page.</param>
    /// <param name="answers">Answers so far; after a post those of its reading.</param>
    /// <param name="context">Time, facts, files.</param>
    /// <param name="culture">Language of the reader: Vietnamese, or English for <c>en</c>.</param>
    /// <param name="prefill">Offers for fields not asked yet, or null.</param>
    /// <param name="reading">The reading whose errors and typed text are shown, or null.</param>
    /// <param name="fileErrors">Errors about posted files, or null.</param>
    /// <param name="forOfficials">An official fills it in: headings and labels do not address the citizen.</param>
    public FormPageView PageView(
        string page, FormAnswers answers, FormContext context, CultureInfo culture, FormPrefill? prefill = null, PageReading? reading = null, IReadOnlyList<FormError>? fileErrors = null,
        bool forOfficials = false) =>
        new PageViewBuilder(State(answers, context), culture, prefill ?? FormPrefill.None, reading, fileErrors ?? [], forOfficials).Build(Existing(page));

    /// <summary>All answers ready to be rendered by <c>FormSummary</c>.</summary>
    /// <param name="answers">Answers so far.</param>
    /// <param name="context">Time, facts, files.</param>
    /// <param name="culture">Language of the reader.</param>
    /// <param name="pageHref">Address of a page by its key, for the links "Sửa"; null for a summary without them.</param>
    /// <param name="forOfficials">Officials read it: headings and labels do not address the citizen.</param>
    public FormSummaryView SummaryView(FormAnswers answers, FormContext context, CultureInfo culture, Func<string, string>? pageHref, bool forOfficials = false) =>
        SummaryBuilder.Summary(this, State(answers, context), culture, pageHref, forOfficials);

    /// <summary>The filled form as its declaration on paper.</summary>
    /// <param name="answers">Answers, also incomplete ones: what was left blank is dotted.</param>
    /// <param name="context">Time, facts, files.</param>
    /// <param name="signer">Name of who signs, where the form does not say in which field it stands; or null.</param>
    public FormDeclaration Declaration(FormAnswers answers, FormContext context, string? signer = null) => new DeclarationBuilder(this, State(answers, context)).Build(signer);

    /// <summary>The declaration to be written by hand: every question, also those that only some answers bring up, and rows to write into.</summary>
    public FormDeclaration EmptyDeclaration(FormContext context) => new DeclarationBuilder(this, State(FormAnswers.None, context), forWriting: true).Build(signer: null);

    /// <summary>The filled form for the print template of a result.</summary>
    public FormPrintData Print(FormAnswers answers, FormContext context, CultureInfo culture) => SummaryBuilder.Print(this, State(answers, context), culture);

    internal IReadOnlyList<SchemaPage> VisiblePages(FormState state) => [.. Pages.Where(state.IsVisible)];

    private FormState State(FormAnswers answers, FormContext context) => new(this, answers, context);

    private SchemaPage Existing(string key) => Page(key) ?? throw new ArgumentException($"The form {Id} has no page {key}.", nameof(key));

    private int Place(string page) => Existing(page) is var found ? Pages.TakeWhile(p => p != found).Count() : -1;

    private static bool IsDone(SchemaPage page, FormState state) =>
        page.Fields.All(f => !state.IsVisible(f) || f.IsComputed || (f.Type == FieldType.File || state.Answers.IsAsked(f.Key)) && state.Check(f) is null);
}
