using System.Globalization;
using System.Resources;
using System.Text.Json;
using VanLang.Printing.Contracts;

namespace VanLang.Printing.Templates;

/// <summary>The faults of one file; codes and texts stand in the room's resources.</summary>
internal sealed class TemplateFaults(string file)
{
    private static readonly ResourceManager Texts = new("VanLang.Printing.Resources.PrintingRoom", typeof(TemplateFaults).Assembly);

    private readonly List<PrintProblem> problems = [];

    public IReadOnlyList<PrintProblem> Problems => problems;

    public void Add(string path, string code, string detail = "")
    {
        var reason = string.Format(
            CultureInfo.CurrentCulture, Texts.GetString($"Problem.{code}", CultureInfo.CurrentUICulture) ?? code, detail);
        problems.Add(new PrintProblem(file, path, $"printing.{code}", reason));
    }
}

/// <summary>A JSON object that knows its place and which of its properties were read, so that misspelt ones are found.</summary>
internal sealed class TemplateNode(JsonElement element, string path, TemplateFaults faults)
{
    private readonly HashSet<string> read = [];

    public string Path => path;

    public static TemplateNode? From(JsonElement element, string path, TemplateFaults faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new TemplateNode(element, path, faults);
        faults.Add(path, "not-object");
        return null;
    }

    public void Fault(string property, string code, string detail = "") =>
        faults.Add(property.Length == 0 ? path : $"{path}.{property}", code, detail);

    public string? Text(string name) => Find(name, JsonValueKind.String)?.GetString();

    public string RequiredText(string name)
    {
        var value = Find(name, JsonValueKind.String)?.GetString();
        if (string.IsNullOrWhiteSpace(value))
            Fault(name, "missing");
        return value ?? "";
    }

    public bool Flag(string name, bool fallback)
    {
        if (!TryFind(name, out var value))
            return fallback;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fault(name, "type", "boolean");
        return fallback;
    }

    public double Number(string name, double fallback, double least, double most) => Number(name, least, most) ?? fallback;

    public double? Number(string name, double least, double most)
    {
        if (Find(name, JsonValueKind.Number) is not { } value)
            return null;
        var number = value.GetDouble();
        if (number >= least && number <= most)
            return number;
        Fault(name, "range", string.Create(CultureInfo.InvariantCulture, $"{least} – {most}"));
        return null;
    }

    public T Choice<T>(string name, T fallback)
        where T : struct, Enum
    {
        var text = Text(name);
        if (text is null)
            return fallback;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Fault(name, "choice", string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
        return fallback;
    }

    public TextTemplate? Template(string name, bool required = false)
    {
        var text = required ? RequiredText(name) : Text(name);
        return string.IsNullOrEmpty(text) ? null : TextTemplate.Parse(text, (code, detail) => Fault(name, code, detail));
    }

    public string DataPath(string name, bool required = true)
    {
        var text = required ? RequiredText(name) : Text(name) ?? "";
        if (text.Length > 0 && !Templates.DataPath.IsValid(text))
            Fault(name, "path", text);
        return text;
    }

    public IEnumerable<TemplateNode> Nodes(string name, bool required = true)
    {
        if (Find(name, JsonValueKind.Array) is not { } list)
        {
            if (required)
                Fault(name, "missing");
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (From(item, $"{path}.{name}[{index++}]", faults) is { } node)
                yield return node;
        }
    }

    public IEnumerable<TextTemplate> TextTemplates(string name)
    {
        if (Find(name, JsonValueKind.Array) is not { } list)
        {
            Fault(name, "missing");
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var place = $"{name}[{index++}]";
            if (item.ValueKind != JsonValueKind.String)
                Fault(place, "type", "string");
            else if (TextTemplate.Parse(item.GetString()!, (code, detail) => Fault(place, code, detail)) is { } text)
                yield return text;
        }
    }

    public TemplateNode? Child(string name) => Find(name, JsonValueKind.Object) is { } child ? new TemplateNode(child, $"{path}.{name}", faults) : null;

    /// <summary>Marks a property as known without reading it.</summary>
    public void Know(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            read.Add(name);
    }

    /// <summary>Reports every property nobody asked for.</summary>
    public void Close()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!read.Contains(property.Name))
                Fault(property.Name, "unknown-property");
        }
    }

    private JsonElement? Find(string name, JsonValueKind kind)
    {
        if (!TryFind(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        Fault(name, "type", kind.ToString().ToLowerInvariant());
        return null;
    }

    private bool TryFind(string name, out JsonElement value)
    {
        read.Add(name);
        return element.TryGetProperty(name, out value);
    }
}
