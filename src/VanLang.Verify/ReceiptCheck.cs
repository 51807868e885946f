using System.Text.Json;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>Proofs of events: one, or a list of them, with the signed head that they lead to.</summary>
static class ReceiptCheck
{
    public static void Run(FileInfo file, Trust trust, Report report)
    {
        using JsonDocument document = JsonDocument.Parse(Files.Read(file, MerkleProofFile.LargestSize), Files.Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("checkpoint", out JsonElement note) || note.GetString() is not { } checkpoint)
            throw new UnreadableException("tệp không có đầu sổ (checkpoint)", "the file has no head (checkpoint)");
        if (trust.Head(checkpoint, report) is { } head)
            Proofs(document.RootElement, head, report);
    }

    /// <summary>Checks all proofs against a head.</summary>
    /// <returns>The events that are shown and true.</returns>
    public static IReadOnlyList<ShownEvent> Proofs(JsonElement root, Checkpoint head, Report report)
    {
        List<ShownEvent> shown = [];
        int count = 0;
        foreach (JsonElement element in root.TryGetProperty("proofs", out JsonElement list) ? [.. list.EnumerateArray()] : new[] { root })
        {
            MerkleProofReading reading = MerkleProofFile.Read(element);
            if (reading.Proofs is not [InclusionProof proof])
                throw new UnreadableException("bằng chứng không đúng dạng", reading.Problem?.Code ?? "no proof of inclusion");
            count++;
            if (!proof.Holds() || proof.TreeSize != (ulong)head.Size || !proof.Root.Span.SequenceEqual(head.Root.Span))
                report.BadEvent((long)proof.LeafIndex, "bằng chứng không dẫn đến đầu sổ này", "the proof does not lead to this head");
            else if (EventCheck.Of((long)proof.LeafIndex, proof.LeafHash.Span, element, report) is { } e)
                shown.Add(e);
        }

        if (report.Faults == 0)
            report.Good($"{count} sự kiện có trong sổ, {shown.Count} có kèm nội dung và đúng với mã băm", $"{count} events are in the log; {shown.Count} are shown and are what their hashes say");
        return shown;
    }
}
