using Microsoft.AspNetCore.Http;

namespace VanLang.OneStop.Desk;

/// <summary>Addresses of a page with its query, relative to the site so that the language is kept.</summary>
static class PageAddress
{
    /// <summary>Empty values are left out.</summary>
    public static string Of(string path, params (string Name, string? Value)[] query) =>
        path + QueryString.Create(query.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)));
}
