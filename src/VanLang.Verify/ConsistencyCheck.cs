using System.Text;
using System.Text.Json;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>Two signed heads: the later log begins with the earlier one.</summary>
static class ConsistencyCheck
{
    /// <param name="file">The proof, with both heads in it.</param>
    /// <param name="old">The earlier head as the reader has kept it; null takes that of the file.</param>
    /// <param name="later">The same of the later one.</param>
    public static void Run(FileInfo file, FileInfo? old, FileInfo? later, Trust trust, Report report)
    {
        using JsonDocument document = JsonDocument.Parse(Files.Read(file, MerkleProofFile.LargestSize), Files.Strict);
        MerkleProofReading reading = MerkleProofFile.Read(document.RootElement);
        if (reading.Proofs is not [ConsistencyProof proof])
            throw new UnreadableException("tệp không phải là bằng chứng nhất quán", reading.Problem?.Code ?? "no proof of consistency");
        Checkpoint? first = trust.Head(Note(old, "checkpoint1"), report), second = trust.Head(Note(later, "checkpoint2"), report);
        if (first is null || second is null)
            return;
        ConsistencyProof claimed = new((ulong)first.Size, (ulong)second.Size, first.Root, second.Root, proof.Path);
        if (claimed.Holds())
            report.Good($"sổ gồm {second.Size} sự kiện giữ nguyên {first.Size} sự kiện đầu", $"the log of {second.Size} events begins with the log of {first.Size}, unchanged");
        else
            report.Bad($"sổ gồm {second.Size} sự kiện không giữ nguyên {first.Size} sự kiện đầu", $"the log of {second.Size} events does not begin with the log of {first.Size}");

        string Note(FileInfo? kept, string member) => kept is not null
            ? Encoding.UTF8.GetString(Files.Read(kept, SignedNote.LargestSize).Span)
            : document.RootElement.TryGetProperty(member, out JsonElement note) && note.GetString() is { } text ? text : throw new UnreadableException($"tệp thiếu {member}", $"the file lacks {member}");
    }
}
