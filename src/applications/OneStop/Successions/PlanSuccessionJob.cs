using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;

namespace VanLang.OneStop.Successions;

/// <summary>
/// Gives each dossier and draft of a run a job of its own, some at a time, so that all nodes share them and other jobs have their turn; then waits until
/// all are done. Where it stands is in its payload, which the next round gets in the same transaction.
/// </summary>
sealed class PlanSuccessionJob(UnitOfWork unitOfWork, SuccessorRules rules) : JobHandler
{
    public const string JobKind = "succession.plan";

    public const string FinishedEventType = "succession.finished";

    const int BatchSize = 100;

    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public override string Kind => JobKind;

    public static void Schedule(Work work, SuccessionRun run, PlanCursor cursor, DateTimeOffset at) =>
        work.Schedule(work.NewId(), JobKind, $"succession/{run.Id}", JsonSerializer.Serialize(cursor), at);

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        PlanCursor cursor = JsonSerializer.Deserialize<PlanCursor>(payload)!;
        SuccessionRun run = await unitOfWork.Read((db, token) => db.Set<SuccessionRun>().SingleAsync(r => r.Id == cursor.RunId, token), cancellationToken);
        if (cursor.Stage == PlanStage.Done)
            return (work, token) => Watch(work, cursor, token);
        if (run.Direction == SuccessionDirection.Back)
            return (work, token) => PlanBack(work, cursor, token);
        List<Piece> pieces = await Pieces(run, cursor, cancellationToken);
        return (work, token) => Plan(work, cursor, pieces, token);
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<List<Piece>> Pieces(SuccessionRun run, PlanCursor cursor, CancellationToken cancellationToken)
    {
        SuccessorRule rule = await rules.For(run.AgencyId, run.Day, cancellationToken);
        List<Piece> pieces = [];
        if (cursor.Stage == PlanStage.Dossiers)
        {
            List<Dossier> dossiers = await unitOfWork.Read(
                (db, token) => OpenWorkOf.Dossiers(db, run.AgencyId).Where(dossier => dossier.Id > cursor.After).OrderBy(dossier => dossier.Id).Take(BatchSize).ToListAsync(token), cancellationToken);
            foreach (Dossier dossier in dossiers)
                // Together with the timers of its process, never at the same time.
                pieces.Add(new(SuccessionSubject.Dossier, dossier.Id, dossier.ProcessInstanceId.ToString(), await rule.Of(dossier, cancellationToken)));
            return pieces;
        }

        List<Draft> drafts = await unitOfWork.Read(
            (db, token) => OpenWorkOf.Drafts(db, [run.AgencyId]).Where(draft => draft.Id > cursor.After).OrderBy(draft => draft.Id).Take(BatchSize).ToListAsync(token), cancellationToken);
        foreach (Draft draft in drafts)
            pieces.Add(new(SuccessionSubject.Draft, draft.Id, $"draft/{draft.Id}", await rule.Of(draft, cancellationToken)));
        return pieces;
    }

    static async Task Plan(Work work, PlanCursor cursor, List<Piece> pieces, CancellationToken cancellationToken)
    {
        SuccessionRun run = await work.Db.Set<SuccessionRun>().SingleAsync(r => r.Id == cursor.RunId, cancellationToken);
        Guid[] ids = [.. pieces.Select(piece => piece.SubjectId)];
        Dictionary<(SuccessionSubject Kind, Guid Id), SuccessionMove> known = await work.Db.Set<SuccessionMove>()
            .Where(move => move.AgencyId == run.AgencyId && ids.Contains(move.SubjectId)).ToDictionaryAsync(move => (move.SubjectKind, move.SubjectId), cancellationToken);
        foreach (Piece piece in pieces)
        {
            SuccessionMove? move = known.GetValueOrDefault((piece.Kind, piece.SubjectId));
            // What a person has chosen stands above what the data say.
            if ((move is { State: SuccessionState.Chosen } ? move.ToAgencyId : piece.To) is not { } to)
            {
                run.Undecided++;
                continue;
            }

            if (move is null)
                work.Db.Add(move = new() { Id = work.NewId(), AgencyId = run.AgencyId, SubjectKind = piece.Kind, SubjectId = piece.SubjectId, ToAgencyId = to, State = SuccessionState.Planned });
            if (move.State != SuccessionState.Chosen)
                move.ChosenBy = null;
            (move.ToAgencyId, move.State, move.RunId) = (to, SuccessionState.Planned, run.Id);
            move.Revision++;
            work.Schedule(move.Id, SuccessionMoveJob.JobKind, piece.Lane, move.Id.ToString(), work.Now);
        }

        Next(work, run, cursor, pieces.Count < BatchSize ? null : pieces[^1].SubjectId);
    }

