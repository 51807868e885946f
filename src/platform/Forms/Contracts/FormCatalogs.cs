using System.Collections.Frozen;
using System.Text.Json;

namespace VanLang.Forms.Contracts;

/// <summary>An entry of a code list.</summary>
/// <param name="Code">Stable code; this is what an answer holds.</param>
/// <param name="Name">Name to read.</param>
public sealed record CatalogEntry(string Code, LocalText Name)
{
    /// <summary>First legal day on which it may be chosen; null for any.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>First legal day on which it may no longer be chosen; null where no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Whether it may be chosen on some days only.</summary>
    public bool HasPeriod => ValidFrom is not null || ValidTo is not null;

    /// <summary>Whether it may be chosen on a legal day.</summary>
    public bool HoldsOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } end || day < end);
}

/// <summary>The code lists (danh mục) that a form may name, as they are valid when the form is loaded.</summary>
/// <param name="lists">Entries by id of the list, in the order in which they are shown.</param>
public sealed class FormCatalogs(IEnumerable<KeyValuePair<string, IReadOnlyList<CatalogEntry>>> lists)
{
    private readonly FrozenDictionary<string, IReadOnlyList<CatalogEntry>> lists = lists.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No code list.</summary>
    public static FormCatalogs None { get; } = new([]);

    /// <summary>Ids of all lists.</summary>
    public IEnumerable<string> Ids => lists.Keys;

    /// <summary>Entries of a list, or null if there is no such list.</summary>
    public IReadOnlyList<CatalogEntry>? Find(string id) => lists.GetValueOrDefault(id);

    /// <summary>Reads code lists in the form of <c>province/catalogs/*.json</c>: <c>{"id", "items": [{"code", "vi", "en", "validFrom", "validTo"}]}</c>.</summary>
    /// <exception cref="FormatException">A text is not of that form, or an id comes twice.</exception>
    public static FormCatalogs FromJson(IEnumerable<string> texts)
    {
        var lists = new Dictionary<string, IReadOnlyList<CatalogEntry>>();
        foreach (var text in texts)
        {
            var file = JsonSerializer.Deserialize<ListFile>(text, JsonSerializerOptions.Web);
            if (file is not { Id: { } id, Items: { } items } || items.Any(i => i.Code is null || i.Vi is null))
                throw new FormatException("A code list has an id and items with code and vi.");
            if (!lists.TryAdd(id, [.. items.Select(i => new CatalogEntry(i.Code!, new(i.Vi!, i.En)) { ValidFrom = i.ValidFrom, ValidTo = i.ValidTo })]))
                throw new FormatException($"Two code lists are called {id}.");
        }

        return new(lists);
    }

    private sealed record ListFile(string? Id, IReadOnlyList<ListItem>? Items);

    private sealed record ListItem(string? Code, string? Vi, string? En, DateOnly? ValidFrom = null, DateOnly? ValidTo = null);
}
