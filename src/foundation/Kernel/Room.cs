using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Kernel;

/// <summary>
/// What a room (a project of one of the three lower floors) offers to the house. A room is composed once, at start, by the program;
/// entities and mappings (<c>IEntityTypeConfiguration</c>) are found in its assembly.
/// </summary>
public abstract class Room
{
    /// <summary>Name of the room, as its folder: <c>OneStop</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The assembly that holds the room's pages, mappings and texts.</summary>
    public Assembly Assembly => GetType().Assembly;

    /// <summary>Every permission the room checks; a role that grants another name is refused at import.</summary>
    public virtual IReadOnlyList<Permission> Permissions => [];

    /// <summary>Entries of the officials' and citizens' menus.</summary>
    public virtual IReadOnlyList<MenuItem> Menu => [];

    /// <summary>What the letters beside buttons of the room's official pages stand for, each the same on every page.</summary>
    public virtual IReadOnlyList<PageKey> Keys => [];

    /// <summary>What <c>vanlang import NAME FILE</c> loads into the room.</summary>
    public virtual IReadOnlyList<ImportVerb> Imports => [];

    /// <summary>What the room lays down in files that officials may draw and publish.</summary>
    public virtual IReadOnlyList<DefinitionKind> Definitions => [];

    public virtual void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    /// <summary>Endpoints that are not pages: posts without a page of their own, downloads, APIs.</summary>
    public virtual void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}

/// <summary>A right that an endpoint, page or operation asks for, such as <c>dossier.accept</c>.</summary>
/// <param name="Name">Stable name; roles grant it by this name in <c>province/roles.json</c>.</param>
/// <param name="Description">What it allows, in Vietnamese, for who grants it.</param>
/// <param name="DescriptionEn">The same in English; null shows the Vietnamese, marked as such.</param>
public sealed record Permission(string Name, string Description, string? DescriptionEn = null)
{
    /// <summary>The words in the language of the page, and the language they are in.</summary>
    public (string Words, string Language) Said(CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return language.TwoLetterISOLanguageName == "en" && DescriptionEn is { } english ? (english, "en") : (Description, "vi");
    }
}

/// <summary>An entry of a menu.</summary>
/// <param name="Audience">Who sees it.</param>
/// <param name="TextKey">Resource key in the room's texts.</param>
/// <param name="Path">Address relative to the site, without leading slash.</param>
/// <param name="Permission">Permission that shows the entry, or null for everybody of the audience.</param>
/// <param name="Order">Place in the menu, smallest first.</param>
/// <param name="Shortcut">Letter pressed after <c>g</c> to go there; null for none.</param>
public sealed record MenuItem(MenuAudience Audience, string TextKey, string Path, string? Permission, int Order, char? Shortcut = null);

/// <summary>A letter of officials' pages.</summary>
/// <param name="Letter">The key.</param>
/// <param name="TextKey">Resource key in the room's texts.</param>
public sealed record PageKey(char Letter, string TextKey);

/// <summary>Whose menu.</summary>
public enum MenuAudience
{
    Citizen,
    Official,
}
