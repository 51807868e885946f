using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using VanLang.Forms.Contracts;
using VanLang.Forms.Showing;

namespace VanLang.Forms.Filling;

/// <summary>Makes a typed value of what was posted for a field.</summary>
internal static partial class FieldParser
{
    private const int MaxRaw = 100_000;

    /// <summary>Names of the inputs of a field.</summary>
    public static string[] Names(SchemaField field) => field switch
    {
        { Type: FieldType.Rows } => [RowNames.Count(field)],
        { Type: FieldType.Date } => [InputNames.Day(field.Key), InputNames.Month(field.Key), InputNames.Year(field.Key)],
        { Kind: FieldKind.Place } => [InputNames.Unit(field.Key), InputNames.Find(field.Key), InputNames.Detail(field.Key)],
        { IsSplitAddress: true } => [InputNames.Commune(field.Key), InputNames.Detail(field.Key)],
        _ => [field.Key],
    };

    public static Parsed Parse(SchemaField field, IReadOnlyDictionary<string, StringValues> posted)
    {
        var names = Names(field);
        var raw = new string[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var values = posted.GetValueOrDefault(names[i]);
            if (values.Count > 1 && field.Type != FieldType.Checkbox)
                return new(null, new("forms.repeated"));
            raw[i] = values.Count == 1 ? values[0] ?? "" : "";
            if (raw[i].Length > MaxRaw)
                return new(null, new("forms.too-long", field.MaxLength, raw[i].Length));
        }

        if (field.Type == FieldType.Checkbox)
            return Box(posted.GetValueOrDefault(field.Key));
        for (var i = 0; i < raw.Length; i++)
        {
            if (TextCleaner.Clean(raw[i], field.Type == FieldType.TextArea && raw.Length == 1, out var bad) is not { } clean)
                return new(null, new("forms.characters", $"U+{bad:X4}"), i == raw.Length - 1 && field is { IsSplitAddress: true } or { Kind: FieldKind.Place } ? InputNames.DetailId(field.Key) : null);
            raw[i] = clean;
        }

        if (raw.All(r => r.Length == 0))
            return default;
        var parsed = field.Type switch
        {
            FieldType.Number => Number(raw[0]),
            FieldType.Date => DateParser.Parse(field, raw[0], raw[1], raw[2]),
            FieldType.Radio or FieldType.Select => new(new TextAnswer(raw[0])),
            _ when field.IsSplitAddress => new(new AddressAnswer(raw[0], raw[1])),
            _ when field.Kind == FieldKind.Place => new(new PlaceTyped(raw[0], raw[1], raw[2])),
            _ => new(Text(field, raw[0])),
        };
        if (parsed.Value is not { } value || FieldRules.Check(field, value, day: null) is not { } violation)
            return parsed;
        return new(null, violation, field is { IsSplitAddress: true } or { Kind: FieldKind.Place } && violation.Code is ("forms.too-long" or "forms.characters") ? InputNames.DetailId(field.Key) : null);
    }

    /// <summary>A value of another source (account, register) in the form the field keeps.</summary>
    public static AnswerValue Adapt(SchemaField field, AnswerValue value) =>
        // A place is also offered where one line of text is asked for.
        (value is PlaceAnswer place && field.Kind != FieldKind.Place ? new TextAnswer(place.Said) : value) is TextAnswer text
            && field.Type is FieldType.Text or FieldType.TextArea && field is { IsSplitAddress: false, Kind: not FieldKind.Place }
            && TextCleaner.Clean(text.Text, field.Type == FieldType.TextArea, out _) is { Length: > 0 } clean
            ? Text(field, clean) ?? value
            : value;

    private static Parsed Box(StringValues values)
    {
        var ticked = false;
        foreach (var value in values)
            switch (value)
            {
                case "true" or "on":
                    ticked = true;
                    break;
                case null or "" or "false":
                    break;
                default:
                    return new(null, new("forms.option"));
            }

        return new(new BooleanAnswer(ticked));
    }

    private static TextAnswer? Text(SchemaField field, string clean)
    {
        var text = field.Kind switch
        {
            FieldKind.PersonId => Without(clean, " .-"),
            FieldKind.Phone => Without(clean, " .-()"),
            FieldKind.FullName => Spaces().Replace(clean, " "),
            _ => clean,
        };
        if (field.IsUppercase)
            text = text.ToUpperInvariant().Normalize();
        return text.Length == 0 ? null : new(text);
    }

    private static string Without(string text, string marks) => string.Concat(text.Where(c => !marks.Contains(c)));

    /// <summary>As numbers are written here: 1.234,5. A single dot could be either mark, so only whole groups of three are read as thousands.</summary>
    private static Parsed Number(string text)
    {
        var digits = text.Replace(" ", "").Replace('−', '-');
        if (!NumberShape().IsMatch(digits) || digits.Count(char.IsAsciiDigit) > 20)
            return new(null, new("forms.number"));
        var number = decimal.Parse(digits.Replace(".", "").Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return new(new NumberAnswer(number == 0 ? 0 : number));
    }

    [GeneratedRegex(@"\A-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberShape();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
