using VanLang.Printing.Contracts;

namespace VanLang.Printing.Templates;

/// <summary>A part of a template. Lengths of templates are millimetres, sizes of type are points.</summary>
internal abstract record Block
{
    /// <summary>Printed only when all of these hold.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Space above, in points.</summary>
    public double Before { get; init; }

    /// <summary>Space below, in points.</summary>
    public double After { get; init; }
}

/// <summary>Whether a value is there (not null, not empty, not false, not zero), or equals a text.</summary>
internal sealed record Condition(string Path, string? EqualTo, bool Negated);

/// <summary>How a text is set when nothing inside says otherwise.</summary>
internal sealed record TextStyle(
    PrintFamily Family, double Size, bool Bold, bool Italic, PrintAlign Align, double LineSpacing, string Color);

internal sealed record ParagraphBlock(TextTemplate Text, TextStyle Style, double FirstLine, double Indent, bool KeepWithNext) : Block;

/// <summary>Agency on the left, national name and motto on the right, each with its line below (components 1 and 2 of Annex I).</summary>
internal sealed record HeaderBlock(
    TextTemplate? Parent, TextTemplate Agency, TextTemplate? Unit, TextTemplate Nation, TextTemplate Motto, TextStyle Style, double LeftShare) : Block;

internal sealed record ColumnsBlock(IReadOnlyList<Column> Columns, double Gap) : Block;

internal sealed record Column(double Share, IReadOnlyList<Block> Blocks);

internal sealed record TableBlock(
    IReadOnlyList<TableColumn> Columns, string? Each, string As, IReadOnlyList<TableRow> Rows, TableBorder Border, TextStyle Style) : Block;

/// <summary>A ruled table whose columns come with the data: <c>columns</c> (each with <c>head</c>, <c>share</c> or <c>width</c> in millimetres, and perhaps <c>align</c>) and <c>rows</c> (each a list of texts).</summary>
internal sealed record GridBlock(string Path, TextStyle Style) : Block;

internal sealed record TableColumn(TextTemplate? Head, double? Width, double Share, TextTemplate? Cell, PrintAlign Align);

internal sealed record TableRow(IReadOnlyList<TextTemplate> Cells, IReadOnlyList<Condition> Conditions);

internal enum TableBorder
{
    Grid,
    Rows,
    None,
}

internal sealed record EachBlock(string Path, string As, IReadOnlyList<Block> Blocks) : Block;

internal sealed record GroupBlock(IReadOnlyList<Block> Blocks, bool KeepTogether) : Block;

internal sealed record QrBlock(TextTemplate Text, double Size, PrintAlign Align) : Block;

internal sealed record ImageBlock(string Path, double Width, double Height, PrintAlign Align) : Block;

internal sealed record RuleBlock(double? Width, double Thickness, PrintAlign Align) : Block;

internal sealed record SpaceBlock(double Height) : Block;

internal sealed record PageBreakBlock : Block;

/// <summary>Authority and title, room for signature and seal, name (components 7 and 8 of Annex I).</summary>
internal sealed record SignatureBlock(
    TextTemplate? Authority, TextTemplate Title, TextTemplate? Note, TextTemplate? Name, double Height, TextStyle Style,
    string? SignatureField, double SignatureWidth, string? SealField, double SealSize) : Block;

/// <summary>The page and its margins, in millimetres.</summary>
internal sealed record PageSetup(
    double Width, double Height, double Top, double Right, double Bottom, double Left, bool Numbers, bool DiagonalMark, TextStyle Style);
