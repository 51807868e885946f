using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Showing;

/// <summary>Lists all answers, for a last look and for print.</summary>
internal static class SummaryBuilder
{
    public static FormSummaryView Summary(FormSchema schema, FormState state, CultureInfo culture, Func<string, string>? pageHref, bool forOfficials)
    {
        var pages = schema.VisiblePages(state);
        var errors = pages.SelectMany(p => p.Fields.SelectMany(state.Errors).Select(error => (Page: p, Error: error)));
        return new(
            [.. pages.Select(p => new SummarySectionView(p.Key, Heading(p).In(culture), Heading(p).LangIn(culture), [.. Fields(p, state).SelectMany(f => Rows(f, state))])).Where(s => s.Rows.Count > 0)],
            [.. errors.Select(e => new LinkView(Located(Heading(e.Page).In(culture), e.Error.MessageIn(culture)), pageHref is null ? "" : $"{pageHref(e.Error.Page)}#{e.Error.InputId}"))],
            [.. pages.SelectMany(p => p.Fields).Where(f => f.Kind == FieldKind.Doubt && state.Value(f) is BooleanAnswer { IsYes: true }).Select(f => f.Invalid!.In(culture))]);

        // "Họ, chữ đệm, tên" is asked of several people.
        static string Located(string heading, string message) =>
            message.Contains(heading, StringComparison.OrdinalIgnoreCase) ? message : heading.EndsWith('?') ? $"{heading} {message}" : $"{heading}: {message}";

        LocalText Heading(SchemaPage page) => forOfficials ? page.OfficialTitle : page.Title;

        // A repeated group is as many questions as its rows have.
        IEnumerable<SummaryRowView> Rows(SchemaField field, FormState state) => field.Row is { } row && state.Rows(field) is { Count: > 0 } rows
            ? rows.SelectMany((inner, i) => Fields(row.Pages[0], inner).Select(f => InRow(field, i, f, Row(f, inner))))
            : [Row(field, state)];

        SummaryRowView InRow(SchemaField list, int row, SchemaField field, SummaryRowView view) => view with
        {
            Key = RowNames.Prefix(list, row) + view.Key,
            Label = $"{RowNames.Named(list, row).In(culture)}: {view.Label}",
            ChangeHref = pageHref is null || field.IsComputed ? null : $"{pageHref(list.Page)}#{FieldId.From(RowNames.Prefix(list, row) + field.InputId)}",
        };

        SummaryRowView Row(SchemaField field, FormState state)
        {
            var text = state.Value(field) is { } value ? AnswerText.Of(field, value, state.Today) : null;
            // What a person typed is Vietnamese, whatever the language of the page.
            var lang = state.Value(field) is TextAnswer && field.Options.Count == 0 && LocalText.IsEnglish(culture) ? "vi" : text?.LangIn(culture);
            return new(
                field.Key,
                (forOfficials ? field.OfficialLabel : field.Label).In(culture),
                (forOfficials ? field.OfficialLabel : field.Label).LangIn(culture),
                (text?.In(culture) ?? "") + (state.Value(field) is PlaceAnswer place && PlaceViewBuilder.Became(state.Units, place, culture) is { } became ? $"\n({became})" : ""),
                state.Value(field) is NumberAnswer or DateAnswer or PartialDateAnswer ? null : lang,
                pageHref is null || field.IsComputed ? null : $"{pageHref(field.Page)}#{field.InputId}",
                field.Type == FieldType.File ? [.. state.Files(field).Select(f => new FileView(f.Name, f.Bytes, f.Href))] : []);
        }
    }

    public static FormPrintData Print(FormSchema schema, FormState state, CultureInfo culture) =>
        new(
            schema.Title.In(culture),
            schema.Version,
            schema.Mark,
            [.. schema.VisiblePages(state)
                .Select(p => new PrintSection(p.Key, p.OfficialTitle.In(culture), [.. Fields(p, state).SelectMany(f => PrintRows(f, state, culture))]))
                .Where(s => s.Rows.Count > 0)],
            schema.Order.ToDictionary(f => f.Key, f => Text(f, state, culture), StringComparer.Ordinal));

    private static IEnumerable<PrintRow> PrintRows(SchemaField field, FormState state, CultureInfo culture) => field.Row is { } row && state.Rows(field) is { Count: > 0 } rows
        ? rows.SelectMany((inner, i) => Fields(row.Pages[0], inner).Select(f =>
            new PrintRow(RowNames.Prefix(field, i) + f.Key, $"{RowNames.Named(field, i).In(culture)}: {f.OfficialLabel.In(culture)}", Text(f, inner, culture), f.IsOurs)))
        : [new(field.Key, field.OfficialLabel.In(culture), Text(field, state, culture), field.IsOurs)];

    private static IEnumerable<SchemaField> Fields(SchemaPage page, FormState state) => page.Fields.Where(state.IsVisible);

    private static string Text(SchemaField field, FormState state, CultureInfo culture)
    {
        if (!state.IsVisible(field))
            return "";
        return field.Type == FieldType.File
            ? string.Join('\n', state.Files(field).Select(f => f.Name))
            : state.Value(field) is { } value ? AnswerText.Of(field, value, state.Today).In(culture) : "";
    }
}
