namespace VanLang.Web.Contracts;

/// <summary>Whose site this is, and where its fixed pages are. Addresses are relative to the site, without leading slash.</summary>
/// <param name="Name">Name of the service: "Dịch vụ công tỉnh …".</param>
/// <param name="Owner">Agency that answers for it: "Ủy ban nhân dân tỉnh …".</param>
public sealed record SiteView(string Name, string Owner)
{
    /// <summary>Used until the program has named the site.</summary>
    public static SiteView Unnamed { get; } = new("Văn Lang", "Văn Lang");

    /// <summary>Address of the emblem's picture (SVG or PNG), or null for the built-in placeholder.</summary>
    public string? EmblemHref { get; init; }

    /// <summary>Telephone for help, as printed, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address for help, or null.</summary>
    public string? Email { get; init; }

    /// <summary>Postal address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Hours of service in words, or null.</summary>
    public string? Hours { get; init; }

    /// <summary>Further links of the footer, before the accessibility statement.</summary>
    public IReadOnlyList<LinkView> FooterLinks { get; init; } = [];

    /// <summary>Page that searches procedures by the query parameter <c>q</c>; null shows no search.</summary>
    public string? SearchPath { get; init; } = "thu-tuc";

    /// <summary>Page that searches dossiers by the query parameter <c>q</c>, for officials; null shows no search.</summary>
    public string? OfficialSearchPath { get; init; }

    /// <summary>Page of sign-in.</summary>
    public string SignInPath { get; init; } = "dang-nhap";

    /// <summary>Address that a sign-out posts to (with antiforgery token).</summary>
    public string SignOutPath { get; init; } = "dang-xuat";

    /// <summary>Page where an official changes the acting position; null when there is none.</summary>
    public string? SwitchPositionPath { get; init; }

    /// <summary>The accessibility statement.</summary>
    public string AccessibilityPath { get; init; } = "tiep-can";
}
