using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using VanLang.Kernel.Definitions;
using VanLang.Rules.Decisions;

namespace VanLang.Rules.Sheets;

/// <summary>
/// How officials fill in decisions without a board: each table as rows, with the columns that the board does not show (legal basis, words for people), and each expression.
/// Columns and what a decision needs are drawn on the board.
/// </summary>
static partial class DecisionSheet
{
    static readonly XNamespace Province = "urn:vanlang:province:1";

    static readonly (string Cell, string Column)[] Parts = [("inputEntry", "input"), ("outputEntry", "output"), ("annotationEntry", "annotation")];

    public static DefinitionSheet Sheet { get; } = new(typeof(DecisionTexts), "decision", context => Task.FromResult(Fields(context.Tree))) { Read = Read, Write = Write };

    /// <summary>The day from which a file says that it holds.</summary>
    public static string From(string dmn, DateOnly day) => ValidFrom().Replace(dmn, $"${{1}}{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}${{2}}", 1);

    static IReadOnlyList<SheetField> Fields(JsonObject tree) =>
    [
        new SheetField("description", SheetType.Text).OfLines, new("source", SheetType.Text), new("verified", SheetType.YesNo) { IsNeeded = true }, new("label", SheetType.Text),
        .. Objects(tree["tables"]).Select((table, index) => new SheetField($"tables.{index.ToString(CultureInfo.InvariantCulture)}.rows", SheetType.Grid)
        {
            Label = table["label"]?.ToString(),
            IsNeeded = true,
            New = rows => NewRow(table, rows),
            Fields = [.. Objects(table["columns"]).Select((column, place) => new SheetField($"c{place.ToString(CultureInfo.InvariantCulture)}", SheetType.Text) { Label = column["label"]?.ToString(), IsNeeded = true, IsLong = column["isWords"]?.GetValue<bool>() == true })],
        }),
        .. Objects(tree["texts"]).Select((text, index) => new SheetField($"texts.{index.ToString(CultureInfo.InvariantCulture)}.text", SheetType.Text) { Label = text["label"]?.ToString(), IsNeeded = true, IsLong = true }),
    ];

    static JsonObject NewRow(JsonObject table, JsonArray rows)
    {
        HashSet<string> known = [.. rows.OfType<JsonObject>().Select(row => row["id"]?.ToString() ?? "")];
        JsonObject row = new() { ["id"] = Enumerable.Range(rows.Count + 1, rows.Count + 1).Select(number => $"{table["id"]}-dong-{number.ToString(CultureInfo.InvariantCulture)}").First(id => !known.Contains(id)) };
        foreach ((JsonObject column, int place) in Objects(table["columns"]).Select((column, place) => (column, place)))
            row[$"c{place.ToString(CultureInfo.InvariantCulture)}"] = column["isInput"]?.GetValue<bool>() == true ? "-" : "";
        return row;
    }

    static JsonObject? Read(string dmn)
    {
        if (DmnXml.Read(dmn, []) is not { } root)
            return null;
        return new JsonObject
        {
            ["description"] = root.Child("description")?.Value,
            ["source"] = root.Attribute(Province + "source")?.Value,
            ["verified"] = root.Attribute(Province + "verified")?.Value == "true",
            ["label"] = root.Attribute(Province + "label")?.Value,
            ["tables"] = new JsonArray([.. Tables(root).Select(Table)]),
            ["texts"] = new JsonArray([.. Texts(root).Select(text => new JsonObject { ["id"] = text.Parent!.Attribute("id")?.Value, ["label"] = LabelOf(text.Parent!), ["text"] = text.Child("text")?.Value.Trim() })]),
        };
    }

    static JsonObject Table(XElement table) => new()
    {
        ["id"] = table.Parent!.Attribute("id")?.Value,
        ["label"] = LabelOf(table.Parent!),
        ["columns"] = new JsonArray([.. Parts.SelectMany(part => table.Children(part.Column).Select(column => new JsonObject { ["label"] = ColumnLabel(column), ["isInput"] = part.Column == "input", ["isWords"] = part.Column == "annotation" }))]),
        ["rows"] = new JsonArray([.. table.Children("rule").Select(Row)]),
    };

    static JsonObject Row(XElement rule)
    {
        JsonObject row = new() { ["id"] = rule.Attribute("id")?.Value };
        foreach ((XElement cell, int place) in Parts.SelectMany(part => rule.Children(part.Cell)).Select((cell, place) => (cell, place)))
            row[$"c{place.ToString(CultureInfo.InvariantCulture)}"] = cell.Child("text")?.Value.Trim() ?? "";
        return row;
    }

