using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>Tables: cells wrap, the head is repeated on each page, a row higher than a page is divided between lines.</summary>
internal sealed class TableComposer(Composer composer)
{
    public List<Piece> Compose(TableBlock table, DataScope scope, double width)
    {
        var widths = Widths(table, width);
        var pieces = new List<Piece>();
        RowPiece? head = null;
        if (table.Columns.Any(column => column.Head is not null))
        {
            var style = table.Style with { Bold = true, Align = PrintAlign.Center };
            head = Row(table, widths, scope, table.Columns.Select(column => (column.Head, style)), null);
            head.KeepWithNext = true;
            pieces.Add(head);
        }

        foreach (var (cells, rowScope) in Rows(table, scope))
        {
            var styled = cells.Select((cell, i) => (cell, table.Style with { Align = table.Columns[i].Align }));
            pieces.Add(Row(table, widths, rowScope, styled, head));
        }

        if (pieces.Count == 1 && head is not null)
            head.KeepWithNext = false;
        return pieces;
    }

    private IEnumerable<(IEnumerable<TextTemplate?> Cells, DataScope Scope)> Rows(TableBlock table, DataScope scope)
    {
        if (table.Each is null)
        {
            foreach (var row in table.Rows.Where(row => row.Conditions.All(scope.Holds)))
                yield return (row.Cells, scope);
            yield break;
        }

        foreach (var (item, index) in composer.Items(table.Each, scope))
            yield return (table.Columns.Select(column => column.Cell), scope.With(table.As, item, index));
    }

    private static double[] Widths(TableBlock table, double width)
    {
        var firm = table.Columns.Sum(column => column.Width is { } millimetres ? Units.Points(millimetres) : 0);
        var shares = table.Columns.Sum(column => column.Width is null ? column.Share : 0);
        return [.. table.Columns.Select(column => column.Width is { } millimetres
            ? Units.Points(millimetres)
            : Math.Max(0, width - firm) * column.Share / shares)];
    }

    private RowPiece Row(
        TableBlock table, double[] widths, DataScope scope, IEnumerable<(TextTemplate? Text, TextStyle Style)> cells, Piece? head)
    {
        var open = table.Border != TableBorder.Grid;
        var (padX, padY) = (open ? 0 : 4.2, table.Border == TableBorder.None ? 1.5 : 2.6);
        var laid = new List<RowCell>();
        double x = 0;
        foreach (var ((text, style), width) in cells.Zip(widths))
        {
            var gutter = open && x > 0 ? 6 : padX;
            var lines = text is null ? [] : composer.Lines(text, style, scope, width - gutter - padX);
            laid.Add(new RowCell(x, gutter, lines));
            x += width;
        }

        return new RowPiece(laid, x, padY, table.Border) { Head = head };
    }
}

internal sealed record RowCell(double X, double Padding, IReadOnlyList<Piece> Lines)
{
    public double Height => Lines.Sum(line => line.Height);
}

internal sealed class RowPiece(IReadOnlyList<RowCell> cells, double width, double padding, TableBorder border)
    : Piece(cells.Max(cell => cell.Height) + (2 * padding))
{
    private const double Thickness = 0.5;

    public override void Place(Page page, double x, double y)
    {
        foreach (var cell in cells)
        {
            var top = y + padding;
            foreach (var line in cell.Lines)
            {
                line.Place(page, x + cell.X + cell.Padding, top);
                top += line.Height;
            }
        }

        if (border == TableBorder.None)
            return;
        page.Operations.Add(new LineOperation(x, y, x + width, y, Thickness));
        page.Operations.Add(new LineOperation(x, y + Height, x + width, y + Height, Thickness));
        if (border == TableBorder.Rows)
            return;
        foreach (var edge in cells.Select(cell => cell.X).Append(width))
            page.Operations.Add(new LineOperation(x + edge, y, x + edge, y + Height, Thickness));
    }

    public override (Piece Fits, Piece Remains)? Split(double available)
    {
        var room = available - (2 * padding);
        var fits = cells.Select(cell => Take(cell, room)).ToList();
        if (!fits.Exists(count => count > 0))
            return null;
        var first = cells.Zip(fits, (cell, count) => cell with { Lines = [.. cell.Lines.Take(count)] }).ToList();
        var rest = cells.Zip(fits, (cell, count) => cell with { Lines = [.. cell.Lines.Skip(count)] }).ToList();
        return rest.TrueForAll(cell => cell.Lines.Count == 0)
            ? null
            : (new RowPiece(first, width, padding, border) { Head = Head }, new RowPiece(rest, width, padding, border) { Head = Head });
    }

    private static int Take(RowCell cell, double room)
    {
        var count = 0;
        foreach (var line in cell.Lines)
        {
            room -= line.Height;
            if (room < 0)
                break;
            count++;
        }

        return count;
    }
}
