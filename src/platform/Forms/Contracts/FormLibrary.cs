using System.Text.Json;
using VanLang.Forms.Units;
using VanLang.Kernel.Definitions;

namespace VanLang.Forms.Contracts;

/// <summary>
/// E-forms by version. A published form carries the code lists it names, so that what was chosen years ago still reads as it read then.
/// </summary>
public sealed class FormLibrary
{
    private readonly DefinitionStore definitions;
    private readonly UnitLibrary units;
    private AdministrativeUnits present = AdministrativeUnits.None;

    internal FormLibrary(DefinitionStore definitions, UnitLibrary units) => (this.definitions, this.units) = (definitions, units);

    /// <summary>Under which kind forms stand in the definition store.</summary>
    public const string Kind = "form";

    /// <summary>Under which kind the code lists stand there that forms keep copies of.</summary>
    public const string ListKind = "catalog";

    /// <summary>Facts that forms may name beside their fields, as <c>province/forms/README.md</c> says.</summary>
    public static IReadOnlyList<string> Facts { get; } = ["tra_cuu_dan_cu"];

    /// <summary>The form of a published version.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public async Task<FormSchema> Version(string key, string version)
    {
        // A form stays as it was; in which places people find themselves is as it is known today, for every form alike.
        present = await units.Today(CancellationToken.None);
        return await definitions.Compiled(Kind, key, version, content =>
        {
            FormLoad load = Load(content);
            FormSchema schema = load.Schema ?? throw new InvalidOperationException($"The published form {key} {version} cannot be read.");
            schema.Units = () => present;
            return schema;
        });
    }

    /// <summary>The content under which a form is published: its schema with every code list.</summary>
    public static string Bundle(string schema, IEnumerable<string> catalogs) => JsonSerializer.Serialize(new FormBundle(schema, [.. catalogs]));

    /// <summary>Reads what <see cref="Bundle"/> made.</summary>
    public static FormLoad Load(string bundle)
    {
        FormBundle parts = JsonSerializer.Deserialize<FormBundle>(bundle)!;
        return FormSchema.Load(parts.Schema, FormCatalogs.FromJson(parts.Catalogs), Facts);
    }

    /// <summary>A content that is not published, with the places of today; null where it cannot be read.</summary>
    public async Task<FormSchema?> Proposed(string bundle, CancellationToken cancellationToken)
    {
        present = await units.Today(cancellationToken);
        FormSchema? schema = Load(bundle).Schema;
        if (schema is not null)
            schema.Units = () => present;
        return schema;
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
