using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Drafts;

namespace VanLang.OneStop.Successions;

/// <summary>
/// A clerk of the successor goes on with a draft that a colleague of the ended agency began at its counter: who began it may work elsewhere now.
/// </summary>
sealed class TakeDraft(UnitOfWork unitOfWork)
{
    public const string EventType = "draft.taken";

    /// <summary>Drafts at the counter that came to the actor's agency from one that ended, and are somebody else's.</summary>
    public Task<List<Draft>> Offered(Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => Offered(db, actor).OrderByDescending(draft => draft.UpdatedAt).Take(50).ToListAsync(token), cancellationToken);

    public Task<Outcome<Done>> Handle(Guid draftId, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("draft.take", actor) { IdempotencyKey = key, Body = new { draftId } },
        async (work, token) =>
        {
            if (!actor.May(OneStopPermissions.Receive) || actor.AccountId is not { } account)
                return KernelErrors.Forbidden;
            if (await Offered(work.Db, actor).SingleOrDefaultAsync(draft => draft.Id == draftId, token) is not { } draft)
                return OneStopErrors.NotFound;
            draft.AccountId = account;
            draft.Revision++;
            work.Raise(new Subject(MoveDraft.SubjectKind, draft.Id), EventType, new { draft.ProcedureCode });
            return new Done();
        },
        cancellationToken);

    static IQueryable<Draft> Offered(VanLangDbContext db, Actor actor)
    {
        Guid? agency = actor.AgencyId;
        Guid? account = actor.AccountId;
        return db.Set<Draft>().Where(draft =>
            draft.AtCounter && draft.DossierId == null && draft.ReceivingAgencyId == agency && draft.AccountId != account
            && db.Set<SuccessionMove>().Any(move =>
                move.SubjectKind == SuccessionSubject.Draft && move.SubjectId == draft.Id && move.ToAgencyId == agency && move.State == SuccessionState.Moved));
    }
}
