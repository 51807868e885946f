using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Ledger.Keys;
using VanLang.Transparency;

namespace VanLang.Ledger.Checkpoints;

/// <summary>
/// Signs the head of the log where it has grown, at most once a minute. Before, the log is held against the head that was signed last and against the longest one that
/// this node has seen: a log that is shorter, or no longer begins with what was signed, is not signed, and the operator is told.
/// </summary>
sealed partial class SignHeadJob(RecordLog log, LedgerKeys keys, SeenHead seen, LedgerSettings settings, UnitOfWork unitOfWork, TimeProvider time, ILogger<SignHeadJob> logger) : JobHandler
{
    public static PeriodicJob Periodic { get; } = new("ledger.sign-head", "");

    public override string Kind => Periodic.Kind;

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Found found = await Look(cancellationToken);
        return async (work, token) =>
        {
            if (await LedgerFault.Settle(work, LedgerFault.Signing, found.Wrong, token))
                LogRefused(found.Wrong!.Code, found.Wrong.Detail);
            if (found.Signed is { } head && !await work.Db.Set<SignedHead>().AnyAsync(known => known.TreeSize >= head.TreeSize, token))
                work.Db.Add(head);
            Periodic.Schedule(work, "", work.Now + settings.Every);
        };
    }

    // The act stands in what was prepared.
    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<Found> Look(CancellationToken cancellationToken)
    {
        SignedHead? last = await unitOfWork.Read((db, token) => db.Set<SignedHead>().OrderByDescending(head => head.TreeSize).FirstOrDefaultAsync(token), cancellationToken);
        try
        {
            LogHead? head = await log.Head(cancellationToken);
            await log.Grow(cancellationToken);
            Checkpoint? longest = seen.Read();
            Wrong? wrong = (last is null ? null : await Compare(new(last.TreeSize, last.Root), head, cancellationToken))
                ?? (longest is null ? null : await Compare(new(longest.Size, longest.Root.ToArray()), head, cancellationToken));
            if (wrong is not null || head is null || head.Size == last?.TreeSize)
                return new(wrong, null);
            // What is signed is the root of the stored hashes, of which proofs will be made.
            byte[] root = await log.Root(head.Size, cancellationToken);
            if (!head.Root.AsSpan().SequenceEqual(root))
                return new(new("other", $"{head.Size}"), null);
            using NoteSigner signer = await keys.Open(cancellationToken);
            Checkpoint checkpoint = new(signer.Key.Name, head.Size, head.Root);
            DateTimeOffset now = time.GetUtcNow();
            SignedNote note = new(checkpoint.Text, [signer.Sign(checkpoint.Text, now)]);
            seen.Keep(checkpoint);
            return new(null, new() { TreeSize = head.Size, Root = head.Root, Note = note.ToString(), At = now });
        }
        catch (InvalidDataException fault)
        {
            return new(new("damaged", fault.Message), null);
        }
    }

    async Task<Wrong?> Compare(LogHead known, LogHead? head, CancellationToken cancellationToken)
    {
        if (head is null || head.Size < known.Size)
            return new("shorter", $"{head?.Size ?? 0} < {known.Size}");
        return (await log.Consistency(known, head, cancellationToken)).Holds() ? null : new("other", $"{known.Size}");
    }

    sealed record Found(Wrong? Wrong, SignedHead? Signed);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The head of the record is not signed, since it is not what was signed or seen before: {Code} {Detail}")]
    partial void LogRefused(string code, string detail);
}
