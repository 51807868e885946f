namespace VanLang.Web.Contracts;

/// <summary>A tab, which is a link.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Href">Address relative to the site.</param>
/// <param name="IsCurrent">The tab of this page.</param>
/// <param name="Count">Number beside the text, or null.</param>
public sealed record TabView(string Text, string Href, bool IsCurrent = false, int? Count = null);
