using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>Fields of a form-js file as plain inputs, and what was typed as the answers a province understands.</summary>
static class FormFields
{
    /// <summary>Appends a component and what lies in it; conditions are left out, as the portal cannot evaluate them.</summary>
    public static void Append(StringBuilder html, JsonNode component, ProvinceData province, Citizen citizen)
    {
        if (Children(component) is { } children)
        {
            html.Append(CultureInfo.InvariantCulture, $"<fieldset><legend>{Html.Safe(Text(component, "label"))}</legend>");
            foreach (JsonNode? child in children)
                Append(html, child!, province, citizen);
            html.Append("</fieldset>");
            return;
        }

        if (Text(component, "key") is not { } key || component["properties"]?["computed"] is not null)
            return;
        string label = Html.Safe(Text(component, "dateLabel") ?? Text(component, "label"));
        string name = Html.Safe(key);
        switch (Text(component, "type"))
        {
            case "radio":
                html.Append(CultureInfo.InvariantCulture, $"<fieldset><legend>{label}</legend>");
                foreach ((string code, string said) in Options(component, province))
                    html.Append(CultureInfo.InvariantCulture, $"<label class=\"choice\"><input type=\"radio\" name=\"{name}\" value=\"{Html.Safe(code)}\"> {Html.Safe(said)}</label>");
                html.Append("</fieldset>");
                break;
            case "select":
                html.Append(CultureInfo.InvariantCulture, $"<label for=\"{name}\">{label}</label><select id=\"{name}\" name=\"{name}\"><option value=\"\"></option>");
                foreach ((string code, string said) in Options(component, province))
                    html.Append(CultureInfo.InvariantCulture, $"<option value=\"{Html.Safe(code)}\">{Html.Safe(said)}</option>");
                html.Append("</select>");
                break;
            case "checkbox":
                html.Append(CultureInfo.InvariantCulture, $"<label class=\"choice\"><input type=\"checkbox\" name=\"{name}\" value=\"true\"> {label}</label>");
                break;
            case "textarea":
                html.Append(CultureInfo.InvariantCulture, $"<label for=\"{name}\">{label}</label><textarea id=\"{name}\" name=\"{name}\"></textarea>");
                break;
            case "filepicker":
                html.Append(CultureInfo.InvariantCulture, $"<label for=\"{name}\">{label}</label><input type=\"file\" id=\"{name}\" name=\"{name}\" multiple>");
                break;
            case "number" or "datetime" or "textfield":
                string type = Text(component, "type") switch { "number" => "number", "datetime" => "date", _ => "text" };
                html.Append(CultureInfo.InvariantCulture, $"<label for=\"{name}\">{label}</label><input type=\"{type}\" id=\"{name}\" name=\"{name}\" value=\"{Html.Safe(Offered(component, citizen))}\">");
                break;
        }
    }

    public static JsonObject Answers(JsonArray components, IFormCollection form)
    {
        JsonObject answers = [];
        foreach (JsonNode field in Fields(components))
        {
            string key = Text(field, "key")!;
            string typed = form[key].ToString().Trim();
            if (typed.Length > 0 && Text(field, "type") is var type and not "filepicker")
                answers[key] = type switch
                {
                    "number" when decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) => number,
                    "checkbox" => true,
                    "datetime" => new JsonObject { ["date"] = typed },
                    _ => typed,
                };
        }

        return answers;
    }

    public static async Task<IReadOnlyList<(string Component, string Name, string ContentType, byte[] Content)>> Files(JsonArray components, IFormFileCollection posted)
    {
        List<(string Component, string Name, string ContentType, byte[] Content)> files = [];
        foreach (JsonNode field in Fields(components).Where(field => Text(field, "type") == "filepicker"))
            foreach (IFormFile file in posted.GetFiles(Text(field, "key")!).Where(file => file.Length > 0))
            {
                using MemoryStream content = new();
                await file.CopyToAsync(content);
                files.Add((field["properties"]?["component"]?.ToString() ?? "", file.FileName, file.ContentType, content.ToArray()));
            }

        return files;
    }

    static IEnumerable<JsonNode> Fields(JsonArray components) => components.OfType<JsonNode>().SelectMany(component =>
        Children(component) is { } children ? Fields(children) : Text(component, "key") is not null ? [component] : []);

    static JsonArray? Children(JsonNode component) => component["components"] as JsonArray;

    static IEnumerable<(string Code, string Said)> Options(JsonNode field, ProvinceData province) =>
        field["properties"]?["catalog"]?.ToString() is { } catalog && province.Catalogs.TryGetValue(catalog, out JsonArray? items)
            ? items.Select(item => (item!["code"]!.ToString(), item["vi"]!.ToString()))
            : (field["values"] as JsonArray ?? []).Select(item => (item!["value"]!.ToString(), item["label"]!.ToString()));

    static string? Offered(JsonNode field, Citizen citizen) => field["properties"]?["prefill"]?.ToString() switch
    {
        "person.fullName" => citizen.Name,
        "person.identityNumber" => citizen.Number,
        "person.address" => citizen.Address,
        _ => null,
    };

    static string? Text(JsonNode node, string name) => node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : null;
}
