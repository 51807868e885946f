using System.Globalization;

namespace VanLang.Forms.Contracts;

/// <summary>One reason why a form schema is refused.</summary>
/// <param name="Path">JSON path of the place, <c>$.components[2].components[0].validate.pattern</c>.</param>
/// <param name="Code">Stable code, <c>forms.schema.*</c>; also the key of the text in the room's resources.</param>
/// <param name="Reason">What is wrong, in both languages, for who wrote the schema.</param>
public sealed record SchemaProblem(string Path, string Code, LocalText Reason)
{
    /// <summary>The reason in the language of the culture.</summary>
    public string MessageIn(CultureInfo culture) => Reason.In(culture);

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Code}: {Reason.English}";
}
