using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Simulators.NationalPortal;

/// <summary>What a province has published to the portal: its procedures with their forms, its agencies. The citizens stand in for VNeID.</summary>
sealed class ProvinceData
{
    readonly Dictionary<string, ProcedureData> procedures;

    public ProvinceData(SimulatorOptions options, TimeProvider time)
    {
        string today = time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        bool Holds(JsonNode node) => string.CompareOrdinal(Text(node, "validFrom") ?? "", today) <= 0 && (Text(node, "validTo") is not { } to || string.CompareOrdinal(today, to) < 0);
        JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Path.Combine([options.Province, .. path])))!;

        JsonNode directory = Read("agencies.json");
        // Units stand with the agency or in a template that many share.
        bool HasCounter(JsonNode? holder) => holder?["units"] is JsonArray units && units.Any(unit => Text(unit!, "kind") == "one-stop");
        HashSet<string> templates = [.. (directory["unitTemplates"] as JsonArray ?? []).Where(HasCounter).Select(template => Text(template!, "key") ?? "")];
        Agencies =
        [
            .. directory["agencies"]!.AsArray().OfType<JsonNode>()
                .Where(agency => Holds(agency) && Text(agency, "code") is not null && (HasCounter(agency) || templates.Contains(Text(agency, "unitTemplate") ?? "-")))
                .Select(agency => new AgencyData(Text(agency, "code")!, Text(agency, "name")!)),
        ];
        Citizens =
        [
            .. Read("people.json")["citizens"]!.AsArray().OfType<JsonNode>()
                .Select(person => new Citizen(
                    Text(person, "key")!, Text(person, "fullName")!, Text(person, "personNumber")!, Text(person, "phone"), Text(person, "email"), Text(person, "address"))),
        ];
        procedures = Directory.EnumerateFiles(Path.Combine(options.Province, "procedures"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)
            .Where(procedure => Holds(procedure) && Text(procedure, "form") is not null && Text(procedure, "process") is not null)
            .Select(procedure =>
            {
                string key = Text(procedure, "form")!;
                JsonNode form = Read("forms", $"{key}.json");
                return new ProcedureData(
                    Text(procedure, "code")!, Text(procedure["name"]!, "vi")!, key, form["properties"]!["version"]!.ToString(), form["components"]!.AsArray());
            })
            .GroupBy(procedure => procedure.Code).ToDictionary(group => group.Key, group => group.Last());
        Catalogs = Directory.EnumerateFiles(Path.Combine(options.Province, "catalogs"), "*.json")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(File.ReadAllText(file))!["items"]!.AsArray());
    }

    public IReadOnlyList<AgencyData> Agencies { get; }

    public IReadOnlyList<Citizen> Citizens { get; }

    public IReadOnlyDictionary<string, JsonArray> Catalogs { get; }

    public IEnumerable<ProcedureData> Procedures => procedures.Values.OrderBy(procedure => procedure.Code, StringComparer.Ordinal);

    public ProcedureData? Find(string code) => procedures.GetValueOrDefault(code);

    /// <summary>A procedure; one that was never published is filed without a form of its own.</summary>
    public ProcedureData Procedure(string code) => Find(code) ?? new(code, $"Thủ tục {code}", "", "1", []);

    internal static string? Text(JsonNode node, string name) => node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : null;
}

/// <summary>A procedure with its form.</summary>
/// <param name="Components">Components of the form-js file.</param>
sealed record ProcedureData(string Code, string Name, string FormKey, string FormVersion, JsonArray Components);

/// <summary>An agency that takes dossiers in.</summary>
sealed record AgencyData(string Code, string Name);

/// <summary>An invented person with a simulated VNeID account of level 2.</summary>
sealed record Citizen(string Key, string Name, string Number, string? Phone, string? Email, string? Address)
{
    /// <summary>Technical id under which the portal knows the account (TechID).</summary>
    public Guid TechnicalId { get; } = new(SHA256.HashData(Encoding.UTF8.GetBytes($"vneid/{Number}")).AsSpan(0, 16));
}
