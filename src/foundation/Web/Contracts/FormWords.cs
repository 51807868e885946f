namespace VanLang.Web.Contracts;

/// <summary>
/// Says what was typed into the forms of a room in the words of its pages, for when a form could not be taken and is shown to its owner before it is
/// sent again. What no room can say is shown as it was typed, without a name.
/// </summary>
public abstract class FormWords
{
    /// <param name="path">Address the form was posted to, from the root, without language and query.</param>
    /// <returns>Says the value of an input by its name, null where it cannot; null where the address is none of the room's.</returns>
    public abstract Task<Func<string, string, TypedValue?>?> Of(string path, CancellationToken cancellationToken);
}

/// <summary>Something typed into a form.</summary>
/// <param name="Label">What the page calls it; null where nobody knows.</param>
/// <param name="Value">As the page shows it; empty for what says nothing to anybody.</param>
public sealed record TypedValue(string? Label, string Value);
