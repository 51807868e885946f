using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;
using VanLang.Forms.Loading;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Showing;

/// <summary>Makes a page of a form ready to be rendered.</summary>
internal sealed class PageViewBuilder(FormState state, CultureInfo culture, FormPrefill prefill, PageReading? reading, IReadOnlyList<FormError> fileErrors, bool forOfficials)
{
    private const long Megabyte = 1_000_000;
    private readonly IReadOnlyList<FormError> errors = [.. reading?.Errors ?? [], .. fileErrors];

    public FormPageView Build(SchemaPage page)
    {
        var parts = Parts(page.Parts);
        // The order of the fields, also where files were checked before the rest.
        var shown = page.Fields.SelectMany(f => errors.Select(e => Worded(e, f)).Where(e => e.Field == f.Key || f.Row is not null && e.Field.StartsWith(f.Key + ".", StringComparison.Ordinal))).ToList();
        var heading = forOfficials ? page.OfficialTitle : page.Title;
        var title = heading.In(culture);
        return new(
            page.Key,
            title,
            heading.LangIn(culture),
            ForReader(page.Hint)?.In(culture),
            IsTitleLabel: page.Hint is null && parts is [FormFieldView { IsFixed: false, Place: null, Type: not (FieldType.Checkbox or FieldType.File) } only] && only.Label == title,
            [.. shown.Select(e => new ErrorView(e.InputId, e.MessageIn(culture)))],
            parts,
            page.DependsOnItself,
            page.Fields.Any(f => f.Type == FieldType.File));
    }

    private List<FormPartView> Parts(IEnumerable<SchemaPart> parts) => [.. parts.Where(state.IsVisible).Select(Part).OfType<FormPartView>()];

    private FormPartView? Part(SchemaPart part) => part switch
    {
        SchemaField { Row: not null } list => Rows(list),
        // A value that is not worked out yet is nothing to read.
        SchemaField { IsComputed: true } field when state.Value(field) is null => null,
        SchemaField field => Field(field),
        SchemaText text => new FormTextView(Blocks(text.Text.In(culture)), text.Text.LangIn(culture)),
        SchemaGroup group => Parts(group.Parts) is { Count: > 0 } inner ? new FormGroupView(group.Label?.In(culture), group.Label?.LangIn(culture), inner) : null,
        _ => throw new InvalidOperationException($"No view for {part.GetType().Name}."),
    };

    private FormRowsView Rows(SchemaField list)
    {
        var offer = state.Answers.IsAsked(list.Key) ? null : prefill.Offers.GetValueOrDefault(list.Key);
        IReadOnlyList<FormState> rows = state.Answers.IsAsked(list.Key) ? state.Rows(list)
            : offer?.Value is RowsAnswer offered ? [.. offered.Rows.Select(row => state.NewRow(list, row))]
            : [.. Enumerable.Range(0, list.FirstRows).Select(_ => state.NewRow(list))];
        var label = forOfficials ? list.OfficialLabel : list.Label;
        return new(list.Key, label.In(culture), FieldLoader.InSentence(list.RowName!.In(culture)), [.. rows.Select(Row)])
        {
            Lang = label.LangIn(culture),
            Hint = Hint(list, offer),
            LegalBasis = list.LegalBasis?.In(culture),
            Error = errors.FirstOrDefault(e => e.Field == list.Key)?.MessageIn(culture),
            TakesMore = rows.Count < list.MaxRows,
            TakesFewer = rows.Count > Math.Max(list.MinRows, state.IsRequired(list) ? 1 : 0),
        };

        FormRowView Row(FormState row, int number)
        {
            var prefix = RowNames.Prefix(list, number);
            var read = reading is null ? null : RowNames.Of(reading, list, number);
            return new(RowNames.Named(list, number).In(culture), [.. new PageViewBuilder(row, culture, FormPrefill.None, read, [], forOfficials).Parts(list.Row!.Pages[0].Parts).Select(part => Named(part, prefix))]);
        }
    }

    /// <summary>A part of a row with the names that its inputs have on the page.</summary>
    private static FormPartView Named(FormPartView part, string prefix) => part switch
    {
        FormGroupView group => group with { Parts = [.. group.Parts.Select(inner => Named(inner, prefix))] },
        FormFieldView field => field with
        {
            Key = prefix + field.Key,
            Inputs = field.Inputs.ToDictionary(input => prefix + input.Key, input => input.Value, StringComparer.Ordinal),
            ErrorInputId = field.ErrorInputId is { } id ? FieldId.From(prefix + id) : null,
        },
        _ => part,
    };

