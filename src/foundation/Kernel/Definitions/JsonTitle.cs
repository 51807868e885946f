using System.Text.Json;

namespace VanLang.Kernel.Definitions;

/// <summary>What a JSON file is called by people.</summary>
public static class JsonTitle
{
    /// <summary>The text at a path of members; null where there is none, or no JSON.</summary>
    public static string? Of(string content, params ReadOnlySpan<string> path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement at = document.RootElement;
            foreach (string member in path)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
                    return null;
            }

            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
