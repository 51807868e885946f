using System.Globalization;

namespace VanLang.Forms.Contracts;

/// <summary>Something to put right in the answers of a form.</summary>
/// <param name="Code">Stable code, <c>forms.*</c>; also the key of the text in the room's resources.</param>
/// <param name="Page">Key of the page that has the field.</param>
/// <param name="Field">Key of the field.</param>
/// <param name="InputId">HTML id of the input to go to: link with <c>{address of the page}#{InputId}</c>.</param>
/// <param name="Message">What to do, in both languages, with the field's label in it.</param>
public sealed record FormError(string Code, string Page, string Field, string InputId, LocalText Message)
{
    /// <summary>The message in the language of the culture.</summary>
    public string MessageIn(CultureInfo culture) => Message.In(culture);
}
