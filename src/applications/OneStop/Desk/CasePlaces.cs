using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>Why a dossier is where it is: who held it for how many working hours, and which process brought it there.</summary>
sealed class CasePlaces(UnitOfWork unitOfWork)
{
    public Task<CasePlaceFacts> Of(Dossier dossier, IReadOnlyList<WorkItem> open, WorkingCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            List<DoneWorkItem> done = await db.Set<DoneWorkItem>()
                .Where(item => item.SubjectKind == Dossier.SubjectKind && item.SubjectId == dossier.Id).OrderBy(item => item.CreatedAt).ThenBy(item => item.DoneAt).ToListAsync(token);
            return new CasePlaceFacts(
            [
                .. done.Select(item => new CaseHold(item.NodeId, item.Name, item.Role, item.DoneBy, item.CreatedAt, item.DoneAt, calendar.WorkingTimeBetween(item.CreatedAt, item.DoneAt), item.DoneAt > item.DueAt)),
                .. open.Select(item => new CaseHold(item.NodeId, item.Name, item.Role, item.AssigneeName, item.CreatedAt, null, calendar.WorkingTimeBetween(item.CreatedAt, now), now > item.DueAt)),
            ],
            await ProcessRuntime.VersionOf(db, dossier.ProcessInstanceId, token));
        },
        cancellationToken);
}

/// <summary>Where a dossier was, oldest first, and the process that led it.</summary>
sealed record CasePlaceFacts(IReadOnlyList<CaseHold> Holds, ProcessVersion? Process);

/// <summary>A step and how long it took.</summary>
/// <param name="By">Who did it or has it; null for nobody yet.</param>
/// <param name="To">When it was done; null while it is open.</param>
/// <param name="Worked">Working time between, or until now.</param>
/// <param name="IsLate">Past its share of the limit.</param>
sealed record CaseHold(string NodeId, string Step, string Role, string? By, DateTimeOffset From, DateTimeOffset? To, TimeSpan Worked, bool IsLate);
