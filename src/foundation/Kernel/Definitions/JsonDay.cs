using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Kernel.Definitions;

/// <summary>The day in a JSON file from which it holds (<c>validFrom</c>).</summary>
public static class JsonDay
{
    /// <summary>The file with another first day; as it is where it says that day already, says none, or cannot be read.</summary>
    public static string From(string text, DateOnly day)
    {
        string said = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            if (JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is not JsonObject tree || tree["validFrom"] is not JsonValue known || (known.TryGetValue(out string? first) && first == said))
                return text;
            tree["validFrom"] = said;
            return DefinitionSheet.WriteJson(tree);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
