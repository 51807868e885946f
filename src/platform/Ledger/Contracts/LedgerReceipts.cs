using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.Transparency;

namespace VanLang.Ledger.Contracts;

/// <summary>Proofs to hand out: that events are in the log under a signed head, and that one head grew out of another.</summary>
public sealed class LedgerReceipts
{
    readonly PublishedLog published;
    readonly RecordLog log;

    internal LedgerReceipts(PublishedLog published, RecordLog log) => (this.published, this.log) = (published, log);

    /// <summary>The proof of one event, JSON; null where there is no such event or no signed head counts it yet.</summary>
    public async Task<byte[]?> OfEvent(Guid eventId, CancellationToken cancellationToken)
    {
        if (await log.PlaceOf(eventId, cancellationToken) is not { } place || await published.Newest(cancellationToken) is not { } head || head.Size <= place)
            return null;
        await foreach (LogEntry entry in log.Entries(place, place + 1, cancellationToken))
        {
            Receipt receipt = new(await log.Prove(place, head.Head, cancellationToken), entry.Event, entry.Event is not null);
            return Json(writer => receipt.Write(writer, head.Note));
        }

        return null;
    }

    /// <summary>Proofs of all sealed events of subjects that the newest head counts, in their order; null before the first head. The caller has decided that the reader may see them.</summary>
    /// <param name="isShown">Which events are shown whole. Of the others stands the leaf alone.</param>
    public async Task<ReceiptsView?> Of(IReadOnlyList<Subject> subjects, Func<LoggedEvent, bool> isShown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isShown);
        if (await published.Newest(cancellationToken) is not { } head)
            return null;
        IReadOnlyList<LogEntry> entries = await log.Of(subjects, head.Size, cancellationToken);
        // A stamp proves the time: where one covers them all, that head is taken.
        if (entries.Count > 0 && await published.StampedCovering(entries[^1].Sequence + 1, cancellationToken) is { } stamped)
            head = stamped;
        IReadOnlyList<InclusionProof> proofs = await log.ProveAll([.. entries.Select(entry => entry.Sequence)], head.Head, cancellationToken);
        return new(head, [.. entries.Zip(proofs, (entry, proof) => new Receipt(proof, entry.Event, entry.Event is { } e && isShown(e)))]);
    }

    /// <summary>That the log under a signed head begins with the log under an earlier one, JSON; null where one of them was never signed.</summary>
    public async Task<byte[]?> Consistency(long first, long second, CancellationToken cancellationToken)
    {
        if (first > second || await published.At(first, cancellationToken) is not { } earlier || await published.At(second, cancellationToken) is not { } later)
            return null;
        ConsistencyProof proof = await log.Consistency(earlier.Head, later.Head, cancellationToken);
        return Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("size1", proof.FirstSize);
            writer.WriteNumber("size2", proof.SecondSize);
            writer.WriteBase64String("root1", proof.FirstRoot.Span);
            writer.WriteBase64String("root2", proof.SecondRoot.Span);
            Receipt.WritePath(writer, proof.Path);
            writer.WriteString("checkpoint1", earlier.Note);
            writer.WriteString("checkpoint2", later.Note);
            writer.WriteEndObject();
        });
    }

    internal static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Receipt.Writing))
            write(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}

/// <summary>Proofs under one signed head.</summary>
public sealed record ReceiptsView(PublishedHead Head, IReadOnlyList<Receipt> Receipts)
{
    /// <summary>As a file: the checkpoint, and the proofs in their order.</summary>
    public byte[] Json() => LedgerReceipts.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("checkpoint", Head.Note);
        writer.WriteStartArray("proofs");
        foreach (Receipt receipt in Receipts)
            receipt.Write(writer, checkpoint: null);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