    static async Task PlanBack(Work work, PlanCursor cursor, CancellationToken cancellationToken)
    {
        SuccessionRun run = await work.Db.Set<SuccessionRun>().SingleAsync(r => r.Id == cursor.RunId, cancellationToken);
        List<SuccessionMove> moves = await work.Db.Set<SuccessionMove>()
            .Where(move => move.RunId == run.UndoneRunId && move.State == SuccessionState.Moved && move.Id > cursor.After).OrderBy(move => move.Id).Take(BatchSize).ToListAsync(cancellationToken);
        Guid[] ids = [.. moves.Where(move => move.SubjectKind == SuccessionSubject.Dossier).Select(move => move.SubjectId)];
        Dictionary<Guid, Guid> processes = await work.Db.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id)).Select(dossier => new { dossier.Id, dossier.ProcessInstanceId })
            .ToDictionaryAsync(dossier => dossier.Id, dossier => dossier.ProcessInstanceId, cancellationToken);
        foreach (SuccessionMove move in moves)
        {
            move.State = SuccessionState.Returning;
            move.Revision++;
            string lane = move.SubjectKind == SuccessionSubject.Dossier ? processes[move.SubjectId].ToString() : $"draft/{move.SubjectId}";
            work.Schedule(move.Id, SuccessionMoveJob.JobKind, lane, move.Id.ToString(), work.Now);
        }

        // Dossiers and drafts of a run stand in one table.
        Next(work, run, cursor with { Stage = PlanStage.Drafts }, moves.Count < BatchSize ? null : moves[^1].Id);
    }

    static void Next(Work work, SuccessionRun run, PlanCursor cursor, Guid? after)
    {
        PlanCursor next = after is { } last ? cursor with { After = last }
            : cursor.Stage == PlanStage.Dossiers ? cursor with { Stage = PlanStage.Drafts, After = Guid.Empty }
            : cursor with { Stage = PlanStage.Done };
        run.IsPlanned |= next.Stage == PlanStage.Done;
        Schedule(work, run, next, work.Now);
    }

    static async Task Watch(Work work, PlanCursor cursor, CancellationToken cancellationToken)
    {
        SuccessionRun run = await work.Db.Set<SuccessionRun>().SingleAsync(r => r.Id == cursor.RunId, cancellationToken);
        Guid moved = run.UndoneRunId ?? run.Id;
        await Forget(work, moved, cancellationToken);
        Dictionary<SuccessionState, int> counts = await work.Db.Set<SuccessionMove>().Where(move => move.RunId == moved).GroupBy(move => move.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        if (counts.GetValueOrDefault(run.Direction == SuccessionDirection.Back ? SuccessionState.Returning : SuccessionState.Planned) > 0)
        {
            TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(cursor.Rounds, 6)));
            Schedule(work, run, cursor with { Rounds = cursor.Rounds + 1 }, work.Now + (wait < LongestWait ? wait : LongestWait));
            return;
        }

        run.FinishedAt = work.Now;
        work.Raise(run.Subject, FinishedEventType, new { run.Undecided, counts = counts.ToDictionary(count => count.Key.ToString(), count => count.Value) });
    }

    // Whose job an operator has given up stays where it is, and may be moved another time.
    static async Task Forget(Work work, Guid runId, CancellationToken cancellationToken)
    {
        IQueryable<Guid> jobs = JobScheduling.Waiting(work.Db);
        List<SuccessionMove> given = await work.Db.Set<SuccessionMove>()
            .Where(move => move.RunId == runId && (move.State == SuccessionState.Planned || move.State == SuccessionState.Returning) && !jobs.Contains(move.Id)).ToListAsync(cancellationToken);
        foreach (SuccessionMove move in given)
        {
            move.State = move.State == SuccessionState.Returning ? SuccessionState.Moved : SuccessionState.Returned;
            move.Revision++;
        }

        await work.Db.SaveChangesAsync(cancellationToken);
    }

    sealed record Piece(SuccessionSubject Kind, Guid SubjectId, string Lane, Guid? To);
}

/// <summary>How far a run is planned.</summary>
/// <param name="After">Id of the last that was given a job.</param>
/// <param name="Rounds">How often it was looked whether all are done.</param>
sealed record PlanCursor(Guid RunId, PlanStage Stage, Guid After, int Rounds);

/// <summary>What is planned next.</summary>
enum PlanStage
{
    Dossiers,
    Drafts,
    Done,
}
