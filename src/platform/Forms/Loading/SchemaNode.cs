using System.Globalization;
using System.Text.Json;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>An object of the schema file that knows its JSON path and notes what is wrong with it.</summary>
internal sealed class SchemaNode(JsonElement json, string path, List<SchemaProblem> problems)
{
    public string Path { get; } = path;

    public IEnumerable<string> Names => json.EnumerateObject().Select(p => p.Name);

    /// <summary>Notes a problem at this node, or at one of its members.</summary>
    public void Problem(string code, string? member = null, params object[] arguments) =>
        problems.Add(new(member is null ? Path : $"{Path}.{member}", code, Texts.Format(code, arguments)));

    /// <summary>Notes that a member is missing; one of the wrong kind has been noted already.</summary>
    public void Missing(string member)
    {
        if (!Has(member, out var value) || value.ValueKind == JsonValueKind.String)
            Problem("forms.schema.missing", member, member);
    }

    /// <summary>Text of a member; null if it is absent, null or blank.</summary>
    public string? Text(string name)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Problem("forms.schema.value-kind", name, "text");
            return null;
        }

        var text = value.GetString()!.Trim();
        // A lone surrogate cannot be normalised, printed or hashed.
        if (!Filling.TextCleaner.IsWellFormed(text))
        {
            Problem("forms.schema.value-kind", name, "text");
            return null;
        }

        return text.Length == 0 ? null : text.Normalize();
    }

    /// <summary>Yes or no; form-js keeps extension values as text, so "true" is taken as well.</summary>
    public bool Flag(string name)
    {
        if (!Has(name, out var value))
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        if (value.ValueKind == JsonValueKind.String && bool.TryParse(value.GetString(), out var flag))
            return flag;
        Problem("forms.schema.value-kind", name, "true/false");
        return false;
    }

    public decimal? Number(string name)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            return number;
        if (value.ValueKind == JsonValueKind.String
            && decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return number;
        Problem("forms.schema.value-kind", name, "number");
        return null;
    }

    /// <summary>A whole number between the limits.</summary>
    public int? Count(string name, int min, int max)
    {
        if (Number(name) is not { } number)
            return null;
        if (number == decimal.Truncate(number) && number >= min && number <= max)
            return (int)number;
        Problem("forms.schema.count", name, min, max);
        return null;
    }

    public LocalText? Local(string vietnamese, string english) =>
        Text(vietnamese) is { } text ? new LocalText(text, Text(english)) : null;

    /// <summary>The object of that name; an empty one if it is absent.</summary>
    public SchemaNode Child(string name)
    {
        if (!Has(name, out var value))
            return new(Empty, $"{Path}.{name}", problems);
        if (value.ValueKind == JsonValueKind.Object)
            return new(value, $"{Path}.{name}", problems);
        Problem("forms.schema.value-kind", name, "object");
        return new(Empty, $"{Path}.{name}", problems);
    }

    /// <summary>The objects of a list; null if it is absent.</summary>
    public IReadOnlyList<SchemaNode>? Items(string name)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Problem("forms.schema.value-kind", name, "list");
            return null;
        }

        var items = new List<SchemaNode>();
        var at = 0;
        foreach (var item in value.EnumerateArray())
        {
            var place = $"{Path}.{name}[{at++}]";
            if (item.ValueKind == JsonValueKind.Object)
                items.Add(new(item, place, problems));
            else
                problems.Add(new(place, "forms.schema.value-kind", Texts.Format("forms.schema.value-kind", "object")));
        }

        return items;
    }

    public bool Has(string name) => Has(name, out _);

    /// <summary>The member as it stands; for values whose kind depends on the field.</summary>
    public bool Has(string name, out JsonElement value) =>
        json.TryGetProperty(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    /// <summary>A misspelt extension would silently do nothing, so an unknown one is refused.</summary>
    public void AllowOnly(IReadOnlySet<string> known)
    {
        foreach (var name in Names)
            if (!known.Contains(name))
                Problem("forms.schema.unknown-property", name, name);
    }

    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement.Clone();
}
