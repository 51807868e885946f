using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>
/// Checks the hashes of the log and rebuilds the facts of every subject from its events: names the first altered event, and each row and
/// column that differs.
/// </summary>
public sealed class RecordVerification(UnitOfWork work, IEnumerable<RecordedSubject> subjects, IEnumerable<KnownRoots> knownRoots)
{
    /// <summary>Findings as they are met; none means that record and tables agree.</summary>
    public IAsyncEnumerable<VerificationFinding> Verify(VerificationCount count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(count);
        return work.ReadAll((db, token) => Verify(db, count, token), cancellationToken);
    }

    async IAsyncEnumerable<VerificationFinding> Verify(
        VanLangDbContext db, VerificationCount count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, Dictionary<Guid, Facts>> rebuilt = subjects.ToDictionary(subject => subject.Kind, _ => new Dictionary<Guid, Facts>());
        Dictionary<long, byte[]> roots = await db.Set<RecordCheckpoint>().ToDictionaryAsync(c => c.TreeSize, c => c.Root, cancellationToken);
        RootChecks checks = await RootChecks.Load(db, knownRoots, cancellationToken);
        MerkleTree tree = new();
        // The sequencer writes positions and their checkpoint together: the last position always ends under one.
        bool isCovered = true;
        var log = db.Set<RecordPosition>().OrderBy(p => p.Sequence)
            .GroupJoin(db.Set<RecordEvent>(), p => p.EventOrd, e => e.Ord, (p, events) => new { p, events })
            .SelectMany(row => row.events.DefaultIfEmpty(), (row, e) => new { Position = row.p, Event = e });
        await foreach (var row in log.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            count.Events++;
            long place = row.Position.Sequence;
            if (place != tree.Size)
                yield return new("gap", "record_positions", $"{tree.Size}", "sequence", $"{tree.Size}", $"{place}");
            if (row.Event is not { } e)
            {
                yield return new("missing-event", "record_events", $"{row.Position.EventOrd}", "ord", $"{row.Position.EventOrd}", null);
                tree.Append(row.Position.LeafHash);
                foreach (VerificationFinding finding in checks.Appended(row.Position.LeafHash, tree))
                    yield return finding;
                isCovered = roots.Remove(tree.Size);
                continue;
            }

            if (e.Payload is { } payload && !RecordEvent.Digest(e.Salt, payload).AsSpan().SequenceEqual(e.PayloadDigest))
                yield return new("altered-event", "record_events", $"{e.Ord}", "payload", Convert.ToHexStringLower(e.PayloadDigest), "other content");
            byte[] leaf = e.LeafHash();
            if (!leaf.AsSpan().SequenceEqual(row.Position.LeafHash))
                yield return new("altered-event", "record_events", $"{e.Ord}", "header", Convert.ToHexStringLower(row.Position.LeafHash), Convert.ToHexStringLower(leaf));
            tree.Append(row.Position.LeafHash);
            foreach (VerificationFinding finding in checks.Appended(row.Position.LeafHash, tree))
                yield return finding;
            isCovered = roots.Remove(tree.Size, out byte[]? root);
            if (root is not null && !tree.Root().AsSpan().SequenceEqual(root))
                yield return new("altered-log", "record_checkpoints", $"{tree.Size}", "root", Convert.ToHexStringLower(root), Convert.ToHexStringLower(tree.Root()));
            Apply(rebuilt, e);
        }

        foreach (VerificationFinding finding in checks.Left(tree))
            yield return finding;
        foreach (long size in roots.Keys.Order())
            yield return new("missing-events", "record_checkpoints", $"{size}", "tree_size", $"{size}", $"{tree.Size}");

        if (!isCovered)
            yield return new("missing-checkpoint", "record_checkpoints", $"{tree.Size}", "tree_size", $"{tree.Size}", null);
        // The next root grows from the last frontier.
        RecordCheckpoint? last = await db.Set<RecordCheckpoint>().OrderByDescending(c => c.TreeSize).FirstOrDefaultAsync(cancellationToken);
        if (last is not null && last.TreeSize == tree.Size && !tree.Frontier().AsSpan().SequenceEqual(last.Frontier))
            yield return new("altered-log", "record_checkpoints", $"{last.TreeSize}", "frontier", Convert.ToHexStringLower(tree.Frontier()), Convert.ToHexStringLower(last.Frontier));

        // Asked before the unsealed are counted: what is sealed meanwhile is then in neither.
        IQueryable<long> waiting = db.Store.Unsealed(db).Select(e => e.Ord);
        IQueryable<long> unplaced = db.Set<RecordEvent>()
            .Where(e => !waiting.Contains(e.Ord) && !db.Set<RecordPosition>().Any(p => p.EventOrd == e.Ord)).OrderBy(e => e.Ord).Select(e => e.Ord);
        await foreach (long ord in unplaced.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new("event-without-position", "record_events", $"{ord}", "ord", null, $"{ord}");

        await foreach (RecordEvent unsealed in db.Store.Unsealed(db).OrderBy(e => e.Ord).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            count.Unsealed++;
            Apply(rebuilt, unsealed);
        }

        foreach (RecordedSubject subject in subjects)
        {
            Dictionary<Guid, Facts> expected = rebuilt[subject.Kind];
            await foreach (RecordedRow row in subject.Rows(db, cancellationToken))
            {
                count.Rows++;
                foreach (VerificationFinding finding in row.Findings)
                    yield return finding;
                if (!expected.Remove(row.Id, out Facts? facts))
                {
                    yield return new("row-without-event", subject.Table, row.Name, "id", null, row.Id.ToString());
                    continue;
                }

                foreach (string column in facts.Keys.Union(row.Facts.Keys))
                {
                    string? before = facts.GetValueOrDefault(column);
                    string? now = row.Facts.GetValueOrDefault(column);
                    if (before != now)
                        yield return new("altered-row", subject.Table, row.Name, column, before, now);
                }
            }

            foreach (Guid missing in expected.Keys)
                yield return new("missing-row", subject.Table, missing.ToString(), "id", missing.ToString(), null);
        }
    }

    static void Apply(Dictionary<string, Dictionary<Guid, Facts>> rebuilt, RecordEvent e)
    {
        if (e.Payload is null || !rebuilt.TryGetValue(e.SubjectKind, out Dictionary<Guid, Facts>? ofKind))
            return;
        using JsonDocument payload = JsonDocument.Parse(e.Payload);
        if (!payload.RootElement.TryGetProperty("after", out JsonElement after) || after.ValueKind != JsonValueKind.Object)
            return;
        Facts facts = new();
        foreach (JsonProperty column in after.EnumerateObject())
            facts.Add(column.Name, column.Value.GetString());
        ofKind[e.SubjectId] = facts;
    }
}

/// <summary>What was looked at.</summary>
public sealed class VerificationCount
{
    public long Events { get; set; }

    public long Unsealed { get; set; }

    public long Rows { get; set; }
}

/// <summary>A place where record and tables, or the record and its own hashes, disagree.</summary>
/// <param name="Kind"><c>altered-event</c>, <c>missing-event</c>, <c>altered-log</c>, <c>gap</c>, <c>missing-events</c>, <c>missing-checkpoint</c>, <c>event-without-position</c>, <c>altered-row</c>, <c>missing-row</c>, <c>row-without-event</c>, <c>damaged-file</c>.</param>
/// <param name="Row">What names the row: a dossier code, an event's number.</param>
public sealed record VerificationFinding(string Kind, string Table, string Row, string Column, string? Recorded, string? Found);
