namespace VanLang.Printing.Contracts;

/// <summary>A finished PDF and the places in it that are kept free for later.</summary>
/// <param name="Pdf">The file: PDF 1.4, fonts embedded, not tagged, no PDF/A claim.</param>
/// <param name="PageCount">Number of pages.</param>
/// <param name="Reserved">Kept rectangles in the order they stand in the text. Names are unique.</param>
/// <param name="MissingCharacters">Characters no embedded font has; they are printed as □. Empty for Vietnamese and Latin text.</param>
public sealed record PrintedDocument(
    ReadOnlyMemory<byte> Pdf,
    int PageCount,
    IReadOnlyList<ReservedField> Reserved,
    IReadOnlyList<string> MissingCharacters)
{
    /// <summary>The kept rectangle of that name, or null when the template reserves none.</summary>
    public ReservedField? Field(string name) => Reserved.FirstOrDefault(field => field.Name == name);
}

/// <summary>What a kept rectangle waits for.</summary>
public enum ReservedKind
{
    /// <summary>A short text: number, date.</summary>
    Text,

    /// <summary>The image of a person's signature, between title and name.</summary>
    Signature,

    /// <summary>The seal of the agency, over the left third of the signature (Decree 30/2020/NĐ-CP, Annex I).</summary>
    Seal,
}

/// <summary>A rectangle kept free on a page, in PDF user space: points of 1/72 inch, origin at the lower left corner of the page.</summary>
/// <param name="Name">Name given by the template: <c>number</c>, <c>date</c>, <c>leader</c>, <c>agency</c>.</param>
/// <param name="Kind">What it waits for.</param>
/// <param name="Page">Page, the first is 1.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Lower edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Text">How a text is to be set there; null for signature and seal.</param>
public sealed record ReservedField(
    string Name, ReservedKind Kind, int Page, double X, double Y, double Width, double Height, ReservedText? Text);

/// <summary>How a text in a kept rectangle is set, so that it looks like its surroundings.</summary>
/// <param name="Family">Family of the face.</param>
/// <param name="Size">Size in points.</param>
/// <param name="Bold">Bold.</param>
/// <param name="Italic">Italic.</param>
/// <param name="Align">Place of the text in the rectangle.</param>
/// <param name="Baseline">Distance of the baseline from the lower edge of the rectangle, in points.</param>
public sealed record ReservedText(PrintFamily Family, double Size, bool Bold, bool Italic, PrintAlign Align, double Baseline);

/// <summary>Alignment of a text.</summary>
public enum PrintAlign
{
    Left,
    Center,
    Right,

    /// <summary>Both edges straight; the last line of a paragraph is set left.</summary>
    Justify,
}
