using VanLang.Forms.Contracts;
using VanLang.Forms.Loading;
using VanLang.Rules.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>A form with its answers at a moment: what is seen, what each field's value is, what is needed.</summary>
internal sealed class FormState
{
    private readonly FormContext context;
    private readonly Dictionary<string, object?> variables;
    private readonly FeelScope scope;
    private readonly Dictionary<Condition, bool> known = [];
    private readonly Dictionary<string, AnswerValue?> values;
    private readonly Dictionary<string, IReadOnlyList<FormState>> rows = new(StringComparer.Ordinal);
    private readonly FormSchema schema;

    public FormState(FormSchema schema, FormAnswers answers, FormContext context)
    {
        this.schema = schema;
        this.context = context;
        Units = context.Units ?? schema.Units();
        Answers = answers;
        values = new(schema.Order.Count, StringComparer.Ordinal);
        variables = new(schema.Order.Count + context.Facts.Count + 1, StringComparer.Ordinal);
        foreach (var (name, value) in context.Facts)
            variables[name] = value;
        foreach (var field in schema.Order)
            variables[field.Key] = null;
        variables[FormContext.FilingDateName] = context.Today;
        scope = new(variables, context.Now);

        foreach (var field in schema.Order)
        {
            // Not seen counts as not answered, for every other expression too.
            if (!IsVisible(field))
                continue;
            if (field.Type == FieldType.File)
            {
                variables[field.Key] = Files(field) is { Count: > 0 } files ? files.Select(f => (object?)f.Id).ToList() : null;
                continue;
            }

            if (field.Row is { } row && answers[field.Key] is RowsAnswer given)
            {
                var inner = RowContext(field);
                var states = given.Rows.Select(answered => new FormState(row, answered, inner)).ToList();
                rows[field.Key] = states;
                values[field.Key] = new RowsAnswer([.. states.Select(state => state.Submitted())]);
                variables[field.Key] = states.Select(state => (object?)row.Order.ToDictionary(f => f.Key, f => state.variables[f.Key], StringComparer.Ordinal)).ToList();
                continue;
            }

            var value = field.IsComputed ? Computed(field) : answers[field.Key] is PlaceAnswer place ? AsOf(field, place) : answers[field.Key];
            values[field.Key] = value;
            variables[field.Key] = value?.ToFeel();
        }
    }

    public FormAnswers Answers { get; }

    /// <summary>Local date.</summary>
    public DateOnly Today => context.Today;

    /// <summary>Where places are looked for.</summary>
    public AdministrativeUnits Units { get; }

    /// <summary>Values by name for FEEL: every key of the form (null where hidden or unanswered), the facts and the filing date.</summary>
    public IReadOnlyDictionary<string, object?> Variables => variables;

    public bool IsVisible(SchemaPart part) => Hold(part.Conditions);

    /// <summary>A page with nothing to see on it is not there.</summary>
    public bool IsVisible(SchemaPage page) => Hold(page.Conditions) && page.Parts.Any(HasSomething);

    /// <summary>The value of a visible field, computed ones too; null if hidden or unanswered.</summary>
    public AnswerValue? Value(SchemaField field) => values.GetValueOrDefault(field.Key);

    /// <summary>Answered and visible fields with the computed ones.</summary>
    public FormAnswers Submitted() => FormAnswers.None.With(schema.Order.Select(f => KeyValuePair.Create(f.Key, Value(f))).Where(e => e.Value is not null));

    /// <summary>The rows of a repeated group, each as a form of its own.</summary>
    public IReadOnlyList<FormState> Rows(SchemaField field) => rows.GetValueOrDefault(field.Key, []);

    /// <summary>A row that is still empty.</summary>
    public FormState NewRow(SchemaField field) => NewRow(field, FormAnswers.None);

    /// <summary>A row that is offered.</summary>
    public FormState NewRow(SchemaField field, FormAnswers offered) => new(field.Row!, offered, RowContext(field));

