using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>
/// The head of an administrative document (Decree 30/2020, Annex I): left the parent and, in bold, the issuing agency with a line of a
/// third to a half of the text; right the national name in bold capitals and the motto in bold with a line of its own length.
/// </summary>
internal sealed class HeaderComposer(Composer composer)
{
    public Piece Compose(HeaderBlock block, DataScope scope, double width)
    {
        var leftWidth = width * block.LeftShare;
        var rightWidth = width - leftWidth;
        var plain = block.Style with { Align = PrintAlign.Center, Bold = false };
        var bold = plain with { Bold = true };

        var left = composer.LinesIfAny(block.Parent, plain, scope, leftWidth - 4);
        var agencyStyle = block.Unit is null ? bold : plain;
        AddRuled(left, block.Unit ?? block.Agency, bold, scope, leftWidth - 4, 0.4, block.Unit is null ? null : (block.Agency, agencyStyle));

        var right = new List<Piece>();
        right.AddRange(composer.Lines(block.Nation, FittedNation(block, bold, scope, rightWidth), scope, rightWidth));
        AddRuled(right, block.Motto, bold with { Size = bold.Size + 1 }, scope, rightWidth, 1, null);

        var (leftStack, rightStack) = (new StackPiece(left), new StackPiece(right));
        return new DrawnPiece(Math.Max(leftStack.Height, rightStack.Height), (page, x, y) =>
        {
            leftStack.Place(page, x, y);
            rightStack.Place(page, x + leftWidth, y);
        });
    }

    // The national name stands on one line.
    private TextStyle FittedNation(HeaderBlock block, TextStyle style, DataScope scope, double width)
    {
        while (style.Size > 8 && composer.Text(style).Lay(block.Nation, scope, width).Count > 1)
            style = style with { Size = style.Size - 0.25 };
        return style;
    }

    private void AddRuled(
        List<Piece> pieces, TextTemplate text, TextStyle style, DataScope scope, double width, double share, (TextTemplate Text, TextStyle Style)? above)
    {
        if (above is { } first)
            pieces.AddRange(composer.Lines(first.Text, first.Style, scope, width));
        var layout = composer.Text(style);
        var lines = layout.Lay(text, scope, width);
        foreach (var line in lines)
            pieces.Add(new DrawnPiece(line.Height, (page, x, y) => layout.Place(line, page, x, y)));
        var length = lines.Max(line => line.Width) * share;
        pieces.Add(new DrawnPiece(4, (page, x, y) =>
        {
            var start = x + ((width - length) / 2);
            page.Operations.Add(new LineOperation(start, y + 1.5, start + length, y + 1.5, 0.7));
        }));
    }
}
