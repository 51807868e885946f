using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Portal;

/// <summary>Finds a form by its key and the number of its version (<c>properties.version</c>), as the portal names it.</summary>
sealed class PublishedForms(UnitOfWork unitOfWork, FormLibrary forms)
{
    /// <summary>Of several publications with one number the latest; null where that version was never published here.</summary>
    public async Task<PublishedForm?> Find(string key, string number, CancellationToken cancellationToken)
    {
        List<Definition> versions = await unitOfWork.Read(
            (db, token) => db.Set<Definition>().Where(d => d.Kind == FormLibrary.Kind && d.Key == key).OrderByDescending(d => d.PublishedAt).ToListAsync(token), cancellationToken);
        Definition? found = versions.FirstOrDefault(version => NumberOf(version.Content) == number);
        return found is null ? null : new(await forms.Version(key, found.Version), found.Version);
    }

    static string? NumberOf(string bundle)
    {
        using JsonDocument document = JsonDocument.Parse(bundle);
        using JsonDocument schema = JsonDocument.Parse(document.RootElement.GetProperty("Schema").GetString()!);
        return schema.RootElement.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty("version", out JsonElement version) ? version.ToString() : null;
    }
}

/// <summary>A form with the id of its version.</summary>
sealed record PublishedForm(FormSchema Schema, string Version);
