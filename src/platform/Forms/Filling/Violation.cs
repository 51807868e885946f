using System.Globalization;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>A rule of a field that does not hold.</summary>
/// <param name="Code">Stable code and key of the text.</param>
/// <param name="Arguments">What the text names after the field: {1}, {2}, …</param>
internal sealed record Violation(string Code, params object[] Arguments)
{
    // For these the author's own words say more than ours.
    private static readonly HashSet<string> AuthorsWords =
    [
        "forms.pattern", "forms.person-id", "forms.full-name", "forms.phone", "forms.email", "forms.number-min", "forms.number-max", "forms.number-range",
        "forms.date-min", "forms.date-max", "forms.must-tick", "forms.must-be", "forms.must-hold",
    ];

    public FormError For(SchemaField field, string? input = null)
    {
        var message = field.Invalid is { } invalid && AuthorsWords.Contains(Code)
            ? invalid
            : Texts.Format(Code, [Named(field), .. Arguments]);
        return new(Code, field.Page, field.Key, input ?? field.InputId, message);
    }

    private LocalText Named(SchemaField field) => Code switch
    {
        "forms.must-tick" => field.Label,
        "forms.required.question" => field.Question ?? field.Label,
        _ => field.Subject,
    };

    public static string Date(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
