using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;

namespace VanLang.OneStop.Successions;

/// <summary>
/// Moves one dossier or draft, or brings it back, in one transaction. Done twice it does nothing; somebody who was faster is not overwritten, but the
/// move is tried again on what they left.
/// </summary>
sealed class SuccessionMoveJob(MoveDossier dossiers) : JobHandler
{
    public const string JobKind = "succession.move";

    public override string Kind => JobKind;

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        SuccessionMove move = await work.Db.Set<SuccessionMove>().SingleAsync(m => m.Id == id, cancellationToken);
        if (move.State == SuccessionState.Planned)
            await Move(work, move, cancellationToken);
        else if (move.State == SuccessionState.Returning)
            await Back(work, move, cancellationToken);
        else
            return;
        move.Revision++;
    }

    async Task Move(Work work, SuccessionMove move, CancellationToken cancellationToken)
    {
        (int Revision, object Before)? moved;
        if (move.SubjectKind == SuccessionSubject.Dossier)
        {
            SuccessionRun run = await work.Db.Set<SuccessionRun>().SingleAsync(r => r.Id == move.RunId, cancellationToken);
            MovedDossier? dossier = await dossiers.Move(work, move.SubjectId, move.AgencyId, move.ToAgencyId, run, cancellationToken);
            moved = dossier is null ? null : ((await work.Db.Set<Dossier>().FindAsync([move.SubjectId], cancellationToken))!.Revision, dossier);
        }
        else
        {
            Draft? draft = await MoveDraft.Move(work, move.SubjectId, move.AgencyId, move.ToAgencyId, "draft.moved-to-successor", cancellationToken);
            moved = draft is null ? null : (draft.Revision, new { });
        }

        move.State = moved is null ? SuccessionState.Gone : SuccessionState.Moved;
        move.MovedAt = work.Now;
        move.MovedRevision = moved?.Revision;
        move.Before = moved is null ? null : JsonSerializer.Serialize(moved.Value.Before);
    }

    static async Task Back(Work work, SuccessionMove move, CancellationToken cancellationToken)
    {
        // Where somebody has worked on it since, it stays where it is.
        move.State = await IsUntouched(work, move, cancellationToken) ? SuccessionState.Returned : SuccessionState.Moved;
        if (move.State == SuccessionState.Moved)
            return;
        if (move.SubjectKind == SuccessionSubject.Draft)
        {
            await MoveDraft.Move(work, move.SubjectId, move.ToAgencyId, move.AgencyId, "draft.moved-back", cancellationToken);
            return;
        }

        SuccessionRun undo = await work.Db.Set<SuccessionRun>().SingleAsync(r => r.UndoneRunId == move.RunId && r.FinishedAt == null, cancellationToken);
        Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == move.SubjectId, cancellationToken);
        await MoveDossier.Back(work, dossier, JsonSerializer.Deserialize<MovedDossier>(move.Before!)!, move.ToAgencyId, move.AgencyId, undo, cancellationToken);
    }

    static Task<bool> IsUntouched(Work work, SuccessionMove move, CancellationToken cancellationToken) => move.SubjectKind == SuccessionSubject.Dossier
        ? work.Db.Set<Dossier>().AnyAsync(dossier => dossier.Id == move.SubjectId && dossier.Revision == move.MovedRevision, cancellationToken)
        : work.Db.Set<Draft>().AnyAsync(draft => draft.Id == move.SubjectId && draft.Revision == move.MovedRevision && draft.DossierId == null, cancellationToken);
}
