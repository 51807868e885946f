namespace VanLang.Web.Contracts;

/// <summary>A link.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Href">Address relative to the site without leading slash (so that <c>/en</c> is kept), or an absolute one.</param>
public sealed record LinkView(string Text, string Href);
