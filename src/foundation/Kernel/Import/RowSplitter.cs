using System.Text;
using System.Text.Json;

namespace VanLang.Kernel.Import;

/// <summary>Cuts a JSON stream whose root is an object into its members and the rows of its lists, one at a time.</summary>
internal sealed class RowSplitter(Stream stream)
{
    byte[] buffer = new byte[256 * 1024];
    int start;
    int end;
    bool isFinal;
    bool hasBegun;
    JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 64 });
    int line = 1;
    int countedTo;

    string? member;
    int memberLine;
    int index = -1;
    bool isOver;

    /// <summary>Why it does not go on before the end: code, line and values of the message; null where it came to the end.</summary>
    public (string Code, int Line, object[] Values)? Broken { get; private set; }

    /// <summary>The next piece; null at the end, or where the text is broken. An empty list is a piece without a row.</summary>
    public RawRow? Next()
    {
        try
        {
            while (!isOver)
            {
                (Step step, RawRow? row) = Advance();
                if (step == Step.Row)
                    return row;
                if (step == Step.NeedsMore && !Fill())
                    return null;
            }
        }
        catch (JsonException broken)
        {
            int at = (int)(broken.LineNumber ?? 0) + 1;
            Broken = (ImportCodes.BrokenJson, at, [at, (broken.BytePositionInLine ?? 0) + 1]);
        }

        return null;
    }

    (Step Step, RawRow? Row) Advance()
    {
        Utf8JsonReader reader = new(buffer.AsSpan(start, end - start), isFinal, state);
        if (!reader.Read())
        {
            isOver = isFinal;
            return (Step.NeedsMore, null);
        }

        int at = start + (int)reader.TokenStartIndex;
        int depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when depth == 0:
            case JsonTokenType.EndObject when depth == 0:
                return Passed(ref reader);
            case JsonTokenType.PropertyName when depth == 1:
                (member, memberLine, index) = (Encoding.UTF8.GetString(reader.ValueSpan), LineAt(at), -1);
                return Passed(ref reader);
            case JsonTokenType.StartArray when depth == 1 && member is not null:
                index = 0;
                return Passed(ref reader);
            case JsonTokenType.EndArray when depth == 1 && member is not null:
                // What was given is known even where nothing stands in it.
                bool isEmpty = index == 0;
                _ = Passed(ref reader);
                return isEmpty ? (Step.Row, new RawRow(member!, null, "[]"u8.ToArray(), memberLine)) : (Step.Passed, null);
        }

        if (member is null)
            throw new JsonException(null, null, LineAt(at) - 1, 0);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
            return (Step.NeedsMore, null);
        int rowLine = LineAt(at);
        int length = start + (int)reader.BytesConsumed - at;
        RawRow row = new(member, index < 0 ? null : index++, buffer.AsSpan(at, length).ToArray(), rowLine);
        _ = Passed(ref reader);
        return (Step.Row, row);
    }

    (Step Step, RawRow? Row) Passed(ref Utf8JsonReader reader)
    {
        start += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return (Step.Passed, null);
    }

    int LineAt(int at)
    {
        line += buffer.AsSpan(countedTo, at - countedTo).Count((byte)'\n');
        countedTo = at;
        return line;
    }

    /// <summary>Reads on; what was passed goes, and the buffer grows where one row is longer.</summary>
    /// <returns>False where a row is too long for any purpose, or there is nothing more.</returns>
    bool Fill()
    {
        if (isFinal)
            return false;
        _ = LineAt(start);
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (end, start, countedTo) = (end - start, 0, 0);
        if (end == buffer.Length)
        {
            if (buffer.Length >= ImportFile.LargestBytes)
            {
                Broken = (ImportCodes.FileTooLarge, line, [buffer.Length / 1_000_000, ImportFile.LargestBytes / 1_000_000]);
                return false;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        isFinal = read == 0;
        if (!hasBegun && end >= 3)
        {
            hasBegun = true;
            if (buffer.AsSpan(0, end).StartsWith(Encoding.UTF8.Preamble))
                (start, countedTo) = (3, 3);
        }

        return true;
    }

    enum Step
    {
        Passed,
        Row,
        NeedsMore,
    }
}

/// <summary>A piece of a file.</summary>
/// <param name="Member">Member of the root.</param>
/// <param name="Index">Place in its list, from 0; null where the member is no list, or an empty one.</param>
/// <param name="Line">Line on which it begins, from 1.</param>
internal sealed record RawRow(string Member, int? Index, byte[] Json, int Line);
