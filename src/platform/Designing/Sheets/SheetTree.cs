using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Designing.Sheets;

/// <summary>Places in a tree of JSON: names and numbers of entries with dots between.</summary>
static class SheetTree
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? Get(JsonNode? from, string path)
    {
        foreach (string part in Parts(path))
        {
            from = from switch
            {
                JsonObject tree => tree[part],
                JsonArray list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < list.Count => list[at],
                _ => null,
            };
        }

        return from;
    }

    /// <summary>Puts a value into its place; objects on the way are made. Null takes the member away.</summary>
    public static void Set(JsonObject root, string path, JsonNode? value)
    {
        string[] parts = Parts(path);
        JsonNode at = root;
        foreach (string part in parts[..^1])
        {
            JsonNode? next = Get(at, part);
            if (next is null)
            {
                if (value is null)
                    return;
                ((JsonObject)at)[part] = next = new JsonObject();
            }

            at = next;
        }

        if (at is not JsonObject parent)
            return;
        if (value is not null)
        {
            parent[parts[^1]] = value;
            return;
        }

        parent.Remove(parts[^1]);
        // An object that nothing is left of would say something that nobody entered.
        if (parent.Count == 0 && parts.Length > 1 && parent.Parent is JsonObject)
            Set(root, string.Join('.', parts[..^1]), null);
    }

    /// <summary>A text as it is read by people; null for none.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue or JsonObject or JsonArray => node.ToJsonString(Relaxed),
        _ => null,
    };

    /// <summary>A value as people read it: an object line by line.</summary>
    public static string Readable(JsonNode? node) => node switch
    {
        JsonObject values => string.Join('\n', Lines(values)),
        JsonArray list => string.Join('\n', list.Select(Readable)),
        null => "",
        _ => Text(node)!,
    };

    /// <summary>A value as it is typed: texts bare where nothing else looks the same.</summary>
    public static string Typed(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && ReadTyped(text) is JsonValue read && read.GetValueKind() == JsonValueKind.String ? text : node?.ToJsonString(Relaxed) ?? "null";

    /// <summary>What a typed value means: a number, yes, no, nothing, JSON, else the text itself.</summary>
    public static JsonNode? ReadTyped(string typed)
    {
        string text = typed.Trim();
        if (text is "null")
            return null;
        if (text.Length > 0 && (text[0] is '"' or '{' or '[' or '-' || char.IsAsciiDigit(text[0]) || text is "true" or "false"))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // A day, an amount with its unit: text.
            }
        }

        return JsonValue.Create(text);
    }

    /// <summary>The values of an object, one a line, those of objects within by dots.</summary>
    public static IEnumerable<string> Lines(JsonObject values, string before = "")
    {
        foreach ((string name, JsonNode? value) in values)
        {
            if (value is JsonObject { Count: > 0 } inner)
            {
                foreach (string line in Lines(inner, $"{before}{name}."))
                    yield return line;
            }
            else
            {
                yield return $"{before}{name} = {Typed(value)}";
            }
        }
    }

    /// <summary>Reads what <see cref="Lines"/> wrote; a line without a sign of equality is a name whose value is missing, which stays a text.</summary>
    public static JsonObject ReadLines(string text)
    {
        JsonObject values = [];
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = line.Split('=', 2, StringSplitOptions.TrimEntries);
            JsonNode? value = sides.Length == 2 ? ReadTyped(sides[1]) : JsonValue.Create("");
            string[] parts = sides[0].Split('.');
            JsonObject at = values;
            foreach (string part in parts[..^1])
            {
                if (at[part] is not JsonObject next)
                    at[part] = next = [];
                at = next;
            }

            at[parts[^1]] = value;
        }

        return values;
    }

    /// <summary>Where an object with this id or name stands; null where there is none.</summary>
    public static string? PlaceOf(JsonNode? from, string named, string path = "")
    {
        switch (from)
        {
            case JsonObject tree:
                if (path.Length > 0 && (Text(tree["id"]) == named || Text(tree["name"]) == named))
                    return path;
                return tree.Select(member => PlaceOf(member.Value, named, Join(path, member.Key))).FirstOrDefault(found => found is not null);
            case JsonArray list:
                return list.Select((entry, at) => PlaceOf(entry, named, Join(path, at.ToString(CultureInfo.InvariantCulture)))).FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    public static string Join(string before, string path) => before.Length == 0 ? path : path.Length == 0 ? before : $"{before}.{path}";

    static string[] Parts(string path) => path.Length == 0 ? [] : path.Split('.');
}
