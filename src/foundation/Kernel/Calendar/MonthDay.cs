using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VanLang.Kernel.Calendar;

/// <summary>A day of any year, such as the first day of summer hours. Written <c>MM-dd</c>.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct MonthDay(int Month, int Day) : IComparable<MonthDay>
{
    public static MonthDay Of(DateOnly date) => new(date.Month, date.Day);

    /// <summary>Reads <c>MM-dd</c>; 29 February is a day of a year.</summary>
    public static bool TryParse(string? text, out MonthDay value)
    {
        var known = DateOnly.TryParseExact("2024-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        value = known ? Of(date) : default;
        return known;
    }

    public int CompareTo(MonthDay other) => (Month, Day).CompareTo((other.Month, other.Day));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:00}-{Day:00}");

    public static bool operator <(MonthDay left, MonthDay right) => left.CompareTo(right) < 0;

    public static bool operator >(MonthDay left, MonthDay right) => left.CompareTo(right) > 0;

    public static bool operator <=(MonthDay left, MonthDay right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MonthDay left, MonthDay right) => left.CompareTo(right) >= 0;

    internal sealed class JsonText : JsonConverter<MonthDay>
    {
        public override MonthDay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var value) ? value : throw new JsonException("MM-dd expected");

        public override void Write(Utf8JsonWriter writer, MonthDay value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
