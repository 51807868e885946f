using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Handovers;

/// <summary>A code that was just made; shown to the one who hands it over, kept nowhere.</summary>
/// <param name="Code">As printed, <c>7KQ2-9XTD-M4VA</c>.</param>
sealed record IssuedCode(Guid HandoverId, string UserName, string Code, DateTimeOffset ExpiresAt);

/// <summary>What the operations on handovers do alike.</summary>
static class HandoverSteps
{
    /// <summary>A code is carried across an office, not across a year.</summary>
    public static readonly TimeSpan CodeKept = TimeSpan.FromHours(72);

    /// <summary>How long a reset may wait for its second person.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(7);

    public static Task<Handover?> Open(Work work, Guid accountId, CancellationToken cancellationToken) =>
        work.Db.Set<Handover>().FirstOrDefaultAsync(handover => handover.AccountId == accountId && handover.UsedAt == null && handover.CancelledAt == null, cancellationToken);

    /// <summary>Adds a handover whose code exists from the start.</summary>
    public static async Task<IssuedCode> Issue(Work work, Account account, HandoverKind kind, CancellationToken cancellationToken)
    {
        if (await Open(work, account.Id, cancellationToken) is { } earlier)
        {
            Cancel(work, earlier);
            await work.Db.SaveChangesAsync(cancellationToken);
        }

        Handover handover = new()
        {
            Id = work.NewId(),
            AccountId = account.Id,
            Kind = kind,
            OpenedBy = work.Actor.AccountId,
            OpenedAt = work.Now,
            ExpiresAt = work.Now + CodeKept,
            Revision = work.NewId(),
        };
        IssuedCode issued = GiveCode(handover, account, work);
        work.Db.Add(handover);
        work.Raise(new Subject(HandoverSubject.Name, handover.Id), "handover.issued", new { account = account.Id, kind = kind.ToString() }, after: handover.Facts());
        return issued;
    }

    public static IssuedCode GiveCode(Handover handover, Account account, Work work)
    {
        string code = PaperCode.New();
        handover.CodeHash = PaperCode.Hash(handover.Id, PaperCode.Normalise(code)!);
        handover.ExpiresAt = work.Now + CodeKept;
        handover.Revision = work.NewId();
        return new(handover.Id, account.UserName!, code, handover.ExpiresAt);
    }

    public static void Cancel(Work work, Handover handover)
    {
        Facts before = handover.Facts();
        handover.CancelledAt = work.Now;
        handover.CodeHash = null;
        handover.Revision = work.NewId();
        work.Raise(new Subject(HandoverSubject.Name, handover.Id), "handover.cancelled", new { account = handover.AccountId }, before, handover.Facts());
    }
}
