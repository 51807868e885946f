using System.Security.Cryptography;
using System.Text.Json;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>
/// An export of the log, read line by line: the tree is built anew from the events and held against every signed head and stored subtree on the way, and the rows of the tables against what
/// the events say of them.
/// </summary>
sealed class ExportCheck
{
    const string Format = "vanlang-ledger-export/1";

    readonly Trust trust;
    readonly Report report;
    readonly RowCheck rows;
    readonly List<byte[]> lately = new(MerklePaths.TileWidth);
    MerkleTree? tree;
    long from;
    long to;
    // Up to here a signed head or a subtree has said that all is right.
    long rightUntil;
    bool isWrong;
    bool isCovered;
    bool hasEnded;

    ExportCheck(Trust trust, Report report) => (this.trust, this.report, rows) = (trust, report, new(report));

    public static void Run(FileInfo file, Trust trust, Report report)
    {
        ExportCheck check = new(trust, report);
        foreach (string line in File.ReadLines(file.FullName))
        {
            using JsonDocument document = JsonDocument.Parse(line, Files.Strict);
            check.Take(document.RootElement);
        }

        if (!check.hasEnded)
            throw new UnreadableException("tệp bị cắt cụt", "the file is cut off");
        if (!check.isCovered)
            report.Bad("không đầu sổ đã ký nào bao gồm các sự kiện này", "no signed head counts these events");
        else if (report.Faults == 0)
            report.Good($"{check.to - check.from} sự kiện từ số {check.from} chưa bị sửa; {check.rows.Count} dòng dữ liệu khớp", $"{check.to - check.from} events from number {check.from} are unaltered; {check.rows.Count} rows agree");
    }

    void Take(JsonElement line)
    {
        string? kind = line.ValueKind == JsonValueKind.Object && line.TryGetProperty("line", out JsonElement name) ? name.GetString() : null;
        if ((tree is null) != (kind == "export") || hasEnded)
            throw new UnreadableException("tệp không phải là bản xuất của sổ", "the file is no export of the log");
        switch (kind)
        {
            case "export":
                Begin(line);
                break;
            case "event":
                Event(line);
                break;
            case "subtree":
                Subtree(line.GetProperty("root").GetBytesFromBase64());
                break;
            case "head":
                Head(line.GetProperty("checkpoint").GetString() ?? "");
                break;
            case "covered":
                Covered(line);
                break;
            case "table":
                rows.Table(line.GetProperty("kind").GetString() ?? "", line.GetProperty("table").GetString() ?? "");
                break;
            case "row":
                rows.Row(line);
                break;
            case "later":
                rows.Later(line.GetProperty("kind").GetString() ?? "", line.GetProperty("id").GetGuid());
                break;
            case "end":
                rows.End();
                if (rows.Count != line.GetProperty("rows").GetInt64())
                    throw new UnreadableException("tệp thiếu dòng dữ liệu", "the file lacks rows");
                hasEnded = true;
                break;
            default:
                throw new UnreadableException($"dòng không rõ: {kind}", $"unknown line: {kind}");
        }
    }

    void Begin(JsonElement line)
    {
        if (line.GetProperty("format").GetString() != Format)
            throw new UnreadableException("dạng của bản xuất không rõ", "unknown format of export");
        from = rightUntil = line.GetProperty("from").GetInt64();
        to = line.GetProperty("to").GetInt64();
        try
        {
            tree = MerkleTree.Restore(from, line.GetProperty("frontier").GetBytesFromBase64());
        }
        catch (ArgumentException)
        {
            throw new UnreadableException("phần sổ trước sự kiện đầu không đúng dạng", "what stands before the first event is not right");
        }
    }

    void Event(JsonElement line)
    {
        long place = line.GetProperty("leafIdx").GetInt64();
        if (place != tree!.Size)
        {
            report.BadEvent(tree.Size, place > tree.Size ? $"không còn, tiếp theo là số {place}" : "đứng sai chỗ", place > tree.Size ? $"is gone; {place} is next" : "stands in the wrong place");
            throw new UnreadableException("từ đây không dựng lại được sổ", "from here the log cannot be built again");
        }

        byte[] leaf = line.GetProperty("leafHash").GetBytesFromBase64();
        if (leaf.Length != SHA256.HashSizeInBytes)
            throw new UnreadableException($"mã băm của sự kiện {place} sai độ dài", $"the hash of event {place} has a wrong length");
        int before = report.Faults;
        ShownEvent? shown = EventCheck.Of(place, leaf, line, report);
        if (shown is { } e)
            rows.Apply(e);
        else if (report.Faults == before)
            report.BadEvent(place, "đã bị xóa", "was deleted");
        tree.Append(leaf);
        lately.Add(leaf);
        if (tree.Size % MerklePaths.TileWidth == 0 && lately.Count < MerklePaths.TileWidth)
            lately.Clear();
    }

    void Subtree(byte[] stored)
    {
        if (lately.Count == MerklePaths.TileWidth)
            Agree(stored, MerklePaths.Fold([.. lately]), "nhóm 256 sự kiện", "the subtree of 256 events");
        lately.Clear();
    }

    void Head(string note)
    {
        if (SignedNote.TryParse(note) is not { } signed || Checkpoint.Of(signed, trust.Log) is not { } head)
            report.Bad($"đầu sổ sau sự kiện {tree!.Size - 1} không mang chữ ký của sổ", $"the head after event {tree!.Size - 1} is not signed by the log");
        else if (head.Size == tree!.Size)
            Agree(head.Root.Span, tree.Root(), "đầu sổ đã ký", "the signed head");
    }

    void Agree(ReadOnlySpan<byte> known, ReadOnlySpan<byte> built, string vietnamese, string english)
    {
        if (known.SequenceEqual(built))
        {
            if (!isWrong)
                rightUntil = tree!.Size;
            return;
        }

        if (!isWrong && (report.FirstAltered is not { } named || named < rightUntil))
            report.BadEvent(rightUntil, $"sự kiện này hoặc một sự kiện sau nó, trước số {tree!.Size}, không phải là sự kiện đã niêm phong ({vietnamese})", $"this or one behind it, before {tree.Size}, is not what was sealed ({english})");
        else if (!isWrong)
            report.Bad($"{vietnamese} ở cỡ {tree!.Size} khác với các sự kiện", $"{english} at size {tree.Size} is not that of the events");
        isWrong = true;
    }

    void Covered(JsonElement line)
    {
        if (tree!.Size != to)
            report.BadEvent(tree.Size, "không còn, bản xuất dừng ở đây", "is gone; the export stops here");
        if (trust.Head(line.GetProperty("checkpoint").GetString() ?? "", report) is not { } head)
            return;
        isCovered = true;
        if (line.TryGetProperty("timeStamp", out JsonElement stamp))
            trust.Stamp(stamp.GetBytesFromBase64(), head, report);
        ReadOnlyMemory<byte>[] path = [.. line.GetProperty("proof").EnumerateArray().Select(hash => (ReadOnlyMemory<byte>)hash.GetBytesFromBase64())];
        byte[] root = tree.Root();
        Agree(new ConsistencyProof((ulong)tree.Size, (ulong)head.Size, root, head.Root, path).Holds() ? root : head.Root.Span, root, "đầu sổ đã ký", "the signed head");
    }
}