    /// <summary>What a row knows of the rest of the form.</summary>
    public FormContext RowContext(SchemaField field) =>
        new(context.Now, field.RowReads.Where(variables.ContainsKey).ToDictionary(name => name, name => variables[name], StringComparer.Ordinal)) { Units = Units };

    /// <summary>The day as of which a place is asked; today while it is not known.</summary>
    public DateOnly PlaceDay(SchemaField field) => field.AsOf?.FirstDay(context, scope) ?? context.Today;

    public IReadOnlyList<UploadedFile> Files(SchemaField field) => [.. context.Files.Where(f => f.Field == field.Key)];

    public bool IsRequired(SchemaField field) =>
        !field.IsComputed && (field.IsRequired || field.RequiredWhen is { } when && when.Evaluate(scope).IsTrue);

    public DateOnly? Bound(DateBound? bound) => bound?.At(context, scope);

    /// <summary>What is to be put right in a field: of a repeated group in its rows, then in the group itself.</summary>
    public IEnumerable<FormError> Errors(SchemaField field)
    {
        if (field.Row is { } row && IsVisible(field))
            for (var i = 0; i < Rows(field).Count; i++)
                foreach (var error in row.Pages[0].Fields.SelectMany(Rows(field)[i].Errors))
                    yield return RowNames.In(field, i, error);
        if (CheckOwn(field) is { } own)
            yield return own.For(field);
    }

    /// <summary>The first rule that a field, or a row of it, breaks, or null.</summary>
    public Violation? Check(SchemaField field) =>
        CheckOwn(field) ?? (field.Row is { } row && Rows(field).Any(state => row.Pages[0].Fields.Any(inner => state.Check(inner) is not null)) ? new("forms.rows-inside") : null);

    private Violation? CheckRows(SchemaField field, RowsAnswer list)
    {
        var fewest = Math.Max(field.MinRows, IsRequired(field) ? 1 : 0);
        return list.Rows.Count < fewest ? new("forms.rows-few", fewest, list.Rows.Count)
            : list.Rows.Count > field.MaxRows ? new("forms.rows-many", field.MaxRows, list.Rows.Count)
            : CheckMust(field, list);
    }

    /// <summary>The first rule that a field itself breaks, or null.</summary>
    private Violation? CheckOwn(SchemaField field)
    {
        if (field.IsComputed || !IsVisible(field))
            return null;
        if (field.Type == FieldType.File)
            return CheckFiles(field);
        if (Value(field) is not { } value)
            return IsRequired(field) ? Missing(field) : null;
        if (FieldRules.Check(field, value, Today) is { } broken)
            return broken;
        return value switch
        {
            RowsAnswer list => CheckRows(field, list),
            PartialDateAnswer date => CheckBounds(field, date),
            PlaceAnswer place => CheckPlace(field, place),
            DateAnswer date => CheckBounds(field, date.Date),
            BooleanAnswer { IsYes: false } when IsRequired(field) => Missing(field),
            _ => null,
        } ?? (value is RowsAnswer ? null : CheckMust(field, value));
    }

    // The same unit on another day stays chosen; one that was not there on that day is asked for again. What is no unit has no days.
    private PlaceAnswer AsOf(SchemaField field, PlaceAnswer place) =>
        place.Unit == PlaceAnswer.Elsewhere || (Units.Unit(place.Unit, PlaceDay(field)) is { } unit && unit.Names.SequenceEqual(place.Names, StringComparer.Ordinal)) ? place with { Day = PlaceDay(field) } : place;

    // Where no units are known nothing can be said against what was once found.
    private Violation? CheckPlace(SchemaField field, PlaceAnswer place) =>
        place.Day == PlaceDay(field) || Units.IsEmpty ? null : new("forms.place-day", Violation.Date(PlaceDay(field)), PlaceAnswer.Say(place.Names));

