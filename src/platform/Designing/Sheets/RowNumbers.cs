using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Definitions;

namespace VanLang.Designing.Sheets;

/// <summary>Moves the rows of long tables to the places whose numbers were typed beside them.</summary>
static class RowNumbers
{
    /// <summary>Before the place of a row, in the name of the box with its number.</summary>
    public const string Prefix = "n.";

    public static void Apply(IReadOnlyList<SheetField> fields, JsonObject tree, IFormCollection posted)
    {
        foreach (SheetField table in fields.Where(field => field.IsLongTable))
        {
            if (SheetTree.Get(tree, table.Path) is not JsonArray rows)
                continue;
            // Whoever moves a row to a place wants it before the one that stands there, coming from below, or behind it, coming from above.
            JsonNode?[] ordered = [.. rows.Select((row, at) => (row, Place(at))).OrderBy(one => one.Item2).Select(one => one.row)];
            if (ordered.SequenceEqual(rows))
                continue;
            rows.Clear();
            foreach (JsonNode? row in ordered)
                rows.Add(row);

            double Place(int at) => int.TryParse(posted[$"{Prefix}{table.Path}.{at.ToString(CultureInfo.InvariantCulture)}"], NumberStyles.None, CultureInfo.InvariantCulture, out int typed) && typed != at + 1
                ? typed - 1 + (typed < at + 1 ? -0.5 : 0.5)
                : at;
        }
    }
}
