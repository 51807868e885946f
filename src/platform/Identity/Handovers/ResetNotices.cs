using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Handovers;

/// <summary>Tells the owner at the next sign-in that somebody reset the account, or began to: the one safeguard against two dishonest colleagues.</summary>
sealed class ResetNotices(UnitOfWork work)
{
    public Task<bool> Any(Guid accountId, CancellationToken cancellationToken) =>
        work.Read((db, token) => db.Set<Handover>().AnyAsync(reset => reset.AccountId == accountId && reset.Kind == HandoverKind.Reset && reset.ToldAt == null, token), cancellationToken);

    public Task<List<ResetNotice>> Of(Guid accountId, CancellationToken cancellationToken) => work.Read(
        (db, token) => (
            from reset in db.Set<Handover>()
            join opener in db.Set<Account>() on reset.OpenedBy equals opener.Id
            join confirmer in db.Set<Account>() on reset.ConfirmedBy equals confirmer.Id into confirmers
            from confirmer in confirmers.DefaultIfEmpty()
            where reset.AccountId == accountId && reset.Kind == HandoverKind.Reset && reset.ToldAt == null
            orderby reset.OpenedAt
            select new ResetNotice(
                opener.FullName, reset.OpenedAt, reset.Reason, confirmer == null ? null : confirmer.FullName, reset.ConfirmedAt, reset.UsedAt, reset.CancelledAt)).ToListAsync(token),
        cancellationToken);

    /// <summary>The owner has read them.</summary>
    public Task<Outcome<Done>> Read(Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.read-reset-notices", actor),
        async (work, token) =>
        {
            List<Handover> untold = await work.Db.Set<Handover>().Where(reset => reset.AccountId == actor.AccountId && reset.Kind == HandoverKind.Reset && reset.ToldAt == null).ToListAsync(token);
            foreach (Handover reset in untold)
                reset.ToldAt = work.Now;
            return new Done();
        },
        cancellationToken);
}

/// <summary>A reset as its owner reads it.</summary>
sealed record ResetNotice(
    string OpenedBy, DateTimeOffset OpenedAt, string? Reason, string? ConfirmedBy, DateTimeOffset? ConfirmedAt, DateTimeOffset? UsedAt, DateTimeOffset? CancelledAt);
