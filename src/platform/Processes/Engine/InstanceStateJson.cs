using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VanLang.Processes.Engine;

/// <summary>The stored form of a state: JSON with short keys, the same bytes for the same state.</summary>
internal static class InstanceStateJson
{
    private const int Format = 1;

    // The bytes go into a database column, never into a page: Vietnamese letters stay two or three bytes instead of six.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string[] Phases = ["new", "run", "done", "term"];

    /// <summary>
    /// UTF-8 JSON: <c>f</c> format, <c>v</c> version id, <c>r</c> revision, <c>p</c> phase, <c>n</c> next id, <c>t</c> tokens
    /// (id, node, flow or null, incident if there is one), <c>w</c> timers (id, node, token), <c>d</c> variables.
    /// </summary>
    public static byte[] Write(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("f"u8, Format);
            writer.WriteString("v"u8, state.VersionId);
            writer.WriteNumber("r"u8, state.Revision);
            writer.WriteString("p"u8, Phases[(int)state.Phase]);
            writer.WriteNumber("n"u8, state.NextId);
            writer.WriteStartArray("t"u8);
            foreach (var token in state.Tokens)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(token.Id);
                writer.WriteStringValue(token.NodeId);
                writer.WriteStringValue(token.FlowId);
                if (token.Incident is { } incident) writer.WriteStringValue(incident.ToString());
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("w"u8);
            foreach (var timer in state.Timers)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(timer.Id);
                writer.WriteStringValue(timer.NodeId);
                writer.WriteNumberValue(timer.TokenId);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WritePropertyName("d"u8);
            state.Variables.Write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state of a format this program knows.</exception>
    public static InstanceState Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.GetProperty("f"u8).GetInt32() != Format) throw new InvalidDataException("The process state has a format this program does not know.");
            var phase = Array.IndexOf(Phases, root.GetProperty("p"u8).GetString());
            if (phase < 0) throw new InvalidDataException("The process state has a phase this program does not know.");
            var tokens = root.GetProperty("t"u8);
            var timers = root.GetProperty("w"u8);
            return new(
                root.GetProperty("v"u8).GetString()!,
                root.GetProperty("r"u8).GetInt64(),
                (InstancePhase)phase,
                root.GetProperty("n"u8).GetInt64(),
                [.. tokens.EnumerateArray().Select(ReadToken)],
                [.. timers.EnumerateArray().Select(timer => new ArmedTimer(timer[0].GetInt64(), timer[1].GetString()!, timer[2].GetInt64()))],
                ProcessVariables.Empty.With(root.GetProperty("d"u8).EnumerateObject().ToDictionary(entry => entry.Name, entry => (object?)entry.Value)));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The process state cannot be read.", problem);
        }
    }

    private static Token ReadToken(JsonElement token) => new(
        token[0].GetInt64(), token[1].GetString()!, token[2].GetString(),
        token.GetArrayLength() > 3 ? Enum.Parse<IncidentKind>(token[3].GetString()!) : null);
}
