using System.Text.Json;

namespace VanLang.Verify;

/// <summary>Holds the rows of the tables against what the last event of each subject says of it.</summary>
sealed class RowCheck(Report report)
{
    readonly Dictionary<(string Kind, Guid Id), Dictionary<string, string?>> recorded = [];
    readonly Dictionary<string, string> tables = [];
    readonly Dictionary<(string Kind, Guid Id), List<(string Vietnamese, string English)>> differing = [];
    readonly HashSet<(string Kind, Guid Id)> seen = [];

    /// <summary>Number of rows that were compared.</summary>
    public long Count { get; private set; }

    /// <summary>Takes what an event says of its subject.</summary>
    public void Apply(ShownEvent e)
    {
        if (e.Payload is null)
            return;
        using JsonDocument payload = JsonDocument.Parse(e.Payload);
        if (payload.RootElement.TryGetProperty("after", out JsonElement after) && after.ValueKind == JsonValueKind.Object)
            recorded[(e.SubjectKind, e.SubjectId)] = Facts(after);
    }

    public void Table(string kind, string table) => tables[kind] = table;

    public void Row(JsonElement line)
    {
        Count++;
        (string Kind, Guid Id) subject = (line.GetProperty("kind").GetString() ?? "", line.GetProperty("id").GetGuid());
        string place = $"{tables.GetValueOrDefault(subject.Kind)} {line.GetProperty("name").GetString()}";
        seen.Add(subject);
        foreach (JsonElement finding in line.GetProperty("findings").EnumerateArray())
            Differs(subject, finding.GetString() ?? "", finding.GetString() ?? "");
        if (!recorded.TryGetValue(subject, out Dictionary<string, string?>? facts))
        {
            Differs(subject, $"{place} không có sự kiện nào", $"{place} has no event");
            return;
        }

        Dictionary<string, string?> now = Facts(line.GetProperty("facts"));
        foreach (string column in facts.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            (string? before, string? found) = (facts.GetValueOrDefault(column), now.GetValueOrDefault(column));
            if (before != found)
                Differs(subject, $"{place} cột {column}: sổ ghi {before ?? "-"}, dữ liệu là {found ?? "-"}", $"{place} column {column}: recorded {before ?? "-"}, found {found ?? "-"}");
        }
    }

    /// <summary>Something was recorded of the subject after the last event of the file: it may differ.</summary>
    public void Later(string kind, Guid id)
    {
        differing.Remove((kind, id));
        seen.Add((kind, id));
    }

    /// <summary>Says what differs and what is gone.</summary>
    public void End()
    {
        foreach ((string vietnamese, string english) in differing.Values.SelectMany(all => all))
            report.Bad(vietnamese, english);
        foreach ((string kind, Guid id) in recorded.Keys.Where(subject => tables.ContainsKey(subject.Kind) && !seen.Contains(subject)))
            report.Bad($"{tables[kind]} {id} không còn, dù sổ có ghi", $"{tables[kind]} {id} is gone, though it was recorded");
    }

    void Differs((string Kind, Guid Id) subject, string vietnamese, string english)
    {
        if (!differing.TryGetValue(subject, out List<(string, string)>? all))
            differing[subject] = all = [];
        all.Add((vietnamese, english));
    }

    static Dictionary<string, string?> Facts(JsonElement facts) => facts.EnumerateObject().ToDictionary(column => column.Name, column => column.Value.GetString());
}