    /// <summary>What an empty field is offered: the value worked out from other answers, else the constant one.</summary>
    public AnswerValue? Offer(SchemaField field)
    {
        if (field.Initial is { } initial && Convert(field, initial.Evaluate(scope).Value) is { } value && FieldRules.Check(field, value, Today) is null)
            return value;
        return field.Default;
    }

    private Violation? CheckFiles(SchemaField field)
    {
        var count = context.Files.Count(f => f.Field == field.Key);
        return count == 0
            ? IsRequired(field) ? Missing(field) : null
            : count > field.MaxFiles ? new("forms.file-too-many", field.MaxFiles, count) : null;
    }

    private Violation? CheckBounds(SchemaField field, DateOnly date)
    {
        if (Bound(field.MinDate) is { } min && date < min)
            return new("forms.date-min", Violation.Date(min));
        if (Bound(field.MaxDate) is { } max && date > max)
            return max == context.Today ? new("forms.date-future", Violation.Date(max)) : new("forms.date-max", Violation.Date(max));
        return null;
    }

    // Wrong only where no day that it may mean is right.
    private Violation? CheckBounds(SchemaField field, PartialDateAnswer date) =>
        Bound(field.MinDate) is { } min && date.Last < min ? CheckBounds(field, date.Last)
        : Bound(field.MaxDate) is { } max && date.First > max ? CheckBounds(field, date.First)
        : null;

    private Violation? CheckMust(SchemaField field, AnswerValue value)
    {
        if (field.MustBe is { } must && value != must)
            return field.Type == FieldType.Checkbox
                ? new("forms.must-tick")
                : new("forms.must-be", must is TextAnswer code && field.Named(code.Text, Today) is { } option ? option.Name : Showing.AnswerText.Of(must));
        return field.MustHold is { } hold && !hold.Evaluate(scope).IsTrue ? new("forms.must-hold") : null;
    }

    private static Violation Missing(SchemaField field) => new(field switch
    {
        { Type: FieldType.Checkbox } => "forms.must-tick",
        { Type: FieldType.File } => "forms.required.file",
        { Type: FieldType.Rows } => "forms.required.rows",
        _ when field.Question is not null || field.Label.Vietnamese.EndsWith('?') => "forms.required.question",
        { Type: FieldType.Radio or FieldType.Select } => "forms.required.choose",
        _ => "forms.required.enter",
    });

    private AnswerValue? Computed(SchemaField field) =>
        Convert(field, field.Computed!.Evaluate(scope).Value) is { } value && FieldRules.Check(field, value, Today) is null ? value : null;

    /// <summary>A FEEL value as an answer of the field; null if it does not fit it.</summary>
    private static AnswerValue? Convert(SchemaField field, object? value) => (field.Type, value) switch
    {
        (FieldType.Text or FieldType.TextArea, IReadOnlyDictionary<string, object?> address)
            when field.IsSplitAddress && address.GetValueOrDefault("commune") is string commune => new AddressAnswer(commune, address.GetValueOrDefault("detail") as string ?? ""),
        (FieldType.Text or FieldType.TextArea, string { Length: > 0 } text) => FieldParser.Adapt(field, new TextAnswer(text)),
        (FieldType.Text or FieldType.TextArea, FeelNumber number) => new TextAnswer(number.ToString()),
        (FieldType.Radio or FieldType.Select, string { Length: > 0 } code) => new TextAnswer(code),
        (FieldType.Number, FeelNumber number) when number.TryToDecimal(out var amount) => new NumberAnswer(amount),
        (FieldType.Checkbox, bool yes) => new BooleanAnswer(yes),
        (FieldType.Date, DateOnly date) => new DateAnswer(date),
        _ => null,
    };

    private bool HasSomething(SchemaPart part) => IsVisible(part) && (part is not SchemaGroup group || group.Parts.Any(HasSomething));

    private bool Hold(IReadOnlyList<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (!known.TryGetValue(condition, out var holds))
                known[condition] = holds = condition.Holds(scope);
            if (!holds)
                return false;
        }

        return true;
    }
}
