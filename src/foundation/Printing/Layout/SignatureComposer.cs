using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>
/// Title, room for the signature, name, all centred. The signature's rectangle is centred between title and name; the seal's is a square
/// whose right edge covers the left third of the signature (Decree 30/2020, Annex I).
/// </summary>
internal sealed class SignatureComposer(Composer composer)
{
    public Piece Compose(SignatureBlock block, DataScope scope, double width)
    {
        var style = block.Style with { Align = PrintAlign.Center };
        var bold = style with { Bold = true };
        var above = composer.LinesIfAny(block.Authority, bold, scope, width);
        above.AddRange(composer.Lines(block.Title, bold, scope, width));
        if (block.Note is not null)
            above.AddRange(composer.Lines(block.Note, style with { Italic = true, Size = style.Size - 1 }, scope, width));
        var below = composer.LinesIfAny(block.Name, bold, scope, width);
        var (top, bottom) = (new StackPiece(above), new StackPiece(below));
        var room = Units.Points(block.Height);

        return new DrawnPiece(top.Height + room + bottom.Height, (page, x, y) =>
        {
            top.Place(page, x, y);
            bottom.Place(page, x, y + top.Height + room);
            ReserveFields(block, page, x, y + top.Height, width, room);
        });
    }

    private static void ReserveFields(SignatureBlock block, Page page, double x, double y, double width, double room)
    {
        var signatureWidth = Math.Min(Units.Points(block.SignatureWidth), width);
        var left = x + ((width - signatureWidth) / 2);
        if (block.SignatureField is not null)
            page.Reserve(block.SignatureField, ReservedKind.Signature, left, y + 2, signatureWidth, room - 4);
        if (block.SealField is null)
            return;
        var side = Units.Points(block.SealSize);
        page.Reserve(block.SealField, ReservedKind.Seal, left + (signatureWidth / 3) - side, y + ((room - side) / 2), side, side);
    }
}
