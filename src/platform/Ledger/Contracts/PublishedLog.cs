using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Ledger.Keys;
using VanLang.Signing.Contracts;
using VanLang.Transparency;

namespace VanLang.Ledger.Contracts;

/// <summary>The log as the world sees it: its key, its signed heads with what witnesses and the time-stamp authority say of them, and what stands in the way.</summary>
public sealed class PublishedLog
{
    readonly UnitOfWork unitOfWork;
    readonly LedgerKeys keys;
    readonly LedgerSettings settings;
    readonly SignatureEvidence evidence;

    internal PublishedLog(UnitOfWork unitOfWork, LedgerKeys keys, LedgerSettings settings, SignatureEvidence evidence) =>
        (this.unitOfWork, this.keys, this.settings, this.evidence) = (unitOfWork, keys, settings, evidence);

    /// <summary>Keys of the witnesses that this installation asks.</summary>
    public IReadOnlyList<VerifierKey> Witnesses => [.. settings.Witnesses.Select(witness => witness.Key)];

    /// <summary>The key of the log; null before the first head was signed.</summary>
    public Task<VerifierKey?> Key(CancellationToken cancellationToken) => keys.Find(cancellationToken);

    /// <summary>The newest signed head; null before the first.</summary>
    public Task<PublishedHead?> Newest(CancellationToken cancellationToken) =>
        unitOfWork.Read((db, token) => Load(db, db.Set<SignedHead>().OrderByDescending(head => head.TreeSize), token), cancellationToken);

    /// <summary>The signed head of a size; null where none was signed at that size.</summary>
    public Task<PublishedHead?> At(long size, CancellationToken cancellationToken) =>
        unitOfWork.Read((db, token) => Load(db, db.Set<SignedHead>().Where(head => head.TreeSize == size), token), cancellationToken);

    /// <summary>The first signed head of at least a size; null where the log has not been signed so far.</summary>
    public Task<PublishedHead?> Covering(long size, CancellationToken cancellationToken) =>
        unitOfWork.Read((db, token) => Load(db, db.Set<SignedHead>().Where(head => head.TreeSize >= size).OrderBy(head => head.TreeSize), token), cancellationToken);

    /// <summary>The first head of at least a size that has a time-stamp; null where none has.</summary>
    public Task<PublishedHead?> StampedCovering(long size, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => Load(db, db.Set<SignedHead>().Where(head => head.TreeSize >= size && db.Set<HeadStamp>().Any(stamp => stamp.TreeSize == head.TreeSize)).OrderBy(head => head.TreeSize), token),
        cancellationToken);

    /// <summary>How it stands, for the operator.</summary>
    public Task<LedgerState> State(CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            PublishedHead? newest = await Load(db, db.Set<SignedHead>().OrderByDescending(head => head.TreeSize), token);
            DateTimeOffset? stamped = await db.Set<HeadStamp>().OrderByDescending(stamp => stamp.TreeSize).Select(stamp => (DateTimeOffset?)stamp.At).FirstOrDefaultAsync(token);
            List<LedgerFault> faults = await db.Set<LedgerFault>().OrderBy(fault => fault.Concerns).ToListAsync(token);
            int cosigned = newest is null ? 0 : settings.Witnesses.Count(witness => SignedNote.TryParse(newest.Note) is { } note && witness.Key.HasSigned(note));
            return new LedgerState(
                newest?.Size ?? 0, newest?.At, settings.Witnesses.Count, cosigned, evidence.IsOn, stamped, [.. faults.Select(fault => new LedgerProblem(fault.Concerns, fault.Code, fault.Detail, fault.Since))]);
        },
        cancellationToken);

    static async Task<PublishedHead?> Load(VanLangDbContext db, IQueryable<SignedHead> which, CancellationToken cancellationToken)
    {
        if (await which.FirstOrDefaultAsync(cancellationToken) is not { } head)
            return null;
        List<string> lines = await db.Set<Cosignature>().Where(c => c.TreeSize == head.TreeSize).OrderBy(c => c.Witness).Select(c => c.Line).ToListAsync(cancellationToken);
        byte[]? stamp = await db.Set<HeadStamp>().Where(s => s.TreeSize == head.TreeSize).Select(s => s.Token).FirstOrDefaultAsync(cancellationToken);
        return new(new LogHead(head.TreeSize, head.Root), head.Note + string.Concat(lines.Select(line => $"{line}\n")), head.At, stamp);
    }
}

/// <summary>A signed head.</summary>
/// <param name="Head">Size and root.</param>
/// <param name="Note">The checkpoint with the log's signature and those of the witnesses (C2SP tlog-checkpoint).</param>
/// <param name="At">When the log signed it.</param>
/// <param name="Stamp">Time-stamp token over the text of the note, DER (RFC 3161); null where there is none.</param>
public sealed record PublishedHead(LogHead Head, string Note, DateTimeOffset At, byte[]? Stamp)
{
    /// <summary>Number of leaves.</summary>
    public long Size => Head.Size;
}

/// <summary>How the log outside stands.</summary>
/// <param name="Size">Leaves under the newest signed head; 0 before the first.</param>
/// <param name="SignedAt">When that was signed.</param>
/// <param name="Witnesses">How many witnesses are asked.</param>
/// <param name="Cosigned">How many of them have signed the newest head.</param>
/// <param name="IsStamped">Whether a time-stamp authority is set.</param>
/// <param name="StampedAt">Last time-stamp.</param>
public sealed record LedgerState(
    long Size, DateTimeOffset? SignedAt, int Witnesses, int Cosigned, bool IsStamped, DateTimeOffset? StampedAt, IReadOnlyList<LedgerProblem> Problems);
