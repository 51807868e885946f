using VanLang.Printing.Contracts;

namespace VanLang.Printing.Layout;

/// <summary>A slice of the flow. Everything in layout is in points, y grows downwards from the top of the page.</summary>
internal abstract class Piece(double height)
{
    public double Height { get; } = height;

    /// <summary>Space above, dropped at the top of a page.</summary>
    public double Before { get; set; }

    /// <summary>No page break between this piece and the next.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Repeated at the top of a page when the flow breaks before this piece: the head of a table.</summary>
    public Piece? Head { get; init; }

    public abstract void Place(Page page, double x, double y);

    /// <summary>The part that fits into the height and the rest, or null when this cannot be divided.</summary>
    public virtual (Piece Fits, Piece Remains)? Split(double available) => null;
}

/// <summary>Empty room.</summary>
internal sealed class SpacePiece(double height) : Piece(height)
{
    public override void Place(Page page, double x, double y)
    {
    }
}

/// <summary>Forces a new page.</summary>
internal sealed class BreakPiece() : Piece(0)
{
    public override void Place(Page page, double x, double y)
    {
    }
}

/// <summary>Something drawn at a place inside a box of given height.</summary>
internal sealed class DrawnPiece(double height, Action<Page, double, double> draw) : Piece(height)
{
    public override void Place(Page page, double x, double y) => draw(page, x, y);
}

/// <summary>Pieces below each other as one that is never divided.</summary>
internal sealed class StackPiece(IReadOnlyList<Piece> pieces) : Piece(HeightOf(pieces))
{
    public static double HeightOf(IReadOnlyList<Piece> pieces) => pieces.Sum(piece => piece.Before + piece.Height);

    public override void Place(Page page, double x, double y)
    {
        foreach (var piece in pieces)
        {
            y += piece.Before;
            piece.Place(page, x, y);
            y += piece.Height;
        }
    }
}

/// <summary>One finished page: what is drawn on it and what is kept free.</summary>
internal sealed class Page(int number, double height)
{
    public int Number => number;

    public List<DrawOperation> Operations { get; } = [];

    public List<ReservedField> Fields { get; } = [];

    /// <summary>Keeps a rectangle given by its top left corner.</summary>
    public void Reserve(string name, ReservedKind kind, double x, double top, double width, double boxHeight, ReservedText? text = null) =>
        Fields.Add(new ReservedField(
            name, kind, number, Round(x), Round(height - top - boxHeight), Round(width), Round(boxHeight), text));

    private static double Round(double value) => Math.Round(value, 2);
}

internal abstract record DrawOperation;

internal sealed record FaceKey(PrintFamily Family, bool Bold, bool Italic)
{
    public PrintFont Font => PrintFont.Of(Family, Bold, Italic);
}

/// <summary>A text on its baseline.</summary>
internal sealed record TextOperation(double X, double Baseline, string Text, FaceKey Face, double Size, string Color) : DrawOperation;

/// <summary>A text as outlines that nobody reads out or copies, turned around its start by an angle in degrees.</summary>
internal sealed record OutlineOperation(double X, double Baseline, string Text, FaceKey Face, double Size, string Color, double Angle) : DrawOperation;

internal sealed record LineOperation(double X1, double Y1, double X2, double Y2, double Thickness, string Color = "#000000") : DrawOperation;

internal sealed record ImageOperation(double X, double Y, double Width, double Height, ReadOnlyMemory<byte> Encoded) : DrawOperation;

/// <summary>Black squares of a QR code; side is the whole width in points.</summary>
internal sealed record QrOperation(double X, double Y, double Side, string Text) : DrawOperation;
