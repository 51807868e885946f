using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;
using VanLang.Ledger.Keys;
using VanLang.Transparency;

namespace VanLang.Ledger.Checkpoints;

/// <summary>Every head that was signed, by its signature, for <c>verify</c>.</summary>
sealed class SignedRoots : KnownRoots
{
    public override string Place => "ledger_heads";

    public override async Task<IReadOnlyList<LogHead>> Read(VanLangDbContext db, CancellationToken cancellationToken)
    {
        VerifierKey? key = (await db.Set<LedgerKey>().OrderByDescending(k => k.Sequence).FirstOrDefaultAsync(cancellationToken))?.Verifier;
        List<SignedHead> heads = await db.Set<SignedHead>().ToListAsync(cancellationToken);
        // What the key has signed counts. A row that says otherwise, or whose signature is none, has no root that could be right.
        return
        [
            .. heads.Select(head => new LogHead(
                head.TreeSize,
                key is not null && SignedNote.TryParse(head.Note) is { } note && Checkpoint.Of(note, key) is { } signed && signed.Size == head.TreeSize && signed.Root.Span.SequenceEqual(head.Root) ? head.Root : [])),
        ];
    }
}

/// <summary>The longest log that this node has seen, for <c>verify</c>.</summary>
sealed class SeenRoot(SeenHead seen) : KnownRoots
{
    public override string Place => "ledger/seen";

    public override Task<IReadOnlyList<LogHead>> Read(VanLangDbContext db, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogHead>>(seen.Read() is { } head ? [new(head.Size, head.Root.ToArray())] : []);
}
