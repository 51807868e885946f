using System.Collections;
using System.Globalization;
using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>Makes a table of a grid in the data. Texts of the data are set as they are: marks in them are no marks.</summary>
internal static class GridTable
{
    public static TableBlock Of(GridBlock grid, object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> data || data.GetValueOrDefault("columns") is not IEnumerable heads || data.GetValueOrDefault("rows") is not IEnumerable lines)
            throw new ArgumentException($"The grid {grid.Path} needs columns and rows in the data.", nameof(value));
        List<TableColumn> columns = [.. heads.OfType<IReadOnlyDictionary<string, object?>>().Select(head => new TableColumn(
            Text(head.GetValueOrDefault("head")), head.GetValueOrDefault("width") is { } width ? Convert.ToDouble(width, CultureInfo.InvariantCulture) : null, Convert.ToDouble(head.GetValueOrDefault("share") ?? 1, CultureInfo.InvariantCulture), null,
            Enum.TryParse<PrintAlign>(head.GetValueOrDefault("align") as string, ignoreCase: true, out var align) ? align : PrintAlign.Left))];
        List<TableRow> rows = [.. lines.OfType<IEnumerable>().Select(line => new TableRow([.. line.Cast<object?>().Select(Text)], []))];
        if (columns.Count == 0 || rows.Exists(row => row.Cells.Count != columns.Count))
            throw new ArgumentException($"The rows of the grid {grid.Path} do not have as many cells as there are columns.", nameof(value));
        return new TableBlock(columns, null, "", rows, TableBorder.Grid, grid.Style);
    }

    private static TextTemplate Text(object? value) => TextTemplate.Plain(ValueFormat.Apply(value, []));
}
