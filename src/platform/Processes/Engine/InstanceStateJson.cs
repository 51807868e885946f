using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VanLang.Processes.Engine;

/// <summary>The stored form of a state: JSON with short keys, the same bytes for the same state.</summary>
internal static class InstanceStateJson
{
    // The first format knows neither scopes nor subscriptions. A state without any is still written in it, byte for byte.
    private const int First = 1;
    private const int Scoped = 2;

    // The bytes go into a database column, never into a page: Vietnamese letters stay two or three bytes instead of six.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string[] Phases = ["new", "run", "done", "term"];

    /// <summary>
    /// UTF-8 JSON: <c>f</c> format, <c>v</c> version id, <c>r</c> revision, <c>p</c> phase, <c>n</c> next id, <c>t</c> tokens
    /// (id, node, flow or null, incident, scope, number among children, which brothers follow; what is not there is left off at the end),
    /// <c>w</c> timers (id, node, token, rounds left), <c>s</c> subscriptions (id, node, token, key, was true), <c>l</c> variables of tokens,
    /// <c>m</c> activities done several times, <c>k</c> done and can be undone, <c>u</c> being undone, <c>c</c> called, <c>d</c> variables.
    /// </summary>
    public static byte[] Write(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("f"u8, IsScoped(state) ? Scoped : First);
            writer.WriteString("v"u8, state.VersionId);
            writer.WriteNumber("r"u8, state.Revision);
            writer.WriteString("p"u8, Phases[(int)state.Phase]);
            writer.WriteNumber("n"u8, state.NextId);
            WriteTokens(writer, state.Tokens);
            writer.WriteStartArray("w"u8);
            foreach (var timer in state.Timers)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(timer.Id);
                writer.WriteStringValue(timer.NodeId);
                writer.WriteNumberValue(timer.TokenId);
                if (timer.Left != 0) writer.WriteNumberValue(timer.Left);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            if (IsScoped(state)) InstanceScopesJson.Write(writer, state);
            writer.WritePropertyName("d"u8);
            state.Variables.Write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, also an earlier build's.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state of a format this program knows.</exception>
    public static InstanceState Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var format = root.GetProperty("f"u8).GetInt32();
            if (format is not (First or Scoped)) throw new InvalidDataException("The process state has a format this program does not know.");
            var phase = Array.IndexOf(Phases, root.GetProperty("p"u8).GetString());
            if (phase < 0) throw new InvalidDataException("The process state has a phase this program does not know.");
            var state = new InstanceState(
                root.GetProperty("v"u8).GetString()!,
                root.GetProperty("r"u8).GetInt64(),
                (InstancePhase)phase,
                root.GetProperty("n"u8).GetInt64(),
                ReadTokens(root.GetProperty("t"u8)),
                [.. root.GetProperty("w"u8).EnumerateArray().Select(timer => new ArmedTimer(
                    timer[0].GetInt64(), timer[1].GetString()!, timer[2].GetInt64(), timer.GetArrayLength() > 3 ? timer[3].GetInt32() : 0))],
                InstanceScopesJson.Variables(root.GetProperty("d"u8)));
            return format is Scoped ? InstanceScopesJson.Read(root, state) : state;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The process state cannot be read.", problem);
        }
    }

    private static bool IsScoped(InstanceState state)
    {
        if (state.Called || !(state.Subscriptions.IsEmpty && state.Locals.IsEmpty && state.Loops.IsEmpty && state.Done.IsEmpty && state.Undoing.IsEmpty)) return true;
        foreach (var token in state.Tokens)
        {
            if (token.Scope != Token.Outside || token.Loop != 0) return true;
        }

        foreach (var timer in state.Timers)
        {
            if (timer.Left != 0 || timer.TokenId == Token.Outside) return true;
        }

        return false;
    }

    private static void WriteTokens(Utf8JsonWriter writer, ImmutableArray<Token> tokens)
    {
        writer.WriteStartArray("t"u8);
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            writer.WriteStartArray();
            writer.WriteNumberValue(token.Id);
            writer.WriteStringValue(token.NodeId);
            writer.WriteStringValue(token.FlowId);
            if (token.Incident is not null || token.Scope != Token.Outside || token.Loop != 0) writer.WriteStringValue(token.Incident?.ToString());
            if (token.Scope != Token.Outside || token.Loop != 0) writer.WriteNumberValue(token.Scope);
            if (token.Loop != 0) writer.WriteNumberValue(token.Loop);
            if (IsBrother(tokens, i)) i = WriteBrothers(writer, tokens, i);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>
    /// Children that were begun one after the other are written as one, so that thousands of them have room: how many follow the first,
    /// how many are missing then, how many follow, and so on. Gives the place of the last.
    /// </summary>
    private static int WriteBrothers(Utf8JsonWriter writer, ImmutableArray<Token> tokens, int i)
    {
        writer.WriteStartArray();
        var run = 0;
        while (IsBrother(tokens, i))
        {
            var missing = tokens[i + 1].Loop - tokens[i].Loop - 1;
            if (missing > 0)
            {
                writer.WriteNumberValue(run);
                writer.WriteNumberValue(missing);
                run = 0;
            }

            run++;
            i++;
        }

        writer.WriteNumberValue(run);
        writer.WriteEndArray();
        return i;
    }

    /// <summary>Whether the next token is a later child of the same activity, begun in the same moment.</summary>
    private static bool IsBrother(ImmutableArray<Token> tokens, int i)
    {
        if (tokens[i].Loop == 0 || i + 1 == tokens.Length) return false;
        var (one, next) = (tokens[i], tokens[i + 1]);
        return next.Loop > one.Loop && next == one with { Id = one.Id + next.Loop - one.Loop, Loop = next.Loop };
    }

    private static ImmutableArray<Token> ReadTokens(JsonElement list)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>(list.GetArrayLength());
        foreach (var entry in list.EnumerateArray())
        {
            var length = entry.GetArrayLength();
            var token = new Token(
                entry[0].GetInt64(), entry[1].GetString()!, entry[2].GetString(),
                length > 3 && entry[3].GetString() is { } incident ? Enum.Parse<IncidentKind>(incident) : null,
                length > 4 ? entry[4].GetInt64() : Token.Outside,
                length > 5 ? entry[5].GetInt32() : 0);
            tokens.Add(token);
            if (length <= 6) continue;
            var missing = false;
            foreach (var count in entry[6].EnumerateArray())
            {
                var number = count.GetInt32();
                if (missing) token = token with { Id = token.Id + number, Loop = token.Loop + number };
                else for (; number > 0; number--) tokens.Add(token = token with { Id = token.Id + 1, Loop = token.Loop + 1 });
                missing = !missing;
            }
        }

        return tokens.DrainToImmutable();
    }
}
