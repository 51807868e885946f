using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VanLang.Forms.Contracts;

/// <summary>
/// What a person has answered so far: an immutable map from field key to typed value. A key that is present without a value says
/// "was asked, left empty"; an absent key was not asked yet. The JSON is canonical (keys in ordinal order, no space, one way to write each value),
/// so equal answers give equal bytes that can be hashed.
/// </summary>
public sealed class FormAnswers : IEquatable<FormAnswers>
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = 5 };
    private readonly ImmutableSortedDictionary<string, AnswerValue?> values;

    private FormAnswers(ImmutableSortedDictionary<string, AnswerValue?> values) => this.values = values;

    /// <summary>No answers.</summary>
    public static FormAnswers None { get; } = new(ImmutableSortedDictionary.Create<string, AnswerValue?>(StringComparer.Ordinal));

    /// <summary>The answers by field key, in ordinal order of the keys; null for a field that was asked and left empty.</summary>
    public IReadOnlyDictionary<string, AnswerValue?> Values => values;

    /// <summary>The answer of a field, or null if it was left empty or not asked.</summary>
    public AnswerValue? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Whether the field was asked, be it answered or left empty.</summary>
    public bool IsAsked(string key) => values.ContainsKey(key);

    /// <summary>The text (or option code) of a field, or null if it has no text.</summary>
    public string? Text(string key) => (this[key] as TextAnswer)?.Text;

    /// <summary>The number of a field, or null.</summary>
    public decimal? Number(string key) => (this[key] as NumberAnswer)?.Number;

    /// <summary>The date of a field, or null.</summary>
    public DateOnly? Date(string key) => (this[key] as DateAnswer)?.Date;

    /// <summary>Whether a box is ticked.</summary>
    public bool IsYes(string key) => this[key] is BooleanAnswer { IsYes: true };

    /// <summary>The same answers with one set; null means asked and left empty.</summary>
    public FormAnswers With(string key, AnswerValue? value) => new(values.SetItem(key, Checked(value)));

    /// <summary>The same answers with several set; see the other overload.</summary>
    public FormAnswers With(IEnumerable<KeyValuePair<string, AnswerValue?>> changes) =>
        new(values.SetItems(changes.Select(c => KeyValuePair.Create(c.Key, Checked(c.Value)))));

    /// <summary>The same answers as if the field had not been asked.</summary>
    public FormAnswers Without(string key) => new(values.Remove(key));

    /// <summary>
    /// Canonical JSON: text as string, number as number, box as true or false, date as <c>{"date":"2024-02-29"}</c>,
    /// (<c>{"date":"1950-03"}</c>, <c>{"date":"1950"}</c> where not all of it is known), address as <c>{"commune":"…","detail":"…"}</c>,
    /// place as <c>{"day":"…","detail":"…","names":["…"],"unit":"…"}</c>, rows as a list
    /// of such objects, left empty as null.
    /// </summary>
    public string ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            Write(json);

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads back what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text was not written by <see cref="ToJson"/>.</exception>
    public static FormAnswers FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadObject(document.RootElement) : throw new FormatException("Answers are a JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("Answers are not JSON.", e);
        }
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] FormAnswers? other) => other is not null && values.SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FormAnswers);

    /// <inheritdoc/>
    public override int GetHashCode() => values.Aggregate(values.Count, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));

    // An empty text is no answer: two ways to say one thing would give two hashes.
    private static AnswerValue? Checked(AnswerValue? value) => value is TextAnswer { Text: "" } ? null : value;

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values)
        {
            json.WritePropertyName(key);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AnswerValue? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case TextAnswer text:
                json.WriteStringValue(text.Text);
                break;
            case NumberAnswer number:
                // Without trailing zeros: 1.50 and 1.5 are one answer.
                json.WriteRawValue(number.Number.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            case BooleanAnswer yes:
                json.WriteBooleanValue(yes.IsYes);
                break;
            case DateAnswer date:
                json.WriteStartObject();
                json.WriteString("date", date.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            case PartialDateAnswer date:
                json.WriteStartObject();
                json.WriteString("date", date.Iso);
                json.WriteEndObject();
                break;
            case RowsAnswer list:
                json.WriteStartArray();
                foreach (var row in list.Rows)
                    row.Write(json);
                json.WriteEndArray();
                break;
            case PlaceAnswer place:
                json.WriteStartObject();
                json.WriteString("day", place.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteString("detail", place.Detail);
                json.WriteStartArray("names");
                foreach (var name in place.Names)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteString("unit", place.Unit);
                json.WriteEndObject();
                break;
            case AddressAnswer address:
                json.WriteStartObject();
                json.WriteString("commune", address.Commune);
                json.WriteString("detail", address.Detail);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"No JSON for {value.GetType().Name}.");
        }
    }

    private static FormAnswers ReadObject(JsonElement json) => None.With(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, ReadValue(p.Value))));

    private static AnswerValue? ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => new TextAnswer(value.GetString()!),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => new NumberAnswer(number),
        JsonValueKind.True => new BooleanAnswer(true),
        JsonValueKind.False => new BooleanAnswer(false),
        JsonValueKind.Object when value.TryGetProperty("date", out var date) && date.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new DateAnswer(day),
        JsonValueKind.Object when value.TryGetProperty("date", out var date) && date.ValueKind == JsonValueKind.String && ReadPartialDate(date.GetString()!) is { } partial => partial,
        JsonValueKind.Array when value.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object) => new RowsAnswer([.. value.EnumerateArray().Select(ReadObject)]),
        JsonValueKind.Object when value.TryGetProperty("unit", out var unit) && unit.ValueKind == JsonValueKind.String && ReadPlace(value, unit.GetString()!) is { } place => place,
        JsonValueKind.Object when value.TryGetProperty("commune", out var commune) && value.TryGetProperty("detail", out var detail)
            && commune.ValueKind == JsonValueKind.String && detail.ValueKind == JsonValueKind.String
            => new AddressAnswer(commune.GetString()!, detail.GetString()!),
        _ => throw new FormatException("Answers hold a value of unknown kind."),
    };

    private static PlaceAnswer? ReadPlace(JsonElement value, string unit) =>
        value.TryGetProperty("day", out var said) && said.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(said.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && value.TryGetProperty("names", out var names) && names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
        && value.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
            ? new(unit, day, [.. names.EnumerateArray().Select(name => name.GetString()!)], detail.GetString()!)
            : null;

    private static PartialDateAnswer? ReadPartialDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? new(month.Year, month.Month)
        : DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) ? new(year.Year, null)
        : null;
}
