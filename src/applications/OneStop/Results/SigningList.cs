using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>"Chờ ký": the results that wait for the signature of one position, with what of them was opened. It goes along the work items of the desk, as the inbox does.</summary>
sealed class SigningList(UnitOfWork unitOfWork, WorkingCalendars calendars, TimeProvider time)
{
    public const int Most = 100;

    public async Task<SigningRows> Read(Actor actor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DeskTime desk = DeskTime.Of(await calendars.InForce(now, cancellationToken), now);
        List<SigningRow> rows = await unitOfWork.Read((db, token) => Rows(db, actor).Take(Most + 1).ToListAsync(token), cancellationToken);
        bool more = rows.Count > Most;
        if (more)
            rows.RemoveAt(Most);
        return new(rows, more, desk);
    }

    static IQueryable<SigningRow> Rows(VanLangDbContext db, Actor actor)
    {
        Guid? position = actor.PositionId, person = actor.PersonId, holding = WorkHolding.PositionOf(actor);
        DateTimeOffset never = DateTimeOffset.MaxValue;
        return
            from entry in Inbox.Entries(db, actor)
            where entry.Item.Action == StepActions.Sign && entry.Dossier.Status != DossierStatus.WithdrawalRequested && (entry.Item.AssigneeId == null || entry.Item.AssigneeId == holding)
            join result in db.Set<DossierResult>() on entry.Dossier.Id equals result.DossierId
            where result.State == ResultState.Prepared && result.SignerPositionId == position
            from opening in db.Set<ResultOpening>().Where(o => o.DossierId == result.DossierId && o.PersonId == person).DefaultIfEmpty()
            orderby entry.DueAt ?? never, entry.Item.Id
            select new SigningRow(
                entry.Item.Id, entry.Dossier.Code, entry.Dossier.Revision, entry.Dossier.OwnerName, entry.Dossier.ProcedureCode, entry.Dossier.ProcedureName, entry.DueAt,
                result.ContentHash, result.PreparedAt, opening == null ? null : opening.ContentHash, opening == null ? null : (DateTimeOffset?)opening.OpenedAt);
    }
}

/// <summary>The rows, the most urgent first.</summary>
/// <param name="More">There are further ones.</param>
sealed record SigningRows(IReadOnlyList<SigningRow> Rows, bool More, DeskTime Desk);

/// <summary>A result that waits for a signature.</summary>
/// <param name="Hash">SHA-256 of its file.</param>
/// <param name="OpenedHash">Of the file that this signer has opened last; null for none.</param>
sealed record SigningRow(
    Guid WorkItemId, string Code, int Revision, string OwnerName, string ProcedureCode, string ProcedureName, DateTimeOffset? DueAt,
    string Hash, DateTimeOffset PreparedAt, string? OpenedHash, DateTimeOffset? OpenedAt)
{
    public ChosenResult Chosen => new(WorkItemId, Code, Revision, Hash);

    public bool IsOpened => OpenedHash == Hash;
}
