using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace VanLang.Kernel.Import;

/// <summary>A JSON text with the line of every value, which the framework's own document does not keep.</summary>
internal sealed class JsonTree
{
    private readonly byte[] _bytes;
    private readonly int[] _lineStarts;
    private readonly int _firstLine;

    private JsonTree(byte[] bytes, int firstLine)
    {
        _bytes = bytes;
        _firstLine = firstLine;
        _lineStarts = [0, .. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == (byte)'\n').Select(i => i + 1)];
    }

    internal JsonTreeNode Root { get; private set; } = null!;

    /// <summary>Reads the whole text, or says where it is broken: a code and its values, with the line.</summary>
    /// <param name="firstLine">Line of the file on which the text begins, where it is a part of one.</param>
    internal static (JsonTree? Tree, string Code, int Line, object[] Values) Parse(byte[] bytes, int firstLine = 1)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var tree = new JsonTree(bytes, firstLine);
        if (!Utf8.IsValid(bytes))
        {
            var at = FirstInvalid(bytes);
            return (null, ImportCodes.NotUtf8, tree.LineOf(at), [at + 1]);
        }
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
            reader.Read();
            tree.Root = tree.ReadValue(ref reader);
            reader.Read();
            return (tree, "", 0, []);
        }
        catch (JsonException broken)
        {
            var line = (int)(broken.LineNumber ?? 0) + firstLine;
            return (null, ImportCodes.BrokenJson, line, [line, (broken.BytePositionInLine ?? 0) + 1]);
        }
    }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal ReadOnlySpan<byte> Slice(JsonTreeNode node) => _bytes.AsSpan(node.Start, node.Length);

    /// <summary>The node at a path such as <c>people[3].positions[0].role</c>, or the nearest one above it that exists.</summary>
    internal JsonTreeNode Nearest(string path)
    {
        var node = Root;
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = step[^1] == ']' && int.TryParse(step[..^1], out var index)
                ? node.Items.ElementAtOrDefault(index)
                : node.Members.FirstOrDefault(member => member.Name == step).Value;
            if (next is null)
                return node;
            node = next;
        }
        return node;
    }

    private JsonTreeNode ReadValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };
        List<(string, int, JsonTreeNode)>? members = null;
        List<JsonTreeNode>? items = null;
        if (kind == JsonValueKind.Object)
        {
            members = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, line) = (reader.GetString()!, LineOf((int)reader.TokenStartIndex));
                reader.Read();
                members.Add((name, line, ReadValue(ref reader)));
            }
        }
        else if (kind == JsonValueKind.Array)
        {
            items = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                items.Add(ReadValue(ref reader));
        }
        return new(kind, LineOf(start), start, (int)reader.BytesConsumed - start, members ?? [], items ?? []);
    }

    private int LineOf(int offset)
    {
        var found = Array.BinarySearch(_lineStarts, offset);
        return (found >= 0 ? found + 1 : ~found) + _firstLine - 1;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}

/// <summary>A value of a <see cref="JsonTree"/>, with its line from 1 and its place in the bytes.</summary>
internal sealed record JsonTreeNode(
    JsonValueKind Kind, int Line, int Start, int Length,
    IReadOnlyList<(string Name, int Line, JsonTreeNode Value)> Members, IReadOnlyList<JsonTreeNode> Items);