    private FormFieldView Field(SchemaField field)
    {
        var error = errors.FirstOrDefault(e => e.Field == field.Key) is { } found ? Worded(found, field) : null;
        var value = state.Value(field);
        var offer = prefill.Offers.GetValueOrDefault(field.Key);
        if (!field.IsComputed && !state.Answers.IsAsked(field.Key))
            value ??= offer?.Value ?? state.Offer(field);
        var label = forOfficials ? field.OfficialLabel : field.Label;
        var view = new FormFieldView(field.Key, field.Type, field.IsSplitAddress || field.Kind != FieldKind.Address ? field.Kind : FieldKind.None, label.In(culture))
        {
            Lang = label.LangIn(culture),
            Doubt = field.Kind == FieldKind.Doubt ? field.Invalid?.In(culture) : null,
            Hint = Hint(field, value is not null && value == offer?.Value ? offer : null),
            Error = error?.MessageIn(culture),
            ErrorInputId = error?.InputId,
            Wrong = error is null ? DateInputs.None : Wrong(error),
            IsRequired = state.IsRequired(field),
            IsFixed = field.IsComputed,
            FixedText = field.IsComputed && value is not null ? AnswerText.Of(field, value, state.Today).In(culture) : null,
            Inputs = field.IsComputed ? new Dictionary<string, string>() : Inputs(field, value),
            Options = field.OptionViews(culture, state.Today),
            HasDecimals = field.Decimals != 0,
            Autocomplete = field.Autocomplete,
            LegalBasis = field.LegalBasis?.In(culture),
        };
        return field.Type == FieldType.File ? WithFiles(view, field)
            : view is { Kind: FieldKind.Place, IsFixed: false } ? view with { Place = PlaceViewBuilder.Build(field, state, view.Inputs, culture) }
            : view;
    }

    private FormFieldView WithFiles(FormFieldView view, SchemaField slot)
    {
        var files = state.Files(slot);
        return view with
        {
            Files = [.. files.Select(f => new FileView(f.Name, f.Bytes, f.Href, f.Id))],
            Accept = [.. slot.Accept.Select(a => a[1..])],
            MaxBytes = slot.MaxMegabytes * Megabyte,
            TakesSeveralFiles = slot.MaxFiles - files.Count > 1,
            TakesMoreFiles = files.Count < slot.MaxFiles,
        };
    }

    /// <summary>As typed, if the page was posted; a field that the post did not have is shown from the draft.</summary>
    private Dictionary<string, string> Inputs(SchemaField field, AnswerValue? value)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = FieldParser.Names(field);
        if (reading is not null && names.Any(reading.Typed.ContainsKey))
        {
            foreach (var name in names)
                inputs[name] = reading.Typed.GetValueOrDefault(name, "");
            return inputs;
        }

        if (value is not null)
            foreach (var (name, text) in AnswerText.Inputs(field, value))
                inputs[name] = text;
        return inputs;
    }

    private string? Hint(SchemaField field, PrefillOffer? offer)
    {
        var hint = ForReader(field.Hint)?.In(culture) ?? (field.Kind == FieldKind.PartialDate ? Texts.In(culture, "PartialDate.Hint") : null);
        if (offer is null)
            return hint;
        var mark = offer.From is { } from ? Texts.Format("Prefill.From", from).In(culture)
            : Texts.In(culture, offer.Source.StartsWith("dossier.", StringComparison.Ordinal) ? "Prefill.FromDossier" : "Prefill.FromAccount");
        return hint is null ? mark : $"{mark} {hint}";
    }

    /// <summary>Null where an official would read what is said to a citizen: only citizens are "Ông/Bà".</summary>
    private LocalText? ForReader(LocalText? text) => forOfficials && IsToCitizens(text) ? null : text;

    private static bool IsToCitizens(LocalText? text) => text?.Vietnamese.Contains("Ông/Bà", StringComparison.Ordinal) is true;

    private FormError Worded(FormError error, SchemaField field) => error switch
    {
        { Code: "forms.must-tick" } when forOfficials && IsToCitizens(error.Message) && error.Field == field.Key => error with { Message = Texts.Format(error.Code, field.OfficialLabel) },
        { Code: "forms.number" } when field.Decimals != 0 && error.Field == field.Key => error with { Message = Texts.Format("forms.number-part", field.Subject) },
        _ => error,
    };

    private static DateInputs Wrong(FormError error) => error switch
    {
        { Code: "forms.date-missing" or "forms.date-digits" or "forms.date-year" or "forms.date-month" or "forms.date-day" } =>
            error.InputId == error.Field ? DateInputs.Day : error.InputId.EndsWith("-month", StringComparison.Ordinal) ? DateInputs.Month : DateInputs.Year,
        _ => DateInputs.All,
    };

    private static List<TextBlockView> Blocks(string text)
    {
        var blocks = new List<TextBlockView>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var lines = paragraph.Split('\n', StringSplitOptions.TrimEntries);
            blocks.Add(lines.All(l => l.StartsWith("- ", StringComparison.Ordinal))
                ? new([.. lines.Select(l => l[2..])], IsList: true)
                : new([string.Join(' ', lines)], IsList: false));
        }

        return blocks;
    }
}
