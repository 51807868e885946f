using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.OneStop.Assignments;

namespace VanLang.OneStop.Desk;

/// <summary>
/// Open work of a position counted by whose it is, by due time, procedure and step: read once for the numbers of all shares and the choices of
/// all filters, since every one of them has to look at the same rows.
/// </summary>
sealed class InboxTally
{
    readonly List<Part> parts;

    InboxTally(List<Part> parts) => this.parts = parts;

    public static async Task<InboxTally> Of(VanLangDbContext db, Actor actor, DeskTime desk, CancellationToken cancellationToken)
    {
        string[] own = Inbox.RolesOf(actor, WorkShare.Desk);
        Guid? position = WorkHolding.PositionOf(actor);
        return new(await Inbox.Entries(db, actor, Inbox.MayAssign(actor) ? WorkShare.Agency : WorkShare.Desk)
            .GroupBy(e => new
            {
                IsDesk = own.Contains(e.Item.Role),
                IsFree = e.Item.AssigneeId == null,
                IsMine = e.Item.AssigneeId != null && e.Item.AssigneeId == position,
                Due = e.DueAt == null ? Due.Never : e.DueAt < desk.Now ? Due.Overdue : e.DueAt <= desk.Soon ? Due.Soon : Due.InTime,
                e.Dossier.ProcedureCode,
                e.Dossier.ProcedureName,
                e.Item.NodeId,
                e.Item.Name,
            })
            .Select(group => new Part(
                group.Key.IsDesk, group.Key.IsFree, group.Key.IsMine, group.Key.Due, group.Key.ProcedureCode, group.Key.ProcedureName, group.Key.NodeId, group.Key.Name, group.Count()))
            .ToListAsync(cancellationToken));
    }

    public InboxSum Of(WorkShare share)
    {
        List<Part> of =
        [
            .. parts.Where(part => share switch
            {
                WorkShare.Agency => true,
                WorkShare.Mine => part.IsDesk && part.IsMine,
                WorkShare.Unassigned => part.IsDesk && part.IsFree,
                _ => part.IsDesk,
            }),
        ];
        return new(
            of.Sum(part => part.Rows),
            Count(Due.Overdue),
            Count(Due.Soon),
            Count(Due.InTime),
            [.. of.Select(part => new InboxChoice(part.ProcedureCode, part.ProcedureName)).Distinct()],
            [.. of.Select(part => new InboxChoice(part.NodeId, part.Step)).Distinct()]);

        int Count(Due due) => of.Where(part => part.Due == due).Sum(part => part.Rows);
    }

    enum Due
    {
        Never,
        Overdue,
        Soon,
        InTime,
    }

    sealed record Part(bool IsDesk, bool IsFree, bool IsMine, Due Due, string ProcedureCode, string ProcedureName, string NodeId, string Step, int Rows);
}

/// <summary>A share of the inbox in numbers.</summary>
/// <param name="Procedures">Choices of the filter by procedure.</param>
/// <param name="Steps">Choices of the filter by step.</param>
sealed record InboxSum(int All, int Overdue, int Soon, int InTime, IReadOnlyList<InboxChoice> Procedures, IReadOnlyList<InboxChoice> Steps);

/// <summary>A value of a filter.</summary>
sealed record InboxChoice(string Code, string Name);
