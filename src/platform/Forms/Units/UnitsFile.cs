using System.Globalization;
using System.Text.Json;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Forms.Units;

/// <summary>
/// Reads <c>province/units/*.json</c>: <c>periods</c> in their order, each with <c>from</c>, <c>to</c> and <c>units</c>, a unit being <c>[code, name]</c>, <c>[code, name, code above]</c> or
/// <c>[code, name, code above, [codes that took it over in the next period]]</c>.
/// </summary>
internal static class UnitsFile
{
    private const int MostProblems = 100;

    /// <summary>The units; null where something is wrong, which is then told.</summary>
    public static AdministrativeUnits? Read(string content, string file, List<ImportProblem> problems)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var periods = new List<Period>();
            foreach (var (period, at) in json.RootElement.GetProperty("periods").EnumerateArray().Select((period, at) => (period, at)))
                periods.Add(ReadPeriod(period, $"$.periods[{at}]", file, problems));
            if (periods.Count == 0)
                Problem("$.periods", "empty", "Chưa có giai đoạn nào.", "There is no period.");
            for (var i = 0; i < periods.Count; i++)
                Check(periods[i], i + 1 < periods.Count ? periods[i + 1] : null, $"$.periods[{i}]");
            return problems.Count > 0 ? null : new([.. periods.Select(period => Compile(period))]);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Problem("$", "json", $"Tệp không đúng dạng: {broken.Message}", $"The file is not as it must be: {broken.Message}");
            return null;
        }

        void Problem(string path, string code, string vi, string en)
        {
            if (problems.Count < MostProblems)
                problems.Add(new(file, null, path, null, $"units.{code}", vi, en));
        }

        void Check(Period period, Period? next, string path)
        {
            if (next is null ? period.To is not null : period.To is null || period.To != next.From)
                Problem(path + ".to", "gap", "Các giai đoạn phải nối liền nhau; giai đoạn cuối không có ngày kết thúc.", "Periods follow each other without a gap; the last has no end.");
            foreach (var row in period.Rows.Values)
            {
                if (row.Parent is { } parent && !period.Rows.ContainsKey(parent))
                    Problem(path, "parent", $"{row.Code}: không có đơn vị cấp trên {parent}.", $"{row.Code}: there is no unit {parent} above it.");
                foreach (var successor in row.Successors.Where(code => next is null || !next.Rows.ContainsKey(code)))
                    Problem(path, "successor", $"{row.Code}: giai đoạn sau không có đơn vị {successor}.", $"{row.Code}: the next period has no unit {successor}.");
            }
        }
    }

    private static Period ReadPeriod(JsonElement period, string path, string file, List<ImportProblem> problems)
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var unit in period.GetProperty("units").EnumerateArray())
        {
            var row = new Row(
                unit[0].GetString()!, unit[1].GetString()!, unit.GetArrayLength() > 2 ? unit[2].GetString() : null, unit.GetArrayLength() > 3 ? [.. unit[3].EnumerateArray().Select(code => code.GetString()!)] : []);
            if (!rows.TryAdd(row.Code, row) && problems.Count < MostProblems)
                problems.Add(new(file, null, path, null, "units.duplicate", $"Mã {row.Code} xuất hiện hai lần trong một giai đoạn.", $"The code {row.Code} comes twice in a period."));
        }

        return new(Day(period, "from"), Day(period, "to"), rows);
    }

    private static UnitPeriod Compile(Period period)
    {
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        return new(
            period.From, period.To, [.. period.Rows.Values.Select(row => new AdministrativeUnit(row.Code, Names(row.Code), period.To, row.Successors))],
            period.Rows.Values.Select(row => row.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal));

        // Those above are few and named again and again.
        IReadOnlyList<string> Names(string code) => names.TryGetValue(code, out var known) ? known
            : names[code] = period.Rows[code] is { Parent: { } parent } row ? [row.Name, .. Names(parent)] : [period.Rows[code].Name];
    }

    private static DateOnly? Day(JsonElement period, string name) =>
        period.TryGetProperty(name, out var day) && day.ValueKind == JsonValueKind.String ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private sealed record Period(DateOnly? From, DateOnly? To, Dictionary<string, Row> Rows);

    private sealed record Row(string Code, string Name, string? Parent, IReadOnlyList<string> Successors);
}
