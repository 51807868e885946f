using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VanLang.Kernel.Data;

/// <summary>
/// Finds, in a JSON text, characters that no store can hold (<see cref="StorableText"/>). They mostly hide in escapes (<c>\u0000</c>, half of a pair), which are
/// well-formed JSON and fail only where they are stored, and on one of the two databases.
/// </summary>
public static class StorableJson
{
    const int MostFound = 20;

    /// <summary>Where such characters stand, in the order of the text, the first ones.</summary>
    /// <param name="json">UTF-8, without byte order mark.</param>
    public static IReadOnlyList<BadCharacter> Find(ReadOnlySpan<byte> json)
    {
        List<BadCharacter> found = [];
        // Nearly every text is without: looking for the few bytes that can mean one is much quicker than reading all of it.
        if (!MayHold(json))
            return found;
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 64 });
        Stack<Place> places = [];
        try
        {
            while (reader.Read() && found.Count < MostFound)
                Look(json, ref reader, places, found);
        }
        catch (JsonException)
        {
            // What is broken behind them is its reader's to say.
        }

        return found;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static IReadOnlyList<BadCharacter> Find(string json) => Find(Encoding.UTF8.GetBytes(json));

    static bool MayHold(ReadOnlySpan<byte> json) => json.IndexOf("\\u"u8) >= 0 || json.IndexOf("\uFFFE"u8) >= 0 || json.IndexOf("\uFFFF"u8) >= 0;

    static void Look(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Stack<Place> places, List<BadCharacter> found)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            places.Pop();
            return;
        }

        if (reader.TokenType is JsonTokenType.PropertyName)
        {
            string name = Decode(reader.ValueSpan);
            places.Peek().Name = StorableText.Escape(name);
            Add(json, reader.TokenStartIndex, name, places, found);
            return;
        }

        if (places.Count > 0)
            places.Peek().Index++;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            places.Push(new Place { IsList = reader.TokenType is JsonTokenType.StartArray });
        else if (reader.TokenType is JsonTokenType.String)
            Add(json, reader.TokenStartIndex, Decode(reader.ValueSpan), places, found);
    }

    static void Add(ReadOnlySpan<byte> json, long at, string text, Stack<Place> places, List<BadCharacter> found)
    {
        if (StorableText.Bad(text) is { } bad)
            found.Add(new(string.Concat(places.Reverse().Select((place, i) => place.IsList ? string.Create(CultureInfo.InvariantCulture, $"[{place.Index}]") : i == 0 ? place.Name : $".{place.Name}")), bad, json[..(int)at].Count((byte)'\n') + 1));
    }

    // The framework's own reading throws at half a pair.
    static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(raw);
        StringBuilder text = new(raw.Length);
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text.Append(Encoding.UTF8.GetString(raw[..at]));
            if (raw[at + 1] == (byte)'u' && Utf8Parser.TryParse(raw.Slice(at + 2, 4), out ushort unit, out _, 'x'))
            {
                text.Append((char)unit);
                raw = raw[(at + 6)..];
            }
            else
            {
                // Any other escape is a character that can be kept.
                text.Append('\t');
                raw = raw[(at + 2)..];
            }
        }

        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }

    sealed class Place
    {
        public bool IsList { get; init; }

        public string Name { get; set; } = "";

        public int Index { get; set; } = -1;
    }
}

/// <summary>A character that cannot be kept.</summary>
/// <param name="Path">Where, as <c>people[3].positions[0].title</c>.</param>
/// <param name="Character"><c>U+0000</c>.</param>
/// <param name="Line">Line of the text, from 1.</param>
public sealed record BadCharacter(string Path, string Character, int Line);
