using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>
/// How what belongs to a row is named on the page that shows all rows: the input <c>name</c> of the second child is <c>children.1.name</c>, its id
/// <c>children-1-name</c>. Both prefixes have the same length.
/// </summary>
internal static class RowNames
{
    /// <summary>Name of the hidden input that says how many rows were shown.</summary>
    public static string Count(SchemaField list) => list.Key + ".rows";

    public static string Prefix(SchemaField list, int row) => string.Create(CultureInfo.InvariantCulture, $"{list.Key}.{row}.");

    /// <summary>"con 2", as it is counted by people.</summary>
    public static LocalText Named(SchemaField list, int row) => new(Numbered(list.RowName!.Vietnamese, row), list.RowName.English is { } english ? Numbered(english, row) : null);

    /// <summary>The error of a field of a row as an error of the page, with the row named in it.</summary>
    public static FormError In(SchemaField list, int row, FormError error)
    {
        var prefix = Prefix(list, row);
        return error with
        {
            Page = list.Page,
            Field = prefix + error.Field,
            InputId = FieldId.From(prefix + error.InputId),
            Message = Before(Named(list, row), error.Message),
        };
    }

    private static string Numbered(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name} {row + 1}");

    private static LocalText Before(LocalText name, LocalText message) =>
        new($"{name.Vietnamese}: {message.Vietnamese}", message.English is { } english ? $"{name.English ?? name.Vietnamese}: {english}" : null);

    /// <summary>What was read of a page as one row sees it.</summary>
    public static PageReading Of(PageReading page, SchemaField list, int row)
    {
        var prefix = Prefix(list, row);
        return page with
        {
            Errors = [.. page.Errors.Where(e => e.Field.StartsWith(prefix, StringComparison.Ordinal)).Select(e => e with { Field = e.Field[prefix.Length..], InputId = e.InputId[prefix.Length..] })],
            Typed = page.Typed.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal),
            Revealed = [],
        };
    }
}
