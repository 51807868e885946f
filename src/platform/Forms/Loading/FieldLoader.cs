using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;

namespace VanLang.Forms.Loading;

/// <summary>Reads one field of a schema.</summary>
/// <param name="catalogs">Code lists that may be named.</param>
/// <param name="keys">Keys of all fields; a key is taken out of the free ones when its field is read.</param>
internal sealed class FieldLoader(FormCatalogs catalogs, IEnumerable<string> keys)
{
    private const int MaxFields = 2000;
    private const int DefaultTextLength = 255;
    private const int DefaultTextAreaLength = 4000;
    private const int GreatestLength = 20_000;
    private const int DefaultMegabytes = 20;

    private static readonly FrozenDictionary<string, FieldType> Types = new Dictionary<string, FieldType>
    {
        ["textfield"] = FieldType.Text,
        ["textarea"] = FieldType.TextArea,
        ["number"] = FieldType.Number,
        ["checkbox"] = FieldType.Checkbox,
        ["radio"] = FieldType.Radio,
        ["select"] = FieldType.Select,
        ["datetime"] = FieldType.Date,
        ["filepicker"] = FieldType.File,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind>
    {
        ["person-id"] = FieldKind.PersonId,
        ["address"] = FieldKind.Address,
        ["full-name"] = FieldKind.FullName,
        ["phone"] = FieldKind.Phone,
        ["email"] = FieldKind.Email,
        ["partial-date"] = FieldKind.PartialDate,
        ["doubt"] = FieldKind.Doubt,
        ["place"] = FieldKind.Place,
    }.ToFrozenDictionary();

    private static readonly HashSet<string> KnownExtensions =
    [
        "labelEn", "officialVi", "officialEn", "hintVi", "hintEn", "subjectVi", "subjectEn", "invalidVi", "invalidEn", "kind", "requiredWhen", "visibleWhen", "computed", "initial",
        "prefill", "catalog", "legalBasis", "legalBasisEn", "min", "max", "minDate", "maxDate", "transform", "mustBe", "autocomplete", "asOf", "component", "accept", "maxMegabytes", "maxFiles", "ours",
    ];

    // Words of FEEL that cannot be the name of a variable (DMN 1.5, 10.3.1.2).
    private static readonly HashSet<string> FeelWords =
        ["if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "function", "external", "instance", "of", "between", "and", "or", "not", "true", "false", "null"];

    private readonly HashSet<string> free = new(keys, StringComparer.Ordinal);
    private int count;

    public static bool IsField(string type) => Types.ContainsKey(type);

    public SchemaField? Load(SchemaNode node, SchemaNode properties, string page, IReadOnlyList<Condition> conditions, ExpressionLoader expressions)
    {
        if (++count == MaxFields + 1)
            node.Problem("forms.schema.too-many", null, MaxFields);
        if (node.Text("type") is not { } typeName || !Types.TryGetValue(typeName, out var type))
        {
            node.Problem("forms.schema.unknown-type", "type", node.Text("type") ?? "");
            return null;
        }

        properties.AllowOnly(KnownExtensions);
        var validate = node.Child("validate");
        var key = Key(node);
        var label = Label(node, properties, type);
        var kind = Kind(node, properties, type);
        var options = Options(node, properties, type, kind);
        var computed = expressions.Load(properties, "computed");
        var isText = type is FieldType.Text or FieldType.TextArea;
        var maxLength = validate.Count("maxLength", 1, GreatestLength) ?? (type == FieldType.TextArea ? DefaultTextAreaLength : DefaultTextLength);
        var minLength = validate.Count("minLength", 0, GreatestLength) ?? 0;
        if (minLength > maxLength)
            validate.Problem("forms.schema.range", "minLength", minLength, maxLength);
        var isNumber = type == FieldType.Number;
        var min = isNumber ? Limit(validate, properties, "min") : null;
        var max = isNumber ? Limit(validate, properties, "max") : null;
        if (min > max)
            validate.Problem("forms.schema.range", "min", min, max);
        var isDate = type == FieldType.Date;
        if (properties.Text("transform") is { } transform and not "uppercase")
            properties.Problem("forms.schema.unknown-value", "transform", transform);

        if (key is null || label is null)
            return null;
        var field = new SchemaField
        {
            Key = key,
            Page = page,
            Type = type,
            Kind = kind,
            Label = label,
            OfficialLabel = properties.Local("officialVi", "officialEn") ?? label,
            Subject = new(properties.Text("subjectVi") ?? InSentence(label.Vietnamese), properties.Text("subjectEn") ?? (label.English is { } english ? InSentence(english) : null)),
            Hint = properties.Local("hintVi", "hintEn") ?? (node.Text("description") is { } description ? new(description) : null),
            Invalid = properties.Local("invalidVi", "invalidEn"),
            Conditions = conditions,
            Options = options,
            Catalog = properties.Text("catalog"),
            OptionsByCode = options.Reverse().DistinctBy(o => o.Code).ToFrozenDictionary(o => o.Code, StringComparer.Ordinal),
            IsRequired = validate.Flag("required"),
            RequiredWhen = expressions.Load(properties, "requiredWhen"),
            MinLength = minLength,
            MaxLength = maxLength,
            Pattern = isText && validate.Text("pattern") is { } pattern ? PatternLoader.Load(validate, pattern) : null,
            Min = min,
            Max = max,
            Decimals = node.Count("decimalDigits", 0, 12),
            MinDate = isDate ? Bound(properties, expressions, "minDate", "min") : null,
            MaxDate = isDate ? Bound(properties, expressions, "maxDate", "max") : null,
            AsOf = kind == FieldKind.Place ? Bound(properties, expressions, "asOf", "asOf") : null,
            IsUppercase = properties.Text("transform") == "uppercase",
            Autocomplete = properties.Text("autocomplete"),
            PrefillFrom = Prefill(properties),
            Computed = computed,
            Initial = expressions.Load(properties, "initial"),
            Component = properties.Text("component"),
            Accept = Accept(node, properties, type),
            MaxMegabytes = properties.Count("maxMegabytes", 1, 1000) ?? DefaultMegabytes,
            MaxFiles = properties.Count("maxFiles", 1, 100) ?? (node.Flag("multiple") ? 10 : 1),
            IsOurs = properties.Flag("ours"),
            LegalBasis = properties.Local("legalBasis", "legalBasisEn"),
            MustBe = MustBe(node, properties, type),
            MustHold = properties.Has("mustBe", out var must) && must.ValueKind == JsonValueKind.String && must.GetString()!.StartsWith('=')
                ? expressions.Load(properties, "mustBe")
                : null,
            Default = Default(node, "defaultValue", type, kind),
        };
        // Where would the value of such a field come from? A computed one says it.
        foreach (var member in new[] { "readonly", "disabled" })
            if (node.Flag(member) && computed is null)
                node.Problem("forms.schema.unknown-value", member, "true");
        if (kind != FieldKind.Place && properties.Has("asOf"))
            properties.Problem("forms.schema.unknown-value", "asOf", properties.Text("asOf") ?? "");
        if (field is { Type: FieldType.File, Component: null })
            properties.Missing("component");
        if (field.Type == FieldType.File && computed is not null)
            properties.Problem("forms.schema.unknown-value", "computed", typeName);
        if (field.Default is { } value && FieldRules.Check(field, value, day: null) is not null)
            node.Problem("forms.schema.default", "defaultValue");
        return field;
    }

    /// <summary>The key under a member, taken out of the free ones; null where it is none, which has been noted.</summary>
    public string? Key(SchemaNode node, string member = "key")
    {
        if (node.Text(member) is not { } key)
        {
            node.Missing(member);
            return null;
        }

        if (key.Length > 100 || !char.IsAsciiLetter(key[0]) || !key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            || FeelWords.Contains(key) || key == FormContext.FilingDateName)
        {
            node.Problem("forms.schema.key", member, key);
            return null;
        }

        if (free.Remove(key))
            return key;
        node.Problem("forms.schema.key-duplicate", member, key);
        return null;
    }

    public static LocalText? Label(SchemaNode node, SchemaNode properties, FieldType type)
    {
        var member = type == FieldType.Date && node.Has("dateLabel") ? "dateLabel" : "label";
        if (node.Text(member) is { } label)
            return new(label, properties.Text("labelEn"));
        // An input without a label is unusable for who cannot see, so it is refused here already.
        node.Missing(member);
        return null;
    }

    /// <summary>The name of the fact that is offered; a name that nobody knows would silently offer nothing.</summary>
    public static string? Prefill(SchemaNode properties)
    {
        if (properties.Text("prefill") is not { } name || PrefillSources.IsName(name))
            return properties.Text("prefill");
        properties.Problem("forms.schema.unknown-value", "prefill", name);
        return null;
    }

    private static FieldKind Kind(SchemaNode node, SchemaNode properties, FieldType type)
    {
        if (type == FieldType.Date && node.Text("subtype") is not (null or "date"))
            node.Problem("forms.schema.unknown-value", "subtype", node.Text("subtype")!);
        if (properties.Text("kind") is not { } name || name == "date" && type == FieldType.Date)
            return FieldKind.None;
        if (Kinds.TryGetValue(name, out var kind) && (kind switch
        {
            FieldKind.Doubt => IsDoubt(node, properties, type),
            FieldKind.PartialDate => type == FieldType.Date,
            FieldKind.Address => type is FieldType.Text or FieldType.TextArea,
            _ => type == FieldType.Text,
        }))
            return kind;
        properties.Problem("forms.schema.unknown-value", "kind", name);
        return FieldKind.None;
    }

    // A doubt is a box that must be ticked while its condition holds, and it says what is doubted.
    private static bool IsDoubt(SchemaNode node, SchemaNode properties, FieldType type) =>
        type == FieldType.Checkbox && node.Child("validate").Flag("required") && properties.Has("visibleWhen") && properties.Has("invalidVi") && properties.Has("invalidEn");

    private IReadOnlyList<CatalogEntry> Options(SchemaNode node, SchemaNode properties, FieldType type, FieldKind kind)
    {
        var isChoice = type is FieldType.Radio or FieldType.Select;
        if (!isChoice && kind != FieldKind.Address)
        {
            if (properties.Has("catalog"))
                properties.Problem("forms.schema.unknown-value", "catalog", properties.Text("catalog") ?? "");
            return [];
        }

        if (properties.Text("catalog") is { } id)
        {
            if (catalogs.Find(id) is { } list)
                return list;
            properties.Problem("forms.schema.unknown-catalog", "catalog", id);
            return [];
        }

        if (!isChoice)
            return [];
        var options = new List<CatalogEntry>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items(node.Has("values") ? "values" : "options") ?? [])
            if (item.Text("value") is not { } code)
                item.Missing("value");
            else if (item.Text("label") is not { } label)
                item.Missing("label");
            else if (!codes.Add(code))
                item.Problem("forms.schema.option-duplicate", "value", code);
            else
                options.Add(new(code, new(label, item.Text("labelEn"))));
        if (options.Count == 0)
            node.Problem("forms.schema.no-options", "values");
        return options;
    }

    private static decimal? Limit(SchemaNode validate, SchemaNode properties, string name) => validate.Number(name) ?? properties.Number(name);

    private static DateBound? Bound(SchemaNode properties, ExpressionLoader expressions, string name, string shortName)
    {
        var member = properties.Has(name) ? name : shortName;
        if (properties.Text(member) is not { } text)
            return null;
        if (text == "today")
            return DateBound.Today;
        if (text.StartsWith('='))
            return expressions.Load(properties, member) is { } expression ? new(null, expression) : null;
        if (IsoDate(text) is { } day)
            return new(day, null);
        properties.Problem("forms.schema.date", member, text);
        return null;
    }

    private static List<string> Accept(SchemaNode node, SchemaNode properties, FieldType type)
    {
        if (type != FieldType.File)
            return [];
        var source = node.Has("accept") ? node : properties;
        var endings = (source.Text("accept") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var ending in endings.Where(e => e.Length < 2 || e[0] != '.' || !e.Skip(1).All(char.IsAsciiLetterOrDigit)))
            source.Problem("forms.schema.unknown-value", "accept", ending);
        return [.. endings.Select(e => e.ToLowerInvariant())];
    }

    private static AnswerValue? MustBe(SchemaNode node, SchemaNode properties, FieldType type)
    {
        // form-js: a required box must be ticked, not merely seen.
        if (type == FieldType.Checkbox && node.Child("validate").Flag("required"))
            return new BooleanAnswer(true);
        if (!properties.Has("mustBe", out var value) || value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith('='))
            return null;
        return Constant(value, type) is { } must ? must : Refuse();

        AnswerValue? Refuse()
        {
            properties.Problem("forms.schema.default", "mustBe");
            return null;
        }
    }

    private static AnswerValue? Default(SchemaNode node, string member, FieldType type, FieldKind kind)
    {
        if (!node.Has(member, out var value) || value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)
            return null;
        if (type != FieldType.File && kind is not (FieldKind.Address or FieldKind.Place) && Constant(value, type) is { } constant)
            return constant;
        node.Problem("forms.schema.default", member);
        return null;
    }

    private static AnswerValue? Constant(JsonElement value, FieldType type) => (type, value.ValueKind) switch
    {
        (FieldType.Checkbox, JsonValueKind.True or JsonValueKind.False) => new BooleanAnswer(value.GetBoolean()),
        (FieldType.Checkbox, JsonValueKind.String) when bool.TryParse(value.GetString(), out var yes) => new BooleanAnswer(yes),
        (FieldType.Number, JsonValueKind.Number) when value.TryGetDecimal(out var number) => new NumberAnswer(number),
        (FieldType.Number, JsonValueKind.String)
            when decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => new NumberAnswer(number),
        (FieldType.Date, JsonValueKind.String) when IsoDate(value.GetString()!) is { } day => new DateAnswer(day),
        (FieldType.Text or FieldType.TextArea or FieldType.Radio or FieldType.Select, JsonValueKind.String) when TextCleaner.IsWellFormed(value.GetString()!)
            => new TextAnswer(value.GetString()!.Normalize()),
        _ => null,
    };

    private static DateOnly? IsoDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>"Ngày sinh" reads "ngày sinh" inside a sentence; "UBND xã", "CCCD" and "I declare" stay.</summary>
    public static string InSentence(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;
}
