using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Search;

namespace VanLang.Forms.Burden;

/// <summary>
/// What a form costs those who fill it in, and what it asks although the house knows it ("ask once"): the name and number of the account, and on an officer's form what the declaration of the same
/// procedure has answered.
/// </summary>
static class FormAdvice
{
    static readonly (string Kind, string Source)[] OfAccount = [("full-name", "person.fullName"), ("person-id", "person.identityNumber")];

    public static async Task<IReadOnlyList<DefinitionAdvice>> Of(IServiceProvider services, string key, string text, DateOnly day, CancellationToken cancellationToken)
    {
        if (Tree(text) is not { } form)
            return [];
        DefinitionStore definitions = services.GetRequiredService<DefinitionStore>();
        List<Asked> fields = [.. Fields(form["components"], "components", isConditional: false)];
        List<DefinitionAdvice> advice = [];
        if (await BurdenRates.On(definitions, day, cancellationToken) is { } rates)
            advice.Add(Measure(fields, (form["components"] as JsonArray)?.Count ?? 0, rates));
        bool isOfficers = fields.Exists(field => field.Prefill?.StartsWith("dossier.", StringComparison.Ordinal) == true) || key.StartsWith("ket-qua-", StringComparison.Ordinal);
        advice.AddRange(isOfficers
            ? await KnownFromDossier(definitions, Text(form["properties"]?["procedure"]), key, fields, day, cancellationToken)
            : KnownFromAccount(fields).Concat(await Missed(definitions, text, fields, day, cancellationToken)).DistinctBy(one => one.Place));
        return advice;
    }

    static IEnumerable<DefinitionAdvice> KnownFromAccount(List<Asked> fields) => OfAccount.Where(known => fields.TrueForAll(field => field.Prefill != known.Source))
        .Select(known => (known.Source, Field: fields.Find(field => field.Kind == known.Kind && field.IsBare)))
        .Where(known => known.Field is not null)
        .Select(known => Flag(known.Field!, known.Source, "tài khoản của người nộp", "the account of who files it"));

    // Every published form carries all code lists.
    static async Task<IEnumerable<DefinitionAdvice>> Missed(DefinitionStore definitions, string text, List<Asked> fields, DateOnly day, CancellationToken cancellationToken)
    {
        IEnumerable<string> lists = (await definitions.AllInForce(FormLibrary.Kind, day, cancellationToken)).Take(1).SelectMany(form => FormLibrary.Lists(form.Content)).Select(list => list.Value);
        if (FormLibrary.Load(FormLibrary.Bundle(text, lists)).Schema is not { } schema)
            return [];
        return
        [
            .. from asked in fields
               let source = schema.Field(asked.Key) is { } field ? PrefillSources.Missed(field) : null
               where source is not null
               select Flag(asked, source.Name, source.Said.Vietnamese, source.Said.English ?? source.Said.Vietnamese),
        ];
    }

    static DefinitionAdvice Measure(List<Asked> fields, int pages, BurdenRates rates)
    {
        decimal seconds = (pages * rates.Page) + fields.Where(field => !field.IsComputed).Sum(field =>
            (field.Prefill is not null ? rates.Prefilled : rates.Seconds.GetValueOrDefault(field.Kind ?? "", rates.Seconds.GetValueOrDefault(field.Type))) * (field.IsConditional ? rates.ConditionalShare : 1));
        (int minutes, int rest) = Math.DivRem((int)Math.Round(seconds), 60);
        int asked = fields.Count(field => !field.IsComputed), shown = fields.Count(field => field is { IsComputed: false, IsConditional: true });
        string share = rates.ConditionalShare.ToString("0.##", CultureInfo.InvariantCulture);
        return new(
            null,
            $"Một lần khai: {asked} ô ({shown} ô có điều kiện, tính {share}), khoảng {minutes} phút {rest} giây{(rates.Label is { } mark ? $" ({mark})" : "")}.",
            $"To fill it in once: {asked} fields ({shown} on a condition, counted {share}), about {minutes} min {rest} s{(rates.Verified ? "" : " (assumed)")}.",
            IsMeasure: true);
    }

    static async Task<List<DefinitionAdvice>> KnownFromDossier(DefinitionStore definitions, string? procedure, string key, List<Asked> fields, DateOnly day, CancellationToken cancellationToken)
    {
        Dictionary<string, Asked> answered = [];
        foreach (Definition published in procedure is null ? [] : await definitions.AllInForce(FormLibrary.Kind, day, cancellationToken))
        {
            if (published.Key == key || published.Key.StartsWith("ket-qua-", StringComparison.Ordinal) || Tree(FormLibrary.Schema(published.Content)) is not { } other || Text(other["properties"]?["procedure"]) != procedure)
                continue;
            foreach (Asked field in Fields(other["components"], "components", isConditional: false).Where(field => field.Type != "filepicker"))
                answered.TryAdd(VietnameseFolding.Fold(field.Label), field);
        }

        return
        [
            .. from field in fields
               where field.IsBare && field.Type != "filepicker"
               let known = answered.GetValueOrDefault(VietnameseFolding.Fold(field.Label)) ?? answered.Values.FirstOrDefault(other => field.Key == "kq_" + other.Key)
               where known is not null && known.Type == field.Type
               select Flag(field, "dossier." + known.Key, "tờ khai của chính hồ sơ", "the declaration of the same dossier"),
        ];
    }

    static DefinitionAdvice Flag(Asked field, string source, string knownVi, string knownEn) => new(
        field.Path,
        $"“{field.Label}” đã có ở {knownVi}: điền sẵn bằng {source}, không hỏi lại.",
        $"“{field.Label}” is known from {knownEn}: prefill it by {source} instead of asking again.");

    static IEnumerable<Asked> Fields(JsonNode? list, string path, bool isConditional)
    {
        foreach ((JsonObject part, int index) in ((list as JsonArray)?.OfType<JsonObject>() ?? []).Select((part, index) => (part, index)))
        {
            string at = $"{path}.{index.ToString(CultureInfo.InvariantCulture)}";
            bool hides = isConditional || part["conditional"]?["hide"] is not null || part["properties"]?["visibleWhen"] is not null;
            if (Text(part["key"]) is { Length: > 0 } key && Text(part["type"]) is { } type)
            {
                JsonNode? own = part["properties"];
                yield return new(
                    at, key, type, Text(own?["kind"]), Text(part["label"]) ?? Text(part["dateLabel"]) ?? key, Text(own?["prefill"]), hides, own?["computed"] is not null, own?["initial"] is not null || part["defaultValue"] is not null);
            }

            foreach (Asked inner in Fields(part["components"], at + ".components", hides))
                yield return inner;
        }
    }

    static JsonObject? Tree(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    sealed record Asked(string Path, string Key, string Type, string? Kind, string Label, string? Prefill, bool IsConditional, bool IsComputed, bool IsOffered)
    {
        public bool IsBare => Prefill is null && !IsComputed && !IsOffered;
    }
}
