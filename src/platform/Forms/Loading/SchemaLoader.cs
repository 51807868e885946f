using System.Security.Cryptography;
using System.Text.Json;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>Reads a schema file: structure first, then fields, then what ties fields together.</summary>
internal sealed class SchemaLoader(FormCatalogs catalogs, IReadOnlyCollection<string> facts)
{
    // 2,000 fields with long labels in two languages.
    private const int MaxCharacters = 4_000_000;
    private const int MaxRows = 500;
    private const int UsualMaxRows = 50;

    private static readonly HashSet<string> KnownGroupExtensions =
        ["titleVi", "titleEn", "labelEn", "officialVi", "officialEn", "hintVi", "hintEn", "visibleWhen", "ours"];

    private static readonly HashSet<string> KnownRowsExtensions =
    [
        "labelEn", "officialVi", "officialEn", "hintVi", "hintEn", "subjectVi", "subjectEn", "invalidVi", "invalidEn", "rowVi", "rowEn", "minRows", "maxRows", "visibleWhen",
        "requiredWhen", "mustBe", "legalBasis", "legalBasisEn", "ours", "prefill",
    ];

    private static readonly HashSet<string> KnownTextExtensions = ["textEn", "visibleWhen"];

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = 32, CommentHandling = JsonCommentHandling.Disallow };

    private readonly List<SchemaProblem> problems = [];

    public FormLoad Load(string json)
    {
        if (json.Length > MaxCharacters)
            return Refused("$", "forms.schema.too-large", MaxCharacters);
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Load(document.RootElement)
                : Refused("$", "forms.schema.value-kind", "object");
        }
        catch (JsonException e)
        {
            return Refused("$", "forms.schema.json", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a text with a lone surrogate.
            return Refused("$", "forms.schema.json", 1, 1);
        }
    }

    private FormLoad Load(JsonElement json)
    {
        var root = new SchemaNode(json, "$", problems);
        if (root.Text("type") is not "default")
            root.Problem("forms.schema.root-type", "type");
        var properties = root.Child("properties");
        var id = root.Text("id");
        if (id is null)
            root.Missing("id");
        var title = properties.Local("titleVi", "titleEn") ?? (id is null ? new LocalText("?") : new LocalText(id));

        var pageNodes = root.Items("components") ?? [];
        if (pageNodes.Count == 0)
            root.Problem("forms.schema.no-pages", "components");

        var keys = CollectKeys(pageNodes, withRows: true);
        var outside = CollectKeys(pageNodes, withRows: false);
        var loader = new FieldLoader(catalogs, keys);
        var expressions = new ExpressionLoader([.. outside, .. facts, FormContext.FilingDateName]);
        var pages = new List<SchemaPage>();
        var pageKeys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in pageNodes)
            if (LoadPage(node, loader, expressions) is { } page)
            {
                if (!pageKeys.Add(page.Key))
                    node.Problem("forms.schema.page-duplicate", "id", page.Key);
                pages.Add(page);
            }

        var paper = DeclarationLoader.Load(properties, outside);
        var order = DependencyOrder.Of(pages, out var circle);
        if (circle is not null)
            root.Problem("forms.schema.circle", null, circle);
        if (problems.Count > 0 || order is null)
            return new(null, [.. problems.Distinct()]);
        return new(
            new FormSchema(pages, order)
            {
                Id = id!,
                Version = Hash(json),
                Title = title,
                Procedure = properties.Text("procedure"),
                Mark = properties.Text("label"),
                Paper = paper,
            },
            []);
    }

    private static SchemaPage? LoadPage(SchemaNode node, FieldLoader loader, ExpressionLoader expressions)
    {
        if (node.Text("type") is not "group")
        {
            node.Problem("forms.schema.page-expected", "type");
            return null;
        }

        var properties = node.Child("properties");
        properties.AllowOnly(KnownGroupExtensions);
        var key = node.Text("id") ?? node.Text("key");
        if (key is null)
            node.Missing("id");
        else if (!key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            node.Problem("forms.schema.page-id", "id", key);
        var title = Title(node, properties);
        if (title is null)
            node.Missing("label");
        var conditions = expressions.Conditions(node, properties, []);
        var fields = new List<SchemaField>();
        var parts = LoadParts(node, key ?? "?", conditions, fields, loader, expressions);
        if (node.Items("components") is null or { Count: 0 })
            node.Problem("forms.schema.no-parts", "components");
        if (key is null || title is null)
            return null;
        // One choice on a page: the page asks the question, the label only names it.
        if (title.Vietnamese.EndsWith('?') && fields.Where(f => !f.IsComputed).ToList() is [{ Type: FieldType.Radio } only] && !only.Conditions.Except(conditions).Any())
            only.Question = title;
        return new()
        {
            Key = key,
            Title = title,
            OfficialTitle = properties.Local("officialVi", "officialEn") ?? title,
            Hint = properties.Local("hintVi", "hintEn"),
            Conditions = conditions,
            Parts = parts,
            Fields = fields,
            DependsOnItself = DependencyOrder.DependsOnItself(parts, fields),
        };
    }

    private static List<SchemaPart> LoadParts(
        SchemaNode parent, string page, IReadOnlyList<Condition> outer, List<SchemaField> fields, FieldLoader loader, ExpressionLoader expressions)
    {
        var parts = new List<SchemaPart>();
        foreach (var node in parent.Items("components") ?? [])
        {
            var properties = node.Child("properties");
            switch (node.Text("type"))
            {
                case "group":
                    properties.AllowOnly(KnownGroupExtensions);
                    var conditions = expressions.Conditions(node, properties, outer);
                    parts.Add(new SchemaGroup
                    {
                        Label = Title(node, properties),
                        Conditions = conditions,
                        Parts = LoadParts(node, page, conditions, fields, loader, expressions),
                    });
                    break;
                case "text":
                    properties.AllowOnly(KnownTextExtensions);
                    if (node.Text("text") is { } text)
                        parts.Add(new SchemaText { Text = new(text, properties.Text("textEn")), Conditions = expressions.Conditions(node, properties, outer) });
                    else
                        node.Missing("text");
                    break;
                case "dynamiclist":
                    if (LoadRows(node, properties, page, expressions.Conditions(node, properties, outer), loader, expressions) is { } list)
                    {
                        parts.Add(list);
                        fields.Add(list);
                    }

                    break;
                default:
                    if (loader.Load(node, properties, page, expressions.Conditions(node, properties, outer), expressions) is { } field)
                    {
                        parts.Add(field);
                        fields.Add(field);
                    }

                    break;
            }
        }

        return parts;
    }

    /// <summary>A repeated group: its row is a form of one page, whose expressions may also read what stands outside.</summary>
    private static SchemaField? LoadRows(
        SchemaNode node, SchemaNode properties, string page, IReadOnlyList<Condition> conditions, FieldLoader loader, ExpressionLoader outside)
    {
        properties.AllowOnly(KnownRowsExtensions);
        var key = loader.Key(node, "path");
        var label = FieldLoader.Label(node, properties, FieldType.Rows);
        var min = properties.Count("minRows", 0, MaxRows) ?? 0;
        var max = properties.Count("maxRows", 1, MaxRows) ?? UsualMaxRows;
        if (min > max)
            properties.Problem("forms.schema.range", "minRows", min, max);
        var own = CollectKeys(node.Items("components") ?? [], withRows: true);
        var fields = new List<SchemaField>();
        var parts = LoadParts(node, page, [], fields, loader, outside.Inside(own));
        if (fields.Count == 0)
            node.Problem("forms.schema.no-parts", "components");
        foreach (var misplaced in fields.Where(f => f.Type is FieldType.File or FieldType.Rows))
            node.Problem("forms.schema.row-content", "components", misplaced.Key);
        var rowPage = new SchemaPage { Key = page, Title = label ?? new("?"), OfficialTitle = label ?? new("?"), Parts = parts, Fields = fields, DependsOnItself = DependencyOrder.DependsOnItself(parts, fields) };
        var order = DependencyOrder.Of([rowPage], out var circle);
        if (circle is not null)
            node.Problem("forms.schema.circle", null, circle);
        if (key is null || label is null || order is null)
            return null;
        return new()
        {
            Key = key,
            Page = page,
            Type = FieldType.Rows,
            Kind = FieldKind.None,
            Label = label,
            OfficialLabel = properties.Local("officialVi", "officialEn") ?? label,
            Subject = new(properties.Text("subjectVi") ?? FieldLoader.InSentence(label.Vietnamese), properties.Text("subjectEn") ?? (label.English is { } english ? FieldLoader.InSentence(english) : null)),
            Hint = properties.Local("hintVi", "hintEn"),
            Invalid = properties.Local("invalidVi", "invalidEn"),
            LegalBasis = properties.Local("legalBasis", "legalBasisEn"),
            Conditions = conditions,
            Row = new([rowPage], order) { Id = key, Version = "", Title = label },
            RowName = properties.Local("rowVi", "rowEn") ?? label,
            RowReads = fields.SelectMany(DependencyOrder.Names).Where(name => !own.Contains(name)).ToHashSet(StringComparer.Ordinal),
            MinRows = min,
            MaxRows = max,
            FirstRows = Math.Max(min, node.Count("defaultRepetitions", 0, max) ?? 1),
            IsRequired = node.Child("validate").Flag("required") || min > 0,
            RequiredWhen = outside.Load(properties, "requiredWhen"),
            PrefillFrom = FieldLoader.Prefill(properties),
            MustHold = outside.Load(properties, "mustBe"),
            IsOurs = properties.Flag("ours"),
        };
    }

    private static LocalText? Title(SchemaNode node, SchemaNode properties) =>
        (properties.Text("titleVi") ?? node.Text("label")) is { } vietnamese
            ? new(vietnamese, properties.Text("titleEn") ?? properties.Text("labelEn"))
            : null;

    /// <summary>All field keys, also those of later pages: an expression may name any of them. What stands in rows is known in the same row only.</summary>
    private static HashSet<string> CollectKeys(IEnumerable<SchemaNode> nodes, bool withRows)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var silent = new Stack<SchemaNode>(nodes);
        while (silent.TryPop(out var node))
        {
            var isList = node.Has("type", out var typeName) && typeName.ValueKind == JsonValueKind.String && typeName.ValueEquals("dynamiclist");
            if (isList && node.Has("path", out var path) && path.ValueKind == JsonValueKind.String)
                keys.Add(path.GetString()!);
            if (node.Has("key", out var key) && key.ValueKind == JsonValueKind.String && node.Has("type", out var type)
                && type.ValueKind == JsonValueKind.String && FieldLoader.IsField(type.GetString()!))
                keys.Add(key.GetString()!);
            if ((withRows || !isList) && node.Has("components", out var components) && components.ValueKind == JsonValueKind.Array)
                foreach (var child in node.Items("components")!)
                    silent.Push(child);
        }

        return keys;
    }

    /// <summary>Version id: SHA-256 of the content with members in ordinal order and without white space, so that a re-indented file is the same version.</summary>
    private static string Hash(JsonElement json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteSorted(writer, json);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static FormLoad Refused(string path, string code, params object[] arguments) =>
        new(null, [new(path, code, Texts.Format(code, arguments))]);
}
