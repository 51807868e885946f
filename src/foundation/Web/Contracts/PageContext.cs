namespace VanLang.Web.Contracts;

/// <summary>
/// What the layouts show around a page. One per request (scoped); the program fills it in a middleware after authentication.
/// Every text is in the language of the request.
/// </summary>
public sealed class PageContext
{
    /// <summary>Whose site this is.</summary>
    public SiteView Site { get; set; } = SiteView.Unnamed;

    /// <summary>Who is signed in, or null.</summary>
    public AccountView? Account { get; set; }

    /// <summary>Menu of the person who is signed in, or of everybody; already filtered by permission and in order.</summary>
    public IReadOnlyList<MenuEntryView> Menu { get; set; } = [];

    /// <summary>What the letters of officials' pages do, for the list of shortcuts; made only where it is read.</summary>
    public IEnumerable<KeyView> Keys { get; set; } = [];

    /// <summary>Shows the banner "MÔ PHỎNG": nothing here has legal force.</summary>
    public bool IsDemonstration { get; set; }

    /// <summary>Shows "as of day …" when the program runs as of another day than today.</summary>
    public DateOnly? AsOfDay { get; set; }
}
