using System.Text.Json;
using VanLang.Kernel.Definitions;

namespace VanLang.Forms.Contracts;

/// <summary>
/// E-forms by version. A published form carries the code lists it names, so that what was chosen years ago still reads as it read then.
/// </summary>
public sealed class FormLibrary(DefinitionStore definitions)
{
    /// <summary>Under which kind forms stand in the definition store.</summary>
    public const string Kind = "form";

    /// <summary>Facts that forms may name beside their fields, as <c>province/forms/README.md</c> says.</summary>
    public static IReadOnlyList<string> Facts { get; } = ["tra_cuu_dan_cu"];

    /// <summary>The form of a published version.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public Task<FormSchema> Version(string key, string version) => definitions.Compiled(Kind, key, version, content =>
    {
        FormLoad load = Load(content);
        return load.Schema ?? throw new InvalidOperationException($"The published form {key} {version} cannot be read.");
    });

    /// <summary>The content under which a form is published: its schema with every code list.</summary>
    public static string Bundle(string schema, IEnumerable<string> catalogs) => JsonSerializer.Serialize(new FormBundle(schema, [.. catalogs]));

    /// <summary>Reads what <see cref="Bundle"/> made.</summary>
    public static FormLoad Load(string bundle)
    {
        FormBundle parts = JsonSerializer.Deserialize<FormBundle>(bundle)!;
        return FormSchema.Load(parts.Schema, FormCatalogs.FromJson(parts.Catalogs), Facts);
    }

    /// <summary>The form-js schema of a published content.</summary>
    public static string Schema(string bundle) => JsonSerializer.Deserialize<FormBundle>(bundle)!.Schema;

    /// <summary>The code lists of a published content, by their id.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Lists(string bundle)
    {
        foreach (string list in JsonSerializer.Deserialize<FormBundle>(bundle)!.Catalogs)
        {
            using JsonDocument document = JsonDocument.Parse(list);
            yield return KeyValuePair.Create(document.RootElement.GetProperty("id").GetString()!, list);
        }
    }

    sealed record FormBundle(string Schema, IReadOnlyList<string> Catalogs);
}
