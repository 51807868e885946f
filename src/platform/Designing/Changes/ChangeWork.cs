using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>What every act on a change does alike.</summary>
static class ChangeWork
{
    /// <summary>The change, if the actor may draw and it is open.</summary>
    public static async Task<Outcome<DesignChange>> Open(Work work, Guid id, CancellationToken cancellationToken)
    {
        if (!work.Actor.May(DesigningRoom.Draw))
            return KernelErrors.Forbidden;
        if (await work.Db.Set<DesignChange>().SingleOrDefaultAsync(change => change.Id == id, cancellationToken) is not { } found)
            return DesigningErrors.NotFound;
        return found.State == ChangeState.Open ? found : DesigningErrors.Closed;
    }

    /// <summary>Marks that something in it is other than before.</summary>
    public static void Touch(this DesignChange change, Work work)
    {
        change.Revision++;
        change.ChangedAt = work.Now;
    }

    /// <summary>Keeps what a file is now, beside what it was.</summary>
    public static void Keep(Work work, DesignFile file) => work.Db.Add(new DesignFileSave
    {
        FileId = file.Id,
        Revision = file.Revision,
        Content = file.Content,
        SavedBy = file.SavedBy,
        SavedByName = file.SavedByName,
        SavedAt = file.SavedAt,
    });

    /// <summary>The person who acts.</summary>
    public static Guid Who(Actor actor) => actor.PersonId ?? actor.AccountId ?? Guid.Empty;
}
