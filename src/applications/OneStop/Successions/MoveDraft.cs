using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Drafts;

namespace VanLang.OneStop.Successions;

/// <summary>A draft begun at an agency that has ended goes on at its successor. Whose it is stays; at the counter a colleague may take it (<see cref="TakeDraft"/>).</summary>
static class MoveDraft
{
    public const string SubjectKind = "draft";

    /// <returns>The draft after it was moved; null where it is no longer open there.</returns>
    public static async Task<Draft?> Move(Work work, Guid draftId, Guid from, Guid to, string eventType, CancellationToken cancellationToken)
    {
        if (await work.Db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == draftId && d.DossierId == null && d.ReceivingAgencyId == from, cancellationToken) is not { } draft)
            return null;
        draft.ReceivingAgencyId = to;
        draft.Revision++;
        work.Raise(new Subject(SubjectKind, draft.Id), eventType, new { from, to });
        return draft;
    }
}
