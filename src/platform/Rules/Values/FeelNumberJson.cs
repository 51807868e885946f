using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>A <see cref="FeelNumber"/> as a JSON number, digit by digit.</summary>
internal sealed class FeelNumberJson : JsonConverter<FeelNumber>
{
    public override FeelNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return reader.TokenType == JsonTokenType.Number && FeelNumber.TryParse(Encoding.ASCII.GetString(bytes), out var number)
            ? number
            : throw new JsonException("Not a number of 34 digits.");
    }

    public override void Write(Utf8JsonWriter writer, FeelNumber value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
}
