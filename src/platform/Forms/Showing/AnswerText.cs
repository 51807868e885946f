using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;

namespace VanLang.Forms.Showing;

/// <summary>Answers as people read them.</summary>
internal static class AnswerText
{
    /// <summary>The answer of a field: names instead of codes, dd/MM/yyyy, 1.234,5.</summary>
    /// <param name="day">Legal day on which it was given: a code may have another name later.</param>
    public static LocalText Of(SchemaField field, AnswerValue value, DateOnly day) => value switch
    {
        TextAnswer code when field.Type is FieldType.Radio or FieldType.Select => field.Named(code.Text, day)?.Name ?? new(code.Text),
        AddressAnswer address => Address(field, address, day),
        RowsAnswer list when field.Row is { } row => Rows(row, list, day),
        BooleanAnswer yes => Texts.Format(yes.IsYes ? "Answer.Yes" : "Answer.No"),
        _ => new(Of(value)),
    };

    /// <summary>An answer without the names that only its field knows.</summary>
    public static string Of(AnswerValue value) => value switch
    {
        TextAnswer text => text.Text,
        NumberAnswer number => FieldRules.Number(number.Number),
        DateAnswer date => Violation.Date(date.Date),
        PartialDateAnswer { Month: { } month } date => string.Create(CultureInfo.InvariantCulture, $"{month:00}/{date.Year:0000}"),
        PartialDateAnswer date => date.Iso,
        RowsAnswer list => string.Join("\n", list.Rows.Select(row => string.Join("; ", row.Values.Values.OfType<AnswerValue>().Select(Of)))),
        PlaceAnswer place => place.Said,
        AddressAnswer address => string.Join(", ", new[] { address.Detail, address.Commune }.Where(p => p.Length > 0)),
        BooleanAnswer yes => Texts.Format(yes.IsYes ? "Answer.Yes" : "Answer.No").Vietnamese,
        _ => throw new InvalidOperationException($"No text for {value.GetType().Name}."),
    };

    /// <summary>What the inputs of a field show for an answer, by input name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Inputs(SchemaField field, AnswerValue value) => value switch
    {
        DateAnswer date =>
        [
            new(InputNames.Day(field.Key), date.Date.Day.ToString(CultureInfo.InvariantCulture)),
            new(InputNames.Month(field.Key), date.Date.Month.ToString(CultureInfo.InvariantCulture)),
            new(InputNames.Year(field.Key), date.Date.Year.ToString(CultureInfo.InvariantCulture)),
        ],
        PartialDateAnswer date =>
        [
            new(InputNames.Month(field.Key), date.Month?.ToString(CultureInfo.InvariantCulture) ?? ""),
            new(InputNames.Year(field.Key), date.Year.ToString(CultureInfo.InvariantCulture)),
        ],
        PlaceAnswer place => [new(InputNames.Unit(field.Key), place.Unit), new(InputNames.Detail(field.Key), place.Detail)],
        AddressAnswer address => [new(InputNames.Commune(field.Key), address.Commune), new(InputNames.Detail(field.Key), address.Detail)],
        BooleanAnswer yes => [new(field.Key, yes.IsYes ? "true" : "")],
        // Without groups: what is shown must be what may be typed over.
        NumberAnswer number => [new(field.Key, number.Number.ToString("0.############################", CultureInfo.GetCultureInfo("vi-VN")))],
        TextAnswer text => [new(field.Key, text.Text)],
        _ => [],
    };

    /// <summary>One row a line, its answers in the order of the group.</summary>
    private static LocalText Rows(FormSchema row, RowsAnswer list, DateOnly day)
    {
        return new(In(text => text.Vietnamese), In(text => text.English ?? text.Vietnamese));

        string In(Func<LocalText, string> language) => string.Join("\n", list.Rows.Select(answers =>
            string.Join("; ", row.Pages[0].Fields.Where(f => answers[f.Key] is not null).Select(f => language(Of(f, answers[f.Key]!, day))))));
    }

    private static LocalText Address(SchemaField field, AddressAnswer address, DateOnly day)
    {
        var commune = field.Named(address.Commune, day)?.Name ?? new LocalText(address.Commune);
        return new(Join(commune.Vietnamese), commune.English is { } english ? Join(english) : null);

        string Join(string name) => address.Detail.Length == 0 ? name : $"{address.Detail}, {name}";
    }
}
