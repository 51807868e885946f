using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using VanLang.Kernel.Import;

namespace VanLang.Forms.Lists;

/// <summary>A code list (danh mục) as it lies in <c>province/catalogs</c>. Its own days say what the law says of it; from when a version of it holds, the definition says.</summary>
internal sealed record CodeListFile(
    string Id, string NameVi, string? NameEn, string? Source, string? LegalBasis, DateOnly? ValidFrom, DateOnly? ValidTo, bool Verified, string? Label, IReadOnlyList<CodeListEntry> Items)
{
    private const int MostEntries = 5000;
    private const int LongestCode = 100;
    private const int LongestName = 500;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a list and finds what is wrong in it, each with its row and field.</summary>
    public static ImportRead<CodeListFile> Read(string content, string file)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
        return ImportFile.Read<CodeListFile>(bytes, file).Check((list, report) => list.Check(report));
    }

    /// <summary>The text of a list with one entry a line, so that two versions compare entry by entry.</summary>
    public static string Lay(JsonObject tree)
    {
        StringBuilder text = new("{\n");
        foreach (var (name, value) in tree)
        {
            if (text.Length > 2)
                text.Append(",\n");
            text.Append("  ").Append(JsonSerializer.Serialize(name, Relaxed)).Append(": ");
            if (value is JsonArray { Count: > 0 } rows && rows.All(row => row is JsonObject))
                text.Append("[\n").AppendJoin(",\n", rows.Select(row => "    " + Line(row!.AsObject()))).Append("\n  ]");
            else
                text.Append(value?.ToJsonString(Relaxed) ?? "null");
        }

        return text.Append("\n}\n").ToString();
    }

    /// <summary>The same of a text; one that cannot be read stays as it is.</summary>
    public static string Lay(string content)
    {
        try
        {
            return JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject tree ? Lay(tree) : content;
        }
        catch (JsonException)
        {
            return content;
        }
    }

    private static string Line(JsonObject row) => $"{{{string.Join(", ", row.Select(member => $"{JsonSerializer.Serialize(member.Key, Relaxed)}: {member.Value?.ToJsonString(Relaxed) ?? "null"}"))}}}";

    private void Check(ImportReport report)
    {
        if (NameVi.Trim().Length == 0)
            report.AddEmpty("nameVi");
        if (ValidTo <= ValidFrom)
            report.Add("validTo", "catalogs.period", "Ngày hết giá trị phải sau ngày bắt đầu.", "The day on which it ends has to come after the day on which it begins.");
        if (Items.Count is 0 or > MostEntries)
            report.Add("items", "catalogs.count", $"Danh mục có từ 1 đến {MostEntries} mục; đang có {Items.Count}.", $"A list has between 1 and {MostEntries} entries; there are {Items.Count}.");
        Dictionary<string, List<int>> seen = new(StringComparer.Ordinal);
        for (var at = 0; at < Math.Min(Items.Count, MostEntries); at++)
        {
            var entry = Items[at];
            CheckText(report, $"items[{at}].code", entry.Code, LongestCode);
            CheckText(report, $"items[{at}].vi", entry.Vi, LongestName);
            CheckText(report, $"items[{at}].en", entry.En, LongestName);
            CheckDay(report, $"items[{at}].validFrom", entry.ValidFrom);
            CheckDay(report, $"items[{at}].validTo", entry.ValidTo);
            if (entry.Until <= entry.From)
                report.Add($"items[{at}].validTo", "catalogs.period", "Ngày hết giá trị phải sau ngày bắt đầu.", "The day on which it ends has to come after the day on which it begins.");
            if (seen.TryGetValue(entry.Code, out var earlier))
                CheckAgain(report, at, earlier.FindIndex(other => entry.MeetsIn(Items[other])) is >= 0 and var found ? earlier[found] : null);
            else if (entry.Code.Length > 0)
                seen[entry.Code] = earlier = [];
            earlier?.Add(at);
        }
    }

    // A code comes again only with another name for another time.
    private void CheckAgain(ImportReport report, int at, int? earlier)
    {
        if (earlier is not { } other)
            return;
        var (entry, row) = (Items[at], other + 1);
        if (entry.HasPeriod || Items[other].HasPeriod)
            report.Add($"items[{at}].validFrom", "catalogs.overlap", $"Mã “{entry.Code}” có hai mục cùng có giá trị một lúc: thời gian chồng lên dòng {row}.", $"The code “{entry.Code}” has two entries at a time: the period overlaps that of row {row}.");
        else
            report.Add($"items[{at}].code", "catalogs.duplicate", $"Mã “{entry.Code}” đã có ở dòng {row}.", $"The code “{entry.Code}” stands in row {row} already.");
    }

    // Told as it is typed into the table; all that is wrong in the table is told at once.
    private static void CheckDay(ImportReport report, string path, string? day)
    {
        if (day is not null && CodeListEntry.Day(day) is null)
            report.Add(path, "catalogs.day", $"“{day}” không phải ngày có thật, dạng 31/12/2026 (trong tệp: 2026-12-31).", $"“{day}” is no real day such as 31/12/2026 (in the file: 2026-12-31).");
    }

    private static void CheckText(ImportReport report, string path, string text, int longest)
    {
        if (text.Trim().Length == 0)
            report.AddEmpty(path);
        else if (text.Length > longest || text != text.Trim() || text.Any(char.IsControl))
            report.Add(path, "catalogs.text", $"Một dòng chữ, không quá {longest} ký tự, không có dấu cách ở hai đầu.", $"One line of text of at most {longest} characters without blanks around it.");
    }
}

/// <summary>An entry of a code list.</summary>
/// <param name="Code">What an answer holds.</param>
/// <param name="ValidFrom">First legal day on which it may be chosen; null for any.</param>
/// <param name="ValidTo">First legal day on which it may no longer be chosen; null where no end is known.</param>
internal sealed record CodeListEntry(string Code, string Vi, string En, IReadOnlyList<string>? Aliases = null, string? ValidFrom = null, string? ValidTo = null)
{
    [JsonIgnore]
    public bool HasPeriod => ValidFrom is not null || ValidTo is not null;

    /// <summary>First day; null where none is said or it is no day.</summary>
    [JsonIgnore]
    public DateOnly? From => Day(ValidFrom);

    /// <summary>First day after it; null where none is said or it is no day.</summary>
    [JsonIgnore]
    public DateOnly? Until => Day(ValidTo);

    /// <summary>Whether there is a day on which both hold.</summary>
    public bool MeetsIn(CodeListEntry other) => (From ?? DateOnly.MinValue) < (other.Until ?? DateOnly.MaxValue) && (other.From ?? DateOnly.MinValue) < (Until ?? DateOnly.MaxValue);

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
