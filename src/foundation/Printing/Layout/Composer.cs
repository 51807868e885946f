using System.Collections;
using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>Puts data into blocks and measures them: the result is the flow of pieces for the paginator.</summary>
internal sealed class Composer(string template, PageSetup page)
{
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);

    public double ContentWidth => Units.Points(page.Width - page.Left - page.Right);

    public IReadOnlyList<string> MissingCharacters => [.. missing];

    public List<Piece> Compose(IReadOnlyList<Block> blocks, DataScope scope, double width)
    {
        var pieces = new List<Piece>();
        double owed = 0;
        foreach (var block in blocks)
        {
            if (!block.Conditions.All(scope.Holds))
                continue;
            var made = Compose(block, scope, width);
            if (made.Count == 0)
                continue;
            made[0].Before += owed + block.Before;
            owed = block.After;
            pieces.AddRange(made);
        }

        if (owed > 0 && pieces.Count > 0)
            pieces.Add(new SpacePiece(owed));
        return pieces;
    }

    public TextLayout Text(TextStyle style) => new(template, style, missing);

    private List<Piece> Compose(Block block, DataScope scope, double width) => block switch
    {
        ParagraphBlock paragraph => Paragraph(paragraph, scope, width),
        HeaderBlock header => [new HeaderComposer(this).Compose(header, scope, width)],
        ColumnsBlock columns => [Columns(columns, scope, width)],
        TableBlock table => new TableComposer(this).Compose(table, scope, width),
        GridBlock grid => new TableComposer(this).Compose(GridTable.Of(grid, Value(grid.Path, scope)), scope, width),
        EachBlock each => Each(each, scope, width),
        GroupBlock group => Group(group, scope, width),
        QrBlock qr => [Qr(qr, scope, width)],
        ImageBlock image => Image(image, scope, width),
        RuleBlock rule => [Rule(rule, width)],
        SpaceBlock space => [new SpacePiece(Units.Points(space.Height))],
        PageBreakBlock => [new BreakPiece()],
        SignatureBlock signature => [new SignatureComposer(this).Compose(signature, scope, width)],
        _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
    };

    private List<Piece> Paragraph(ParagraphBlock block, DataScope scope, double width)
    {
        var indent = Units.Points(block.Indent);
        var pieces = Lines(block.Text, block.Style, scope, width - indent, Units.Points(block.FirstLine), indent);

        // No single first or last line of a paragraph alone on a page.
        if (pieces.Count > 2)
            pieces[^2].KeepWithNext = true;
        if (pieces.Count > 1)
            pieces[0].KeepWithNext = true;
        pieces[^1].KeepWithNext = block.KeepWithNext;
        return pieces;
    }

    /// <summary>One piece per line of a text.</summary>
    public List<Piece> Lines(TextTemplate text, TextStyle style, DataScope scope, double width, double firstLine = 0, double indent = 0)
    {
        var layout = Text(style);
        return [.. layout.Lay(text, scope, width, firstLine).Select(line => new DrawnPiece(
            line.Height, (target, x, y) => layout.Place(line, target, x + indent, y)))];
    }

    /// <summary>As <see cref="Lines"/>, and nothing at all for a missing or empty text.</summary>
    public List<Piece> LinesIfAny(TextTemplate? text, TextStyle style, DataScope scope, double width) =>
        text is null || Text(style).Lay(text, scope, width).All(line => line.Runs.Count == 0) ? [] : Lines(text, style, scope, width);

    private DrawnPiece Columns(ColumnsBlock block, DataScope scope, double width)
    {
        var gap = Units.Points(block.Gap);
        var free = width - (gap * (block.Columns.Count - 1));
        var shares = block.Columns.Sum(column => column.Share);
        var stacks = new List<(double X, StackPiece Stack)>();
        double x = 0;
        foreach (var column in block.Columns)
        {
            var columnWidth = free * column.Share / shares;
            stacks.Add((x, new StackPiece(Compose(column.Blocks, scope, columnWidth))));
            x += columnWidth + gap;
        }

        return new DrawnPiece(stacks.Count == 0 ? 0 : stacks.Max(stack => stack.Stack.Height), (target, left, y) =>
        {
            foreach (var (offset, stack) in stacks)
                stack.Place(target, left + offset, y);
        });
    }

    private List<Piece> Each(EachBlock block, DataScope scope, double width)
    {
        var pieces = new List<Piece>();
        foreach (var (item, index) in Items(block.Path, scope))
            pieces.AddRange(Compose(block.Blocks, scope.With(block.As, item, index), width));
        return pieces;
    }

    /// <summary>The items of a list with their numbers from 1.</summary>
    public IEnumerable<(object? Item, int Index)> Items(string path, DataScope scope)
    {
        var index = 0;
        foreach (var item in Value(path, scope) as IEnumerable ?? Array.Empty<object>())
            yield return (item, ++index);
    }

    private object? Value(string path, DataScope scope) => scope.TryFind(path, out var value)
        ? value
        : throw new ArgumentException($"The template {template} needs {path}, which is not in the data.", nameof(scope));

    private List<Piece> Group(GroupBlock block, DataScope scope, double width)
    {
        var pieces = Compose(block.Blocks, scope, width);
        if (block.KeepTogether)
        {
            foreach (var piece in pieces.SkipLast(1))
                piece.KeepWithNext = true;
        }

        return pieces;
    }

    private DrawnPiece Qr(QrBlock block, DataScope scope, double width)
    {
        var text = PlainText(block.Text, scope);
        var side = Units.Points(block.Size);
        var offset = Offset(block.Align, width, side);
        return new DrawnPiece(side, (target, x, y) => target.Operations.Add(new QrOperation(x + offset, y, side, text)));
    }

    private string PlainText(TextTemplate text, DataScope scope) => string.Concat(text.Inlines.Select(inline => inline switch
    {
        LiteralInline literal => literal.Text,
        ValueInline value when scope.TryFind(value.Path, out var found) || value.Optional => ValueFormat.Apply(found, value.Formats),
        ValueInline value => throw new ArgumentException($"The template {template} needs {value.Path}, which is not in the data.", nameof(scope)),
        _ => "",
    }));

    private List<Piece> Image(ImageBlock block, DataScope scope, double width)
    {
        ReadOnlyMemory<byte> encoded = Value(block.Path, scope) switch
        {
            byte[] bytes => bytes,
            ReadOnlyMemory<byte> memory => memory,
            _ => default,
        };
        if (encoded.IsEmpty)
            return [];
        var (w, h) = (Units.Points(block.Width), Units.Points(block.Height));
        var offset = Offset(block.Align, width, w);
        return [new DrawnPiece(h, (target, x, y) => target.Operations.Add(new ImageOperation(x + offset, y, w, h, encoded)))];
    }

    private static DrawnPiece Rule(RuleBlock block, double width)
    {
        var length = block.Width is { } millimetres ? Math.Min(width, Units.Points(millimetres)) : width;
        var offset = Offset(block.Align, width, length);
        return new DrawnPiece(block.Thickness, (target, x, y) =>
            target.Operations.Add(new LineOperation(x + offset, y, x + offset + length, y, block.Thickness)));
    }

    private static double Offset(PrintAlign align, double width, double used) => align switch
    {
        PrintAlign.Center => (width - used) / 2,
        PrintAlign.Right => width - used,
        _ => 0,
    };
}
