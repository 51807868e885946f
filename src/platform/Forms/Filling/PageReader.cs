using Microsoft.Extensions.Primitives;
using VanLang.Forms.Contracts;
using VanLang.Forms.Showing;

namespace VanLang.Forms.Filling;

/// <summary>
/// Reads what was posted for a page. The schema asks, the post answers: only names of fields that the page really has are looked up,
/// whatever else a tampered post may hold.
/// </summary>
internal sealed class PageReader(FormSchema schema, SchemaPage page, FormAnswers draft, IReadOnlyDictionary<string, StringValues> posted, FormContext context, bool isRefresh)
{
    private const int MaxTyped = 20_000;

    private readonly List<SchemaField> inputs = [.. page.Fields.Where(f => !f.IsComputed && f.Type is not (FieldType.File or FieldType.Rows))];
    private readonly List<SchemaField> lists = [.. page.Fields.Where(f => f.Type == FieldType.Rows)];
    private readonly Dictionary<string, RowsReading> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Parsed> parsed = new(StringComparer.Ordinal);

    public PageReading Read()
    {
        var before = new FormState(schema, draft, context);
        if (!before.IsVisible(page))
            return new(draft, [], new Dictionary<string, string>(), [], IsRefresh: false);

        // A field that was not on the page as it was shown keeps what the draft has, unless something was posted for it (the draft may be older than the page).
        var notShown = inputs.Where(f => !before.IsVisible(f) && !IsPosted(f)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var field in inputs)
            parsed[field.Key] = notShown.Contains(field.Key) ? new(draft[field.Key]) : FieldParser.Parse(field, posted);

        var state = Settle();
        // A place is found as of a day that another answer may tell.
        foreach (var field in inputs.Where(f => parsed[f.Key].Value is PlaceTyped))
            parsed[field.Key] = PlaceResolver.Resolve(field, (PlaceTyped)parsed[field.Key].Value!, state, isRefresh);
        if (inputs.Exists(f => f.Kind == FieldKind.Place))
            state = Settle();
        if (lists.Count > 0)
        {
            // Rows read what stands outside of them, as it is when only good answers count.
            foreach (var list in lists.Where(f => before.IsVisible(f) || IsPosted(f)))
            {
                rows[list.Key] = new RowsReader(list, draft[list.Key] as RowsAnswer ?? RowsAnswer.None, posted, state.RowContext(list), isRefresh).Read();
                parsed[list.Key] = new(rows[list.Key].Answer);
            }

            state = Settle();
        }

        var revealed = inputs.Where(f => notShown.Contains(f.Key) && state.IsVisible(f)).Select(f => f.Key).ToList();
        var answers = draft;
        var errors = new List<FormError>();
        foreach (var field in page.Fields.Where(state.IsVisible))
        {
            if (rows.TryGetValue(field.Key, out var list))
            {
                answers = answers.With(field.Key, list.Answer);
                if (!isRefresh)
                    errors.AddRange(list.Errors.Concat(state.Errors(field).Where(e => e.Field == field.Key)));
                continue;
            }

            if (!parsed.TryGetValue(field.Key, out var found))
            {
                if (!isRefresh && !field.IsComputed && state.Check(field) is { } unmet)
                    errors.Add(unmet.For(field));
                continue;
            }

            if (notShown.Contains(field.Key))
            {
                // A doubt that these answers raise is said at once, not left to be noticed.
                if (!isRefresh && field.Kind == FieldKind.Doubt)
                    errors.Add(new Violation("forms.must-tick").For(field));
                continue;
            }

            if ((found.Violation ?? state.Check(field)) is { } violation)
            {
                answers = answers.Without(field.Key);
                if (!isRefresh)
                    errors.Add(violation.For(field, found.Input));
            }
            else
            {
                // While the page is only being shown again, an empty input is not yet "left empty".
                answers = isRefresh && found.Value is null ? answers.Without(field.Key) : answers.With(field.Key, found.Value);
            }
        }

        revealed.AddRange(rows.Values.SelectMany(list => list.Revealed));
        return new(answers, errors, Typed(), revealed, isRefresh);
    }

    /// <summary>
    /// Takes away values that break a rule which reads other answers, until none is left: a wrong answer must not decide what else is seen.
    /// </summary>
    private FormState Settle()
    {
        while (true)
        {
            var state = new FormState(schema, draft.With(parsed.Select(p => KeyValuePair.Create(p.Key, p.Value.Value))), context);
            var wrong = inputs.Where(f => parsed[f.Key].Value is not null && state.Check(f) is not null).ToList();
            if (wrong.Count == 0)
                return state;
            foreach (var field in wrong)
                parsed[field.Key] = new(null, state.Check(field));
        }
    }

    private bool IsPosted(SchemaField field) => FieldParser.Names(field).Any(posted.ContainsKey);

    private Dictionary<string, string> Typed()
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in inputs.SelectMany(FieldParser.Names))
            if (posted.TryGetValue(name, out var values) && values.Count > 0)
            {
                var text = values[^1] ?? "";
                typed[name] = text.Length > MaxTyped ? text[..MaxTyped] : text;
            }

        foreach (var (name, text) in rows.Values.SelectMany(list => list.Typed))
            typed[name] = text;

        return typed;
    }
}
