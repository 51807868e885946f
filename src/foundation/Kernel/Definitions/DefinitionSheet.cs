using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// How a file is filled in field by field, by people who do not write its notation. Every field has a place in a JSON tree; what the tree holds beside the fields is kept as it is.
/// What is entered is kept also where it is wrong: the reader of the kind then says so, with the place.
/// </summary>
/// <param name="Texts">Texts of the room: the label of a field stands under <c>Name.path</c>, its hint under the same with <c>.Hint</c>, the name of a choice under the same with <c>=code</c>.</param>
/// <param name="Name">Before the keys of its texts.</param>
/// <param name="Fields">What is asked; it may depend on what the file holds.</param>
public sealed record DefinitionSheet(Type Texts, string Name, Func<SheetContext, Task<IReadOnlyList<SheetField>>> Fields)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tree of a file; null where it cannot be read, which its text alone can mend.</summary>
    public Func<string, JsonObject?> Read { get; init; } = ReadJson;

    /// <summary>The file with the tree as it is now; the first argument is the file before.</summary>
    public Func<string, JsonObject, string> Write { get; init; } = (_, tree) => WriteJson(tree);

    /// <summary>Enters what comes of an entry now, beside what was entered: an expected value, the steps that wait. Null for files that expect nothing.</summary>
    public Func<IServiceProvider, SheetContext, string, Task>? Record { get; init; }

    /// <summary>A tree as a file.</summary>
    public static string WriteJson(JsonObject tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    static JsonObject? ReadJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a sheet may look at: the file itself and what it may name.</summary>
/// <param name="Key">Key of the definition.</param>
/// <param name="Tree">The file as a tree.</param>
/// <param name="Tried">Text of the file that these tests try; null where the file is no test.</param>
public abstract record SheetContext(string Key, JsonObject Tree, string? Tried)
{
    /// <summary>Definitions of a kind that are published or come with the same change: key and what people call them.</summary>
    public abstract Task<IReadOnlyList<SheetChoice>> Definitions(string kind);

    /// <summary>The file of one of them, that of the same change first; null where there is none.</summary>
    public abstract Task<string?> Source(string kind, string? key);

    /// <summary>Day from which the file is to hold.</summary>
    public abstract DateOnly FirstDay { get; }
}

/// <summary>Something that may be chosen.</summary>
/// <param name="Name">In Vietnamese, from the data; null: the texts of the room name it.</param>
public sealed record SheetChoice(string Code, string? Name = null);

/// <summary>A field of a sheet.</summary>
/// <param name="Path">Its place in the object it belongs to: names with dots between; empty for the object itself.</param>
public sealed record SheetField(string Path, SheetType Type)
{
    /// <summary>Left empty it stays there empty, and the reader says what is missing; others are left out.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<SheetChoice> Choices { get; init; } = [];

    /// <summary>Fields of a group, or of each entry of a list.</summary>
    public IReadOnlyList<SheetField> Fields { get; init; } = [];

    /// <summary>What a new entry of a list begins as; the number is its place, from 0.</summary>
    public Func<JsonArray, JsonObject> New { get; init; } = _ => [];

    /// <summary>Paths in an entry of a list of which the first that holds something names the entry.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Only where another field of the same object holds one of these; null for always.</summary>
    public (string Path, string[] Values)? Only { get; init; }

    /// <summary>A label from the data, in Vietnamese; null: the texts of the room.</summary>
    public string? Label { get; init; }

    /// <summary>Key of the label where it is not the path, with what is put in its place; null: the path.</summary>
    public (string Key, object[] Arguments)? TextKey { get; init; }

    /// <summary>Whether an entry of the list can be recorded (<see cref="DefinitionSheet.Record"/>).</summary>
    public bool IsRecorded { get; init; }

    /// <summary>A table of many rows: a row is moved by its number, and rows come from a spreadsheet.</summary>
    public bool IsLongTable { get; init; }

    /// <summary>Where it is longer than a line.</summary>
    public bool IsLong { get; init; }

    /// <summary>Shown, not entered: what recording has found.</summary>
    public bool IsFound { get; init; }

    /// <summary>One of some codes, named by the texts of the room.</summary>
    public static SheetField OneOf(string path, params IEnumerable<string> codes) => new(path, SheetType.Choice) { Choices = [.. codes.Select(code => new SheetChoice(code))] };

    /// <summary>One of what the file or the house holds.</summary>
    public static SheetField OneOf(string path, IReadOnlyList<SheetChoice> choices) => new(path, SheetType.Choice) { Choices = choices };

    /// <summary>A list of entries.</summary>
    /// <param name="titles">Paths that name an entry.</param>
    /// <param name="begins">JSON of a new one.</param>
    public static SheetField Entries(string path, IReadOnlyList<string> titles, string begins, params IReadOnlyList<SheetField> fields) =>
        new(path, SheetType.List) { Titles = titles, Fields = fields, New = _ => JsonNode.Parse(begins)!.AsObject(), IsNeeded = true };

    /// <summary>The same field, always there.</summary>
    public SheetField Needed => this with { IsNeeded = true };

    /// <summary>The same field, for longer texts.</summary>
    public SheetField OfLines => this with { IsLong = true };
}

/// <summary>How a field is entered and kept.</summary>
public enum SheetType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>An object of <c>vi</c> and <c>en</c>.</summary>
    Both,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    YesNo,

    /// <summary>A date, <c>yyyy-MM-dd</c>.</summary>
    Day,

    /// <summary>One of <see cref="SheetField.Choices"/>; another one that is there already stays.</summary>
    Choice,

    /// <summary>A list of texts, one a line.</summary>
    Lines,

    /// <summary>A value of any type: number, <c>true</c>, <c>false</c>, <c>null</c>, else a text.</summary>
    Value,

    /// <summary>An object of values, one <c>name = value</c> a line; objects within by dots.</summary>
    Map,

    /// <summary>An object of its own.</summary>
    Group,

    /// <summary>A list of objects, one open at a time.</summary>
    List,

    /// <summary>A list of objects as a table.</summary>
    Grid,
}
