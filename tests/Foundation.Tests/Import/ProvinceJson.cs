using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Foundation.Tests.Import;

/// <summary>Ways to walk the JSON of <c>province/</c> without the types of the rooms that will read it.</summary>
internal static class ProvinceJson
{
    /// <summary>Every JSON file that carries facts, by path below <c>province/</c>. Templates have a form and tests of their own.</summary>
    internal static IReadOnlyList<(string File, JsonObject Root)> All { get; } =
        [.. Directory.EnumerateFiles(ProvinceFolder.Path, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(ProvinceFolder.Path, path).Replace('\\', '/'))
            .Where(file => !file.StartsWith("templates/", StringComparison.Ordinal) && !file.StartsWith("fonts/", StringComparison.Ordinal) && !file.EndsWith(".schema.json", StringComparison.Ordinal) && !file.EndsWith(".tests.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, Read(file)))];

    internal static JsonObject Read(params string[] parts) =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(ProvinceFolder.File(parts)), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;

    internal static IEnumerable<(string File, JsonObject Root)> In(string folder) => All.Where(file => file.File.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Every object, with its path.</summary>
    internal static IEnumerable<(string Path, JsonObject Value)> Objects(JsonNode? node, string path = "$") => node switch
    {
        JsonObject value => value.SelectMany(member => Objects(member.Value, $"{path}.{member.Key}")).Prepend((path, value)),
        JsonArray list => list.SelectMany((item, i) => Objects(item, $"{path}[{i}]")),
        _ => [],
    };

    internal static IEnumerable<JsonObject> List(this JsonObject value, string name) => (value[name] as JsonArray)?.Cast<JsonObject>() ?? [];

    internal static string? Text(this JsonObject value, string name) => (value[name] as JsonValue)?.GetValue<string>();

    internal static IEnumerable<string> Texts(this JsonObject value, string name) => (value[name] as JsonArray)?.Select(item => item!.GetValue<string>()) ?? [];

    /// <summary>The fields of a form, whatever page or repeated group they are in.</summary>
    internal static IEnumerable<JsonObject> Fields(JsonObject form) =>
        form.List("components").SelectMany(page => page.List("components")).SelectMany(part => part.Text("type") == "dynamiclist" ? part.List("components") : [part]);

    internal static JsonObject Properties(this JsonObject component) => component["properties"] as JsonObject ?? [];
}
