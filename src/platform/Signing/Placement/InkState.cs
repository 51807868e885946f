namespace VanLang.Signing.Placement;

/// <summary>What of the graphics state decides where something is drawn (ISO 32000-1, 8.4 and 9.3).</summary>
/// <param name="Space">From the space of the content to how the page is seen.</param>
internal sealed record InkState(Matrix Space)
{
    public static GlyphWidths NoFont { get; } = new(null!, null);

    public Matrix Line { get; init; } = Matrix.Identity;

    public Matrix Cursor { get; init; } = Matrix.Identity;

    public GlyphWidths Font { get; init; } = NoFont;

    public double Size { get; init; }

    public double CharacterSpace { get; init; }

    public double WordSpace { get; init; }

    public double Stretch { get; init; } = 1;

    public double Leading { get; init; }

    public double Rise { get; init; }

    public InkState Moved(double x, double y)
    {
        var line = new Matrix(1, 0, 0, 1, x, y).Then(Line);
        return this with { Line = line, Cursor = line };
    }
}
