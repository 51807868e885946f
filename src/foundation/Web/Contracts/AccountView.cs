namespace VanLang.Web.Contracts;

/// <summary>Who is signed in.</summary>
/// <param name="Name">Name as shown.</param>
/// <param name="ActingPosition">Position and unit an official is acting in now, or null.</param>
/// <param name="IsOfficial">Works for an agency.</param>
public sealed record AccountView(string Name, string? ActingPosition, bool IsOfficial)
{
    /// <summary>Links of the account menu: "Hồ sơ của tôi", …</summary>
    public IReadOnlyList<LinkView> Links { get; init; } = [];
}
