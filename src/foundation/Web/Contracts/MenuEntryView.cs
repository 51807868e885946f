namespace VanLang.Web.Contracts;

/// <summary>An entry of a menu, as shown.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Href">Address relative to the site, without leading slash.</param>
/// <param name="Count">Number beside the text (open work), or null.</param>
/// <param name="Shortcut">Letter pressed after <c>g</c> to go there, or null.</param>
public sealed record MenuEntryView(string Text, string Href, int? Count = null, char? Shortcut = null);

/// <summary>A letter of officials' pages, as explained.</summary>
/// <param name="Letter">The key.</param>
/// <param name="Text">What it leads to.</param>
public sealed record KeyView(char Letter, string Text);
