using System.Text.Encodings.Web;
using System.Text.Json;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Transparency;

namespace VanLang.Ledger.Contracts;

/// <summary>
/// The log as a file that a stranger checks without us: lines of JSON. First what the file is and the subtrees before its first event; then the events in their order, each head
/// that was signed after the last event it counts, the stored roots of subtrees; at the end how the last event leads to a signed head, and the rows of the tables as they stand, which the
/// reader compares with what the events say of them.
/// </summary>
public sealed class LedgerExport
{
    /// <summary>Says what the file is.</summary>
    public const string Format = "vanlang-ledger-export/1";

    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly PublishedLog published;
    readonly RecordLog log;
    readonly UnitOfWork unitOfWork;
    readonly IEnumerable<RecordedSubject> subjects;

    internal LedgerExport(PublishedLog published, RecordLog log, UnitOfWork unitOfWork, IEnumerable<RecordedSubject> subjects) =>
        (this.published, this.log, this.unitOfWork, this.subjects) = (published, log, unitOfWork, subjects);

    /// <summary>Writes the events of a part of the log.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="from">Place of the first event.</param>
    /// <param name="to">Place behind the last; null for all that a signed head counts.</param>
    /// <param name="withPayload">Whether what the events say stands in the file, which is personal data; without it no rows can be compared.</param>
    /// <returns>How many events; null where no signed head counts them.</returns>
    public async Task<ExportView?> Write(Stream stream, long from, long? to, bool withPayload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await log.Grow(cancellationToken);
        PublishedHead? head = to is { } end ? await published.Covering(end, cancellationToken) : await published.Newest(cancellationToken);
        if (head is null || (to ??= head.Size) <= from || from < 0)
            return null;
        byte[] frontier = await log.Frontier(from, cancellationToken);
        await Line(stream, "export", writer =>
        {
            writer.WriteString("format", Format);
            writer.WriteNumber("from", from);
            writer.WriteNumber("to", to.Value);
            writer.WriteBase64String("frontier", frontier);
        });
        long heads = await WriteEvents(stream, from, to.Value, withPayload, cancellationToken);
        ConsistencyProof last = await log.Consistency(new(to.Value, await log.Root(to.Value, cancellationToken)), head.Head, cancellationToken);
        await Line(stream, "covered", writer =>
        {
            writer.WriteString("checkpoint", head.Note);
            Receipt.WritePath(writer, last.Path);
            if (head.Stamp is { } stamp)
                writer.WriteBase64String("timeStamp", stamp);
        });
        // Rows stand as they are now: only the whole log says of each what was last recorded.
        long rows = withPayload && from == 0 && to == (await log.Head(cancellationToken))!.Size ? await WriteRows(stream, to.Value, cancellationToken) : 0;
        await Line(stream, "end", writer => writer.WriteNumber("rows", rows));
        await stream.FlushAsync(cancellationToken);
        return new(to.Value - from, heads, rows, head.Size);
    }

    async Task<long> WriteEvents(Stream stream, long from, long to, bool withPayload, CancellationToken cancellationToken)
    {
        long heads = 0;
        PublishedHead? next = await published.Covering(from + 1, cancellationToken);
        await foreach (LogEntry entry in log.Entries(from, to, cancellationToken))
        {
            await Line(stream, "event", writer =>
            {
                writer.WriteNumber("leafIdx", entry.Sequence);
                writer.WriteBase64String("leafHash", entry.LeafHash);
                if (entry.Event is { } e)
                    Receipt.WriteEvent(writer, e, withPayload);
            });
            if ((entry.Sequence + 1) % MerklePaths.TileWidth == 0 && await log.Subtree(entry.Sequence / MerklePaths.TileWidth, cancellationToken) is { } root)
                await Line(stream, "subtree", writer => writer.WriteBase64String("root", root));
            if (next?.Size != entry.Sequence + 1)
                continue;
            heads++;
            await Line(stream, "head", writer => writer.WriteString("checkpoint", next.Note));
            next = await published.Covering(entry.Sequence + 2, cancellationToken);
        }

        return heads;
    }

    async Task<long> WriteRows(Stream stream, long to, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (RecordedSubject subject in subjects)
        {
            await Line(stream, "table", writer =>
            {
                writer.WriteString("kind", subject.Kind);
                writer.WriteString("table", subject.Table);
            });
            await foreach (RecordedRow row in unitOfWork.ReadAll((db, token) => subject.Rows(db, token), cancellationToken))
            {
                count++;
                await Line(stream, "row", writer =>
                {
                    writer.WriteString("kind", subject.Kind);
                    writer.WriteString("id", row.Id);
                    writer.WriteString("name", row.Name);
                    writer.WriteStartObject("facts");
                    foreach ((string column, string? value) in row.Facts)
                        writer.WriteString(column, value);
                    writer.WriteEndObject();
                    writer.WriteStartArray("findings");
                    foreach (VerificationFinding finding in row.Findings)
                        writer.WriteStringValue($"{finding.Kind}: {finding.Table} {finding.Row} {finding.Column}");
                    writer.WriteEndArray();
                });
            }
        }

        // Asked after the rows were read: whatever has changed them since the last event of the file is among these.
        foreach (Subject later in await log.Since(to, cancellationToken))
        {
            await Line(stream, "later", writer =>
            {
                writer.WriteString("kind", later.Kind);
                writer.WriteString("id", later.Id);
            });
        }

        return count;
    }

    static async Task Line(Stream stream, string kind, Action<Utf8JsonWriter> write)
    {
        using MemoryStream line = new();
        await using (Utf8JsonWriter writer = new(line, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("line", kind);
            write(writer);
            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        line.Position = 0;
        await line.CopyToAsync(stream);
    }
}

/// <summary>What was written.</summary>
/// <param name="Events">Number of events.</param>
/// <param name="Heads">Signed heads among them.</param>
/// <param name="Rows">Rows of tables beside them.</param>
/// <param name="HeadSize">Size of the signed head that counts them all.</param>
public sealed record ExportView(long Events, long Heads, long Rows, long HeadSize);
