using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace VanLang.Processes.Definitions;

/// <summary>A duration of ISO 8601 (<c>P7D</c>, <c>PT2H30M</c>, <c>P1Y</c>) with its units kept apart: a month has no fixed length. Weeks are seven days.</summary>
[JsonConverter(typeof(IsoDurationConverter))]
internal readonly partial record struct IsoDuration(int Years, int Months, int Days, int Hours, int Minutes, int Seconds)
{
    /// <summary>Reads an unsigned duration without fractions, each number below a million.</summary>
    public static bool TryParse(string text, out IsoDuration duration)
    {
        duration = default;
        var match = Pattern().Match(text);
        if (!match.Success) return false;
        int Part(int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        duration = new(Part(1), Part(2), Part(3) * 7 + Part(4), Part(5), Part(6), Part(7));
        return true;
    }

    /// <summary>The duration of FEEL's days and time duration, in whole seconds; null if it goes backwards or is too long.</summary>
    public static IsoDuration? From(TimeSpan span) =>
        span < TimeSpan.Zero || span.TotalDays >= 1_000_000 ? null : new(0, 0, span.Days, span.Hours, span.Minutes, span.Seconds);

    /// <summary>Whether no part of it is longer than a century: a longer one is a slip of the pen, and would leave the calendar.</summary>
    public bool IsWithinACentury => Years <= 100 && Months <= 1_200 && Days <= 36_525 && Hours <= 876_600;

    /// <summary>The local moment this long after another: years and months first, as the calendar has them, then days and time.</summary>
    public DateTime After(DateTime local) =>
        local.AddMonths(Years * 12 + Months).AddDays(Days).AddHours(Hours).AddMinutes(Minutes).AddSeconds(Seconds);

    public override string ToString()
    {
        if (this == default) return "PT0S";
        var text = new StringBuilder("P");
        void Part(int value, char unit)
        {
            if (value != 0) text.Append(CultureInfo.InvariantCulture, $"{value}{unit}");
        }

        Part(Years, 'Y');
        Part(Months, 'M');
        Part(Days, 'D');
        if ((Hours | Minutes | Seconds) != 0) text.Append('T');
        Part(Hours, 'H');
        Part(Minutes, 'M');
        Part(Seconds, 'S');
        return text.ToString();
    }

    [GeneratedRegex(@"^P(?=[0-9T])(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?(?:T(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?$")]
    private static partial Regex Pattern();

    private sealed class IsoDurationConverter : JsonConverter<IsoDuration>
    {
        public override IsoDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var duration) ? duration : throw new JsonException("Not a duration.");

        public override void Write(Utf8JsonWriter writer, IsoDuration value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
