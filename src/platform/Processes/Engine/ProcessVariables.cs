using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>
/// Values a process decides by. Kept as JSON knows them (null, bool, number, string, list, context), whatever type they came in,
/// so that a step sees the same before and after the state was stored. Dates and times are their ISO 8601 text.
/// </summary>
[JsonConverter(typeof(Converter))]
internal sealed class ProcessVariables
{
    private const int MaxDepth = 16;

    private readonly SortedList<string, object?> values;

    private ProcessVariables(SortedList<string, object?> values)
    {
        this.values = values;
        long bound = 0;
        foreach (var (name, value) in values) bound += JsonBound(name) + JsonBound(value);
        SizeBound = bound;
    }

    public static ProcessVariables Empty { get; } = new(new SortedList<string, object?>(StringComparer.Ordinal));

    /// <summary>Values by name, in ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>The JSON of the values is at most this many bytes.</summary>
    public long SizeBound { get; }

    /// <summary>These values with others added or put in their place.</summary>
    /// <exception cref="ArgumentException">A value has a type no process can decide by, or is nested deeper than 16 levels.</exception>
    public ProcessVariables With(IReadOnlyDictionary<string, object?> changes)
    {
        if (changes.Count == 0) return this;
        var merged = new SortedList<string, object?>(values, StringComparer.Ordinal);
        foreach (var (name, value) in changes) merged[name] = Normalise(value, 0);
        return new(merged);
    }

    /// <summary>These values with one added or put in its place.</summary>
    public ProcessVariables With(string name, object? value) => With(new Dictionary<string, object?>(1) { [name] = value });

    public void Write(Utf8JsonWriter writer) => WriteValue(writer, values);

    /// <summary>A value as it is kept; false if no process can decide by it.</summary>
    public static bool TryKeep(object? value, out object? kept)
    {
        try
        {
            kept = Normalise(value, 0);
            return true;
        }
        catch (ArgumentException)
        {
            kept = null;
            return false;
        }
    }

    public static void Write(Utf8JsonWriter writer, object? value) => WriteValue(writer, value);

    public static long BoundOf(object? value) => JsonBound(value);

    private static object? Normalise(object? value, int depth)
    {
        if (depth > MaxDepth) throw new ArgumentException("A variable is nested too deeply.", nameof(value));
        return value switch
        {
            null or bool or string or FeelNumber => value,
            int number => (FeelNumber)number,
            long number => (FeelNumber)number,
            decimal number => (FeelNumber)number,
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            DateTime local => local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            TimeSpan span => XmlConvert.ToString(span),
            YearsMonthsDuration months => string.Create(CultureInfo.InvariantCulture, $"{(months.TotalMonths < 0 ? "-" : "")}P{Math.Abs(months.TotalMonths)}M"),
            JsonElement element => Normalise(element, depth),
            JsonNode node => Normalise(node.Deserialize<JsonElement>(), depth),
            IReadOnlyDictionary<string, object?> context => Context(context.Select(entry => (entry.Key, entry.Value)), depth),
            IReadOnlyList<object?> list => list.Select(item => Normalise(item, depth + 1)).ToArray(),
            _ => throw new ArgumentException($"A variable cannot be a {value.GetType()}.", nameof(value)),
        };
    }

    private static object? Normalise(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => FeelNumber.TryParse(element.GetRawText(), out var number) ? number : throw new ArgumentException("A number is out of range.", nameof(element)),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Normalise((object?)item, depth + 1)).ToArray(),
        _ => Context(element.EnumerateObject().Select(property => (property.Name, (object?)property.Value)), depth),
    };

    // Sorted, so that the order in which somebody filled a dictionary never shows in the bytes of a state.
    private static SortedList<string, object?> Context(IEnumerable<(string Name, object? Value)> entries, int depth)
    {
        var context = new SortedList<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in entries) context[name] = Normalise(value, depth + 1);
        return context;
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case string text: writer.WriteStringValue(text); break;
            case FeelNumber number: writer.WriteRawValue(number.ToString()); break;
            case IReadOnlyDictionary<string, object?> context:
                writer.WriteStartObject();
                foreach (var (name, item) in context)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, item);
                }

                writer.WriteEndObject();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var item in list) WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"A {value.GetType()} was not normalised.");
        }
    }

    // Six bytes are the longest a UTF-16 unit becomes (an escape); three more for quotes and separator.
    private static long JsonBound(object? value) => value switch
    {
        null or bool => 6,
        string text => 6L * text.Length + 3,
        IReadOnlyDictionary<string, object?> context => 2 + context.Sum(entry => JsonBound(entry.Key) + JsonBound(entry.Value) + 1),
        IReadOnlyList<object?> list => 2 + list.Sum(item => JsonBound(item) + 1),
        _ => 64,
    };

    private sealed class Converter : JsonConverter<ProcessVariables>
    {
        public override ProcessVariables Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return Empty.With(document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => (object?)entry.Value.Clone()));
        }

        public override void Write(Utf8JsonWriter writer, ProcessVariables value, JsonSerializerOptions options) => value.Write(writer);
    }
}
