using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VanLang.Kernel.Import;

/// <summary>Holds a JSON text against a type and reports every difference, not only the first.</summary>
internal sealed class ImportShape(JsonTree tree, ImportReport report)
{
    internal void Check(JsonTreeNode node, Type type, string path)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        var info = ImportJson.Options.GetTypeInfo(wanted);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when node.Kind == JsonValueKind.Object:
                CheckObject(node, info, path);
                break;
            case JsonTypeInfoKind.Object:
                WrongType(path, node, "type-object");
                break;
            case JsonTypeInfoKind.Enumerable when node.Kind == JsonValueKind.Array:
                CheckList(node, info.ElementType!, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                WrongType(path, node, "type-array");
                break;
            case JsonTypeInfoKind.Dictionary when node.Kind == JsonValueKind.Object:
                CheckRepeated(node, path);
                foreach (var (name, _, value) in node.Members)
                    CheckItem(value, info.ElementType!, Join(path, name));
                break;
            case JsonTypeInfoKind.Dictionary:
                WrongType(path, node, "type-object");
                break;
            default:
                CheckLeaf(node, wanted, path);
                break;
        }
    }

    private void CheckObject(JsonTreeNode node, JsonTypeInfo info, string path)
    {
        CheckRepeated(node, path);
        foreach (var (name, line, value) in node.Members)
        {
            var property = info.Properties.FirstOrDefault(candidate => candidate.Name == name);
            if (property is null)
                report.Add(Join(path, name), line, ImportCodes.UnknownField, ImportTexts.Of(ImportCodes.UnknownField, name, string.Join(", ", info.Properties.Select(p => p.Name))));
            else if (value.Kind != JsonValueKind.Null)
                Check(value, property.PropertyType, Join(path, name));
            else if (!MayBeNull(property))
                report.Add(Join(path, name), line, ImportCodes.Empty, ImportTexts.Of(ImportCodes.Empty));
        }
        foreach (var property in info.Properties)
        {
            if (IsNeeded(property) && !node.Members.Any(member => member.Name == property.Name))
                report.Add(Join(path, property.Name), node.Line, ImportCodes.MissingField, ImportTexts.Of(ImportCodes.MissingField, property.Name));
        }
    }

    private void CheckRepeated(JsonTreeNode node, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, line, _) in node.Members)
        {
            if (!seen.Add(name))
                report.Add(Join(path, name), line, ImportCodes.RepeatedField, ImportTexts.Of(ImportCodes.RepeatedField, name));
        }
    }

    private void CheckList(JsonTreeNode node, Type element, string path)
    {
        for (var i = 0; i < node.Items.Count; i++)
            CheckItem(node.Items[i], element, $"{path}[{i}]");
        foreach (var key in ImportJson.Options.GetTypeInfo(element).Properties.Where(IsKey))
            CheckUnique(node, key.Name, path);
    }

    private void CheckItem(JsonTreeNode item, Type element, string path)
    {
        if (item.Kind == JsonValueKind.Null && Nullable.GetUnderlyingType(element) is null)
            report.Add(path, item.Line, ImportCodes.Empty, ImportTexts.Of(ImportCodes.Empty));
        else if (item.Kind != JsonValueKind.Null)
            Check(item, element, path);
    }

    private void CheckUnique(JsonTreeNode list, string key, string path)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var value = list.Items[i].Members.FirstOrDefault(member => member.Name == key).Value;
            if (value is not { Kind: JsonValueKind.String or JsonValueKind.Number })
                continue;
            var text = value.Kind == JsonValueKind.String ? Text(value) : System.Text.Encoding.UTF8.GetString(tree.Slice(value));
            if (!first.TryAdd(text, i))
                report.Add($"{path}[{i}].{key}", value.Line, ImportCodes.DuplicateKey, ImportTexts.Of(ImportCodes.DuplicateKey, text, $"{path}[{first[text]}]", list.Items[first[text]].Line));
        }
    }

    private void CheckLeaf(JsonTreeNode node, Type type, string path)
    {
        if (type == typeof(JsonElement) || type == typeof(object))
            return;
        try
        {
            JsonSerializer.Deserialize(tree.Slice(node), type, ImportJson.Options);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            if (type == typeof(DateOnly) && node.Kind == JsonValueKind.String)
                report.Add(path, node.Line, ImportCodes.BadDate, ImportTexts.Of(ImportCodes.BadDate, Text(node)));
            else if (type.IsEnum && node.Kind == JsonValueKind.String)
                report.Add(path, node.Line, ImportCodes.BadValue, ImportTexts.Of(ImportCodes.BadValue, Text(node), string.Join(", ", Names(type))));
            else
                WrongType(path, node, TypeName(type), type.Name);
        }
    }

    private static IEnumerable<string> Names(Type type) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => JsonSerializer.Serialize(Enum.ToObject(type, value), type, ImportJson.Options).Trim('"'));

    private void WrongType(string path, JsonTreeNode found, string wantedKey, string typeName = "")
    {
        var (wanted, got) = (ImportTexts.Of(wantedKey, typeName), ImportTexts.Of(found.Kind switch
        {
            JsonValueKind.Object => "type-object",
            JsonValueKind.Array => "type-array",
            JsonValueKind.String => "type-string",
            JsonValueKind.Number => "type-number",
            JsonValueKind.Null => "type-null",
            _ => "type-boolean",
        }));
        var (vi, en) = (ImportTexts.Of(ImportCodes.WrongType, wanted.Vi, got.Vi).Vi, ImportTexts.Of(ImportCodes.WrongType, wanted.En, got.En).En);
        report.Add(path, found.Line, ImportCodes.WrongType, (vi, en));
    }

    private static string TypeName(Type type) =>
        type == typeof(string) ? "type-string"
        : type == typeof(bool) ? "type-boolean"
        : type == typeof(DateOnly) ? "type-date"
        : type == typeof(TimeOnly) ? "type-time"
        : type == typeof(decimal) || type == typeof(double) ? "type-number"
        : type == typeof(int) || type == typeof(long) ? "type-whole-number"
        : type.IsEnum ? "type-string"
        : "type-value";

    private string Text(JsonTreeNode node) => JsonSerializer.Deserialize<string>(tree.Slice(node), ImportJson.Options)!;

    internal static bool IsKey(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(ImportKeyAttribute), inherit: false) == true;

    private static bool MayBeNull(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable));

    internal static bool IsNeeded(JsonPropertyInfo property) =>
        property.IsRequired || (property.AssociatedParameter is { HasDefaultValue: false } && !MayBeNull(property));

    private static string Join(string path, string name) => path.Length == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{path}.{name}");
}
