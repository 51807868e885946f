using System.Text.Json;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Law;

/// <summary>What was decided for a dossier and why, as the events of its record keep it.</summary>
static class RecordedRulings
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>In the order in which they were made; empty for dossiers of before they were kept.</summary>
    public static IReadOnlyList<Ruling> Of(IEnumerable<TimelineEvent> events) =>
    [
        .. events.Select(happened => happened.Payload).OfType<string>().SelectMany(payload =>
        {
            using JsonDocument json = JsonDocument.Parse(payload);
            return json.RootElement.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("rulings", out JsonElement rulings)
                ? rulings.Deserialize<Ruling[]>(Options) ?? []
                : [];
        }),
    ];
}
