using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Search;
using VanLang.Web.Contracts;

namespace VanLang.Designing.Sheets;

/// <summary>
/// Rows of a table as a spreadsheet copies and pastes them: cells between tabs, rows between line ends, in quotation marks where a cell holds one of these. Days are read as dd/MM/yyyy or yyyy-MM-dd.
/// A first row of names of columns says their order.
/// </summary>
static class RowsFromSpreadsheet
{
    /// <summary>The rows of a table with the names of its columns above.</summary>
    public static string Copy(SheetField table, JsonArray rows, IReadOnlyList<string> heads)
    {
        StringBuilder text = new(string.Join('\t', heads.Select(Quoted)));
        foreach (JsonObject row in rows.OfType<JsonObject>())
            text.Append('\n').AppendJoin('\t', table.Fields.Select(column => Quoted(Shown(column, SheetTree.Text(SheetTree.Get(row, column.Path))))));
        return text.ToString();
    }

    /// <summary>Puts pasted rows behind those of a table, or in their place. A row that replaces one with the same first cell keeps what the table does not show of it.</summary>
    /// <param name="heads">Names of the columns in each language.</param>
    public static void Paste(SheetField table, JsonObject tree, string text, bool isReplacing, IReadOnlyList<IReadOnlyList<string>> heads)
    {
        List<string[]> cells = [.. Read(text).Where(row => row.Any(cell => cell.Length > 0))];
        if (cells.Count == 0)
            return;
        int[] order = [.. Enumerable.Range(0, table.Fields.Count)];
        if (HeadOf(table, cells[0], heads) is { } named)
        {
            order = named;
            cells.RemoveAt(0);
        }

        if (SheetTree.Get(tree, table.Path) is not JsonArray rows)
            SheetTree.Set(tree, table.Path, rows = []);
        Dictionary<string, Queue<JsonObject>> known = isReplacing
            ? rows.OfType<JsonObject>().GroupBy(First).ToDictionary(same => same.Key, same => new Queue<JsonObject>(same))
            : [];
        if (isReplacing)
            rows.Clear();
        foreach (string[] row in cells)
        {
            int first = Array.IndexOf(order, 0);
            JsonObject entry = first >= 0 && first < row.Length && known.TryGetValue(row[first], out Queue<JsonObject>? same) && same.TryDequeue(out JsonObject? found) ? found : table.New(rows);
            for (int at = 0; at < row.Length && at < order.Length; at++)
            {
                if (order[at] >= 0 && table.Fields[order[at]] is var column)
                    SheetTree.Set(entry, column.Path, row[at].Length == 0 && !column.IsNeeded ? null : JsonValue.Create(column.Type == SheetType.Day ? Day(row[at]) : row[at]));
            }

            rows.Add(entry);
        }

        string First(JsonObject row) => SheetTree.Text(SheetTree.Get(row, table.Fields[0].Path)) ?? "";
    }

    /// <summary>A day as it is kept; what is none stays as it was typed.</summary>
    public static string Day(string typed) => DateParts.Split(typed).TryGetDate(out DateOnly day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : typed;

    /// <summary>A value as it stands in a cell.</summary>
    public static string Shown(SheetField column, string? value) => column.Type == SheetType.Day ? DateParts.Split(value).ToString() : value ?? "";

    // For each cell of the first row the column that it names, -1 for none; null where it names fewer than two, so that it is a row like the others.
    static int[]? HeadOf(SheetField table, string[] row, IReadOnlyList<IReadOnlyList<string>> heads)
    {
        int[] named = [.. row.Select(cell => Enumerable.Range(0, table.Fields.Count).FirstOrDefault(column => IsNamed(column, cell), -1))];
        return named.Count(column => column >= 0) >= 2 ? named : null;

        bool IsNamed(int column, string cell) => cell.Length > 0
            && heads.Select(language => language[column]).Append(table.Fields[column].Path).Any(head => VietnameseFolding.Fold(head) == VietnameseFolding.Fold(cell));
    }

    static string Quoted(string cell) => cell.AsSpan().ContainsAny('\t', '\n', '"') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    static IEnumerable<string[]> Read(string text)
    {
        string lines = text.ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC);
        List<string> row = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int at = 0; at < lines.Length; at++)
        {
            char letter = lines[at];
            if (isQuoted)
            {
                if (letter != '"')
                    cell.Append(letter);
                else if (at + 1 < lines.Length && lines[at + 1] == '"')
                    cell.Append(lines[++at]);
                else
                    isQuoted = false;
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter is '\t' or '\n')
            {
                row.Add(cell.ToString().Trim());
                cell.Clear();
                if (letter == '\n')
                {
                    yield return [.. row];
                    row.Clear();
                }
            }
            else
            {
                cell.Append(letter);
            }
        }

        row.Add(cell.ToString().Trim());
        yield return [.. row];
    }
}
