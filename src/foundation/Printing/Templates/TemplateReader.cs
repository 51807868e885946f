using System.Text.Json;
using VanLang.Printing.Contracts;

namespace VanLang.Printing.Templates;

/// <summary>Reads a template file. The schema is described in <c>province/templates/README.md</c>.</summary>
internal sealed class TemplateReader(TemplateFaults faults)
{
    private readonly HashSet<string> reserved = [];

    public TemplateBody? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return TemplateNode.From(document.RootElement, "$", faults) is { } root ? ReadRoot(root) : null;
        }
        catch (JsonException fault)
        {
            faults.Add("$", "json", $"{(fault.LineNumber ?? 0) + 1}:{(fault.BytePositionInLine ?? 0) + 1}");
            return null;
        }
    }

    private TemplateBody ReadRoot(TemplateNode root)
    {
        var name = root.RequiredText("template");
        var title = root.RequiredText("title");
        var source = root.RequiredText("source");
        var verified = root.Flag("verified", false);
        var label = root.Text("label");
        if (!verified && string.IsNullOrEmpty(label))
            root.Fault("label", "label");
        var page = ReadPage(root);
        root.Know("$schema", "legalBasis", "note");
        var validity = (ReadDay(root, "validFrom"), ReadDay(root, "validTo"));
        var blocks = ReadBlocks(root, "blocks", page.Style);
        root.Close();
        return new TemplateBody(name, title, source, verified, label, validity.Item1, validity.Item2, page, blocks);
    }

    private static DateOnly? ReadDay(TemplateNode node, string property)
    {
        if (node.Text(property) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
            return day;
        node.Fault(property, "type", "yyyy-MM-dd");
        return null;
    }

    private static PageSetup ReadPage(TemplateNode root)
    {
        var style = new TextStyle(PrintFamily.Serif, 13, false, false, PrintAlign.Left, 1, "#000000");
        if (root.Child("text") is { } text)
        {
            style = ReadStyle(text, style);
            text.Close();
        }

        // Decree 30/2020, Annex I: top and bottom 20 to 25 mm, left 30 to 35 mm, right 15 to 20 mm.
        if (root.Child("page") is not { } node)
            return new PageSetup(210, 297, 20, 15, 20, 30, true, false, style);
        var (width, height) = node.Choice("size", PageSize.A4) == PageSize.A4 ? (210d, 297d) : (148d, 210d);
        if (node.Flag("landscape", false))
            (width, height) = (height, width);
        var margins = node.Child("margins");
        var page = new PageSetup(
            width,
            height,
            margins?.Number("top", 20, 5, 60) ?? 20,
            margins?.Number("right", 15, 5, 60) ?? 15,
            margins?.Number("bottom", 20, 5, 60) ?? 20,
            margins?.Number("left", 30, 5, 60) ?? 30,
            node.Flag("numbers", true),
            node.Choice("mark", MarkPlace.Top) == MarkPlace.Diagonal,
            style);
        margins?.Close();
        node.Close();
        return page;
    }

    private static TextStyle ReadStyle(TemplateNode node, TextStyle style)
    {
        var color = node.Text("color") ?? style.Color;
        if (color.Length != 7 || color[0] != '#' || !color[1..].All(char.IsAsciiHexDigit))
            node.Fault("color", "color", color);
        return new TextStyle(
            node.Choice("font", style.Family),
            node.Number("size", style.Size, 5, 40),
            node.Flag("bold", style.Bold),
            node.Flag("italic", style.Italic),
            node.Choice("align", style.Align),
            node.Number("lineSpacing", style.LineSpacing, 0.8, 3),
            color);
    }

    private List<Block> ReadBlocks(TemplateNode node, string property, TextStyle style)
    {
        var blocks = new List<Block>();
        foreach (var child in node.Nodes(property))
        {
            var conditions = ReadConditions(child);
            var (before, after) = (child.Number("before", 0, 0, 200), child.Number("after", 0, 0, 200));
            var block = ReadBlock(child, style);
            child.Close();
            if (block is not null)
                blocks.Add(block with { Conditions = conditions, Before = before, After = after });
        }

        return blocks;
    }

    private static List<Condition> ReadConditions(TemplateNode node)
    {
        var conditions = new List<Condition>();
        var (when, unless, equalTo) = (node.DataPath("when", false), node.DataPath("unless", false), node.Text("is"));
        if (when.Length > 0)
            conditions.Add(new Condition(when, equalTo, false));
        else if (equalTo is not null)
            node.Fault("is", "is-alone");
        if (unless.Length > 0)
            conditions.Add(new Condition(unless, null, true));
        return conditions;
    }

    private Block? ReadBlock(TemplateNode node, TextStyle style)
    {
        switch (node.RequiredText("kind"))
        {
            case "paragraph":
                return ReadParagraph(node, ReadStyle(node, style));
            case "header":
                return ReadHeader(node, ReadStyle(node, style));
            case "columns":
                return new ColumnsBlock(ReadColumns(node, style), node.Number("gap", 0, 0, 60));
            case "table":
                return ReadTable(node, ReadStyle(node, style));
            case "grid":
                return new GridBlock(node.DataPath("in"), ReadStyle(node, style));
            case "each":
                return new EachBlock(node.DataPath("in"), node.RequiredText("as"), ReadBlocks(node, "blocks", style));
            case "group":
                return new GroupBlock(ReadBlocks(node, "blocks", ReadStyle(node, style)), node.Flag("keepTogether", false));
            case "qr":
                return node.Template("text", true) is { } text
                    ? new QrBlock(Reserve(text, node), node.Number("width", 24, 10, 100), node.Choice("align", PrintAlign.Left))
                    : null;
            case "image":
                return new ImageBlock(
                    node.DataPath("in"), node.Number("width", 30, 2, 210), node.Number("height", 40, 2, 297), node.Choice("align", PrintAlign.Left));
            case "rule":
                return new RuleBlock(node.Number("width", 1, 210), node.Number("thickness", 0.5, 0.1, 5), node.Choice("align", PrintAlign.Center));
            case "space":
                return new SpaceBlock(node.Number("height", 5, 0, 250));
            case "pageBreak":
                return new PageBreakBlock();
            case "signature":
                return ReadSignature(node, ReadStyle(node, style));
            case var kind:
                node.Fault("kind", "unknown-kind", kind);
                return null;
        }
    }

    private ParagraphBlock? ReadParagraph(TemplateNode node, TextStyle style)
    {
        var (firstLine, indent, keep) = (node.Number("firstLine", 0, 0, 60), node.Number("indent", 0, 0, 100), node.Flag("keepWithNext", false));
        return node.Template("text", true) is { } text ? new ParagraphBlock(Reserve(text, node), style, firstLine, indent, keep) : null;
    }

    private static HeaderBlock? ReadHeader(TemplateNode node, TextStyle style)
    {
        var (parent, unit, share) = (node.Template("parent"), node.Template("unit"), node.Number("leftShare", 0.42, 0.2, 0.6));
        var (agency, nation, motto) = (node.Template("agency", true), node.Template("nation", true), node.Template("motto", true));
        return agency is null || nation is null || motto is null ? null : new HeaderBlock(parent, agency, unit, nation, motto, style, share);
    }

    private List<Column> ReadColumns(TemplateNode node, TextStyle style)
    {
        var columns = new List<Column>();
        foreach (var column in node.Nodes("columns"))
        {
            columns.Add(new Column(column.Number("share", 1, 0.1, 100), ReadBlocks(column, "blocks", ReadStyle(column, style))));
            column.Close();
        }

        return columns;
    }

    private TableBlock? ReadTable(TemplateNode node, TextStyle style)
    {
        var columns = new List<TableColumn>();
        foreach (var column in node.Nodes("columns"))
        {
            columns.Add(new TableColumn(
                column.Template("head"),
                column.Number("width", 3, 200),
                column.Number("share", 1, 0.1, 100),
                column.Template("cell"),
                column.Choice("align", PrintAlign.Left)));
            column.Close();
        }

        var each = node.DataPath("in", false);
        var rows = new List<TableRow>();
        foreach (var row in each.Length > 0 ? [] : node.Nodes("rows"))
        {
            var cells = row.TextTemplates("cells").Select(cell => Reserve(cell, row)).ToList();
            if (cells.Count != columns.Count)
                row.Fault("cells", "cells", $"{columns.Count}");
            rows.Add(new TableRow(cells, ReadConditions(row)));
            row.Close();
        }

        if (each.Length > 0 && columns.Exists(column => column.Cell is null))
            node.Fault("columns", "cell");
        var name = each.Length > 0 ? node.RequiredText("as") : "";
        return new TableBlock(columns, each.Length > 0 ? each : null, name, rows, node.Choice("border", TableBorder.Grid), style);
    }

    private SignatureBlock? ReadSignature(TemplateNode node, TextStyle style)
    {
        var (authority, note, name, title) = (node.Template("authority"), node.Template("note"), node.Template("name"), node.Template("title", true));
        var (field, seal) = (node.Text("signatureField"), node.Text("sealField"));
        foreach (var reservedName in new[] { field, seal })
        {
            if (reservedName is not null && !reserved.Add(reservedName))
                node.Fault("", "reserved-twice", reservedName);
        }

        var (height, width, size) = (node.Number("height", 25, 5, 80), node.Number("signatureWidth", 45, 20, 90), node.Number("sealSize", 36, 20, 60));
        return title is null ? null : new SignatureBlock(authority, title, note, name, height, style, field, width, seal, size);
    }

    private TextTemplate Reserve(TextTemplate text, TemplateNode node)
    {
        foreach (var name in text.ReservedNames)
        {
            if (!reserved.Add(name))
                node.Fault("", "reserved-twice", name);
        }

        return text;
    }

    private enum PageSize
    {
        A4,
        A5,
    }

    private enum MarkPlace
    {
        Top,
        Diagonal,
    }
}

/// <summary>A template as read.</summary>
internal sealed record TemplateBody(
    string Name, string Title, string Source, bool Verified, string? Label, DateOnly? ValidFrom, DateOnly? ValidTo, PageSetup Page, IReadOnlyList<Block> Blocks);
