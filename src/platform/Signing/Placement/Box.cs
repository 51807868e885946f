namespace VanLang.Signing.Placement;

/// <summary>A rectangle in points, from the lower left to the upper right corner.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public double Area => Math.Max(0, Width) * Math.Max(0, Height);

    public bool Touches(Box other) => Left < other.Right && other.Left < Right && Bottom < other.Top && other.Bottom < Top;

    public Box Grown(double by) => new(Left - by, Bottom - by, Right + by, Top + by);

    public Box With(double x, double y) => new(Math.Min(Left, x), Math.Min(Bottom, y), Math.Max(Right, x), Math.Max(Top, y));

    /// <summary>A box that holds nothing yet.</summary>
    public static Box Nothing { get; } = new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
}

/// <summary>A matrix of six numbers (ISO 32000-1, 8.3.3).</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    public static Matrix Identity { get; } = new(1, 0, 0, 1, 0, 0);

    /// <summary>This one first, then the other.</summary>
    public Matrix Then(Matrix other) => new(
        (A * other.A) + (B * other.C), (A * other.B) + (B * other.D),
        (C * other.A) + (D * other.C), (C * other.B) + (D * other.D),
        (E * other.A) + (F * other.C) + other.E, (E * other.B) + (F * other.D) + other.F);

    public (double X, double Y) Apply(double x, double y) => ((x * A) + (y * C) + E, (x * B) + (y * D) + F);

    public Box Apply(Box box)
    {
        var found = Box.Nothing;
        foreach (var (x, y) in new[] { (box.Left, box.Bottom), (box.Right, box.Bottom), (box.Right, box.Top), (box.Left, box.Top) })
        {
            var (atX, atY) = Apply(x, y);
            found = found.With(atX, atY);
        }

        return found;
    }
}