    static string Write(string dmn, JsonObject tree)
    {
        XDocument document = XDocument.Parse(dmn, LoadOptions.PreserveWhitespace);
        XElement root = document.Root!;
        if (tree["description"]?.ToString() is { Length: > 0 } description)
        {
            if (root.Child("description") is { } known)
            {
                if (known.Value != description)
                    known.Value = description;
            }
            else
                root.AddFirst(new XElement(root.Name.Namespace + "description", description));
        }

        bool isVerified = tree["verified"]?.GetValue<bool>() == true;
        bool isOther = Put(root, "source", tree["source"]?.ToString()) | Put(root, "label", tree["label"]?.ToString())
            | ((root.Attribute(Province + "verified")?.Value == "true") != isVerified && Put(root, "verified", isVerified ? "true" : "false"));
        foreach ((XElement table, JsonObject entered) in Tables(root).Zip(Objects(tree["tables"])).ToList())
            WriteRows(table, entered);
        foreach ((XElement text, JsonObject entered) in Texts(root).Zip(Objects(tree["texts"])).ToList())
            SetText(text, entered["text"]?.ToString() ?? "");
        string body = document.ToString(SaveOptions.DisableFormatting).ReplaceLineEndings("\n").Trim('\n');
        string written = (document.Declaration is { } declaration ? declaration + "\n" : "") + body + (dmn.EndsWith('\n') ? "\n" : "");
        // Its lines stay as they were laid out, so that a comparison shows what was changed and nothing else.
        return isOther || RootTag().Match(dmn) is not { Success: true } tag ? written : RootTag().Replace(written, _ => tag.Value, 1);
    }

    static bool Put(XElement root, string name, string? value)
    {
        if (root.Attribute(Province + name)?.Value == value)
            return false;
        root.SetAttributeValue(Province + name, value);
        return true;
    }

    // The rows are laid anew in their order; what a row holds besides its cells goes with it.
    static void WriteRows(XElement table, JsonObject entered)
    {
        Dictionary<string, XElement> known = table.Children("rule").Where(rule => rule.Attribute("id") is not null).ToDictionary(rule => rule.Attribute("id")!.Value);
        XNamespace space = table.Name.Namespace;
        int[] counts = [.. Parts.Select(part => table.Children(part.Column).Count())];
        foreach (XElement rule in table.Children("rule").ToList())
        {
            if (rule.PreviousNode is XText { Value: var blank } && string.IsNullOrWhiteSpace(blank))
                rule.PreviousNode.Remove();
            rule.Remove();
        }

        string indent = table.LastNode is XText { Value: var end } && string.IsNullOrWhiteSpace(end) ? end : "\n    ";
        if (table.LastNode is XText last && string.IsNullOrWhiteSpace(last.Value))
            last.Remove();
        foreach (JsonObject row in Objects(entered["rows"]))
        {
            string id = row["id"]?.ToString() ?? "";
            XElement rule = known.TryGetValue(id, out XElement? own) ? own : new XElement(space + "rule", new XAttribute("id", id));
            int place = 0;
            for (int part = 0; part < Parts.Length; part++)
            {
                XElement[] cells = [.. rule.Children(Parts[part].Cell)];
                for (int column = 0; column < counts[part]; column++, place++)
                {
                    XElement cell = column < cells.Length ? cells[column] : new XElement(space + Parts[part].Cell);
                    if (cell.Parent is null)
                        rule.Add(indent, "    ", cell);
                    SetText(cell, row[$"c{place.ToString(CultureInfo.InvariantCulture)}"]?.ToString() ?? "");
                }
            }

            if (own is null)
                rule.Add(indent, "  ");
            table.Add(indent, "  ", rule);
        }

        table.Add(indent);
    }

    static void SetText(XElement cell, string text)
    {
        if (cell.Child("text") is { } known)
        {
            if (known.Value.Trim() != text)
                known.Value = text;
        }
        else
        {
            cell.Add(new XElement(cell.Name.Namespace + "text", text));
        }
    }

    static IEnumerable<XElement> Tables(XElement root) => root.Children("decision").Select(decision => decision.Child("decisionTable")).OfType<XElement>();

    static IEnumerable<XElement> Texts(XElement root) => root.Children("decision").Select(decision => decision.Child("literalExpression")).OfType<XElement>();

    static string LabelOf(XElement decision) => decision.Attribute("label")?.Value ?? decision.Attribute("name")?.Value ?? "?";

    static string ColumnLabel(XElement column) => column.Name.LocalName switch
    {
        "annotation" => column.Attribute("name")?.Value switch
        {
            "vi" => "Lời cho người dân",
            "en" => "Lời tiếng Anh",
            var name => name ?? "?",
        },
        "input" => column.Attribute("label")?.Value ?? column.Child("inputExpression")?.Child("text")?.Value.Trim() ?? "?",
        _ => column.Attribute("label")?.Value ?? column.Attribute("name")?.Value ?? "?",
    };

    static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    [GeneratedRegex("<(?:\\w+:)?definitions\\b[^>]*>")]
    private static partial Regex RootTag();

    [GeneratedRegex("(<[^>]*\\bvl:validFrom\\s*=\\s*\")[^\"]*(\")")]
    private static partial Regex ValidFrom();
}
