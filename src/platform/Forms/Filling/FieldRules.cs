using System.Globalization;
using System.Text.RegularExpressions;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>The rules of a field that its value alone breaks or keeps; the same for typed, prefilled and stored answers.</summary>
internal static partial class FieldRules
{
    /// <summary>The rule that a value breaks, or null.</summary>
    /// <param name="day">Legal day on which it is chosen; null where it is of no day.</param>
    public static Violation? Check(SchemaField field, AnswerValue value, DateOnly? day) => (field.Type, value) switch
    {
        (FieldType.Text, PlaceTyped typed) when field.Kind == FieldKind.Place => CheckDetail(field, typed.Detail),
        (FieldType.Text, PlaceAnswer place) when field.Kind == FieldKind.Place => CheckPlace(field, place),
        (FieldType.Text or FieldType.TextArea, AddressAnswer address) when field.IsSplitAddress => CheckAddress(field, address, day),
        (FieldType.Text or FieldType.TextArea, TextAnswer text) when field is { IsSplitAddress: false, Kind: not FieldKind.Place } => CheckText(field, text.Text),
        (FieldType.Number, NumberAnswer number) => CheckNumber(field, number.Number),
        (FieldType.Checkbox, BooleanAnswer) => null,
        (FieldType.Radio or FieldType.Select, TextAnswer code) => Has(field, code.Text, day) ? null : new("forms.option"),
        (FieldType.Rows, RowsAnswer) => null,
        (FieldType.Date, PartialDateAnswer date) when field.Kind == FieldKind.PartialDate => date.Year < 1000 ? new("forms.date-year") : null,
        (FieldType.Date, DateAnswer date) => date.Date.Year < 1000 ? new("forms.date-year") : null,
        _ => new("forms.answer-outdated"),
    };

    private static Violation? CheckPlace(SchemaField field, PlaceAnswer place) =>
        (place.Unit == PlaceAnswer.Elsewhere) != (place.Names.Count == 0) ? new("forms.answer-outdated")
        : place is { Unit: PlaceAnswer.Elsewhere, Detail.Length: 0 } ? new("forms.place-detail")
        : CheckDetail(field, place.Detail);

    private static Violation? CheckText(SchemaField field, string text)
    {
        if (!TextCleaner.IsClean(text, field.Type == FieldType.TextArea))
            return new("forms.characters", "");
        if (text.Length > field.MaxLength)
            return new("forms.too-long", field.MaxLength, text.Length);
        // A capital may be longer than its letter, so the length is that of the capitals.
        if (field.IsUppercase && !string.Equals(text, text.ToUpperInvariant(), StringComparison.Ordinal))
            return new("forms.answer-outdated");
        return CheckKind(field.Kind, text)
            ?? (text.Length < field.MinLength ? new Violation("forms.too-short", field.MinLength) : null)
            ?? (field.Pattern is { } pattern && !pattern.IsMatch(text) ? new Violation("forms.pattern") : null);
    }

    private static Violation? CheckKind(FieldKind kind, string text) => kind switch
    {
        FieldKind.PersonId when !(text.Length is 9 or 12 && text.All(char.IsAsciiDigit)) => new("forms.person-id"),
        // The fourth digit tells century of birth and sex (Decree 137/2015, article 13): more than 3 means somebody born from 2100 on.
        FieldKind.PersonId when text.Length == 12 && (text[3] > '3' || text.StartsWith("000", StringComparison.Ordinal)) => new("forms.person-id-digits"),
        FieldKind.FullName when !FullName().IsMatch(text) || !text.Any(char.IsLetter) => new("forms.full-name"),
        FieldKind.Phone when !Phone().IsMatch(text) => new("forms.phone"),
        FieldKind.Email when !Email().IsMatch(text) => new("forms.email"),
        _ => null,
    };

    private static Violation? CheckAddress(SchemaField field, AddressAnswer address, DateOnly? day)
    {
        if (!Has(field, address.Commune, day))
            return new(address.Commune.Length == 0 ? "forms.address-commune" : "forms.option");
        return CheckDetail(field, address.Detail);
    }

    private static bool Has(SchemaField field, string code, DateOnly? day) => day is { } at ? field.Option(code, at) is not null : field.HasOption(code);

    private static Violation? CheckDetail(SchemaField field, string detail)
    {
        if (!TextCleaner.IsClean(detail, multiline: false))
            return new("forms.characters", "");
        return detail.Length > field.MaxLength ? new("forms.too-long", field.MaxLength, detail.Length) : null;
    }

    private static Violation? CheckNumber(SchemaField field, decimal number)
    {
        if (number < field.Min || number > field.Max)
            return (field.Min, field.Max) switch
            {
                ({ } min, { } max) => new("forms.number-range", Number(min), Number(max)),
                ({ } min, null) => new("forms.number-min", Number(min)),
                (_, var max) => new("forms.number-max", Number(max!.Value)),
            };
        if (field.Decimals is { } decimals && decimal.Round(number, decimals) != number)
            return decimals == 0 ? new("forms.number-whole") : new("forms.number-decimals", decimals);
        return null;
    }

    public static string Number(decimal number) => number.ToString("#,0.############", CultureInfo.GetCultureInfo("vi-VN"));

    [GeneratedRegex(@"\A[\p{L}\p{M}][\p{L}\p{M} .'’-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex FullName();

    [GeneratedRegex(@"\A\+?[0-9]{8,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
