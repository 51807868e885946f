using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>
/// Plays some dossiers, keeps what was found and schedules itself again with how far it came, in one operation: it may be interrupted anywhere, other jobs have their turn
/// between, and nothing is counted twice.
/// </summary>
sealed class RehearsalJob(UnitOfWork unitOfWork, RehearsalTrials trials, RehearsalPlay play) : JobHandler
{
    public const string JobKind = "rehearsal.play";

    public override string Kind => JobKind;

    public static void Schedule(Work work, Guid rehearsal, Guid after) =>
        work.Schedule(work.NewId(), JobKind, $"rehearsal/{rehearsal}", JsonSerializer.Serialize(new Cursor(rehearsal, after)), work.Now);

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Cursor cursor = JsonSerializer.Deserialize<Cursor>(payload)!;
        Rehearsal rehearsal = await unitOfWork.Read((db, token) => db.Set<Rehearsal>().SingleAsync(one => one.Id == cursor.Rehearsal, token), cancellationToken);
        if (rehearsal.State != RehearsalState.Running)
            return (_, _) => Task.CompletedTask;
        Outcome<RehearsalTrial> trial = await trials.Read(rehearsal.ChangeId, cancellationToken);
        if (!trial.Succeeded || trial.Value.Head.Revision != rehearsal.ChangeRevision)
            return (work, token) => End(work, cursor.Rehearsal, RehearsalState.Outdated, token);
        PlayedBatch batch = await play.Next(trial.Value, rehearsal, cursor.After, cancellationToken);
        return (work, token) => Keep(work, cursor, batch, token);
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static async Task Keep(Work work, Cursor cursor, PlayedBatch batch, CancellationToken cancellationToken)
    {
        Rehearsal rehearsal = await work.Db.Set<Rehearsal>().SingleAsync(one => one.Id == cursor.Rehearsal, cancellationToken);
        // Cancelled while these were played.
        if (rehearsal.State != RehearsalState.Running)
            return;
        int number = await work.Db.Set<RehearsalRow>().Where(row => row.RehearsalId == rehearsal.Id).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0;
        foreach (PlayedDossier dossier in batch.Touched)
        {
            foreach (Difference found in dossier.Differences)
            {
                work.Db.Add(new RehearsalRow
                {
                    RehearsalId = rehearsal.Id,
                    Number = ++number,
                    Kind = found.Kind,
                    Place = found.Place ?? "",
                    PlaceName = found.PlaceName,
                    DossierId = dossier.Id,
                    Code = dossier.Code,
                    AgencyId = dossier.AgencyId,
                    SubmittedAt = dossier.SubmittedAt,
                    Before = found.Before,
                    After = found.After,
                    Difference = found.Amount,
                });
            }
        }

        rehearsal.Looked += batch.Looked;
        rehearsal.Touched += batch.Touched.Count;
        rehearsal.Revision++;
        if (batch.Last is { } last)
            Schedule(work, rehearsal.Id, last);
        else
            await End(work, rehearsal.Id, RehearsalState.Finished, cancellationToken);
    }

    static async Task End(Work work, Guid id, RehearsalState state, CancellationToken cancellationToken)
    {
        Rehearsal rehearsal = await work.Db.Set<Rehearsal>().SingleAsync(one => one.Id == id, cancellationToken);
        if (rehearsal.State != RehearsalState.Running)
            return;
        rehearsal.State = state;
        rehearsal.FinishedAt = work.Now;
        rehearsal.Revision++;
        work.Raise(rehearsal.Subject, "rehearsal.ended", new { state = state.ToString(), rehearsal.Looked, rehearsal.Touched });
    }

    sealed record Cursor(Guid Rehearsal, Guid After);
}
