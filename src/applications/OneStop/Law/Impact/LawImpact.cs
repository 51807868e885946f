using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Law.Impact;

/// <summary>
/// Which open dossiers a proposed version would decide otherwise than the law of today: read in the order of their ids, a batch at a time, so that no reading is
/// long and nobody waits for it.
/// </summary>
sealed class LawImpact(UnitOfWork unitOfWork, ProcedureLaw law)
{
    const int BatchSize = 500;
    const int MostLines = 100;

    /// <summary>How long a page may look; what is left follows on the next.</summary>
    static readonly TimeSpan LookFor = TimeSpan.FromSeconds(2);

    /// <summary>What somebody may see of it: dossiers that the own agency holds or held, with the permission for the whole province all.</summary>
    public static Func<VanLangDbContext, IQueryable<Dossier>> SeenBy(Actor actor)
    {
        if (!actor.May(OneStopPermissions.Impact))
            return db => db.Set<Dossier>().Where(_ => false);
        if (actor.May(OneStopPermissions.ImpactOfProvince))
            return db => db.Set<Dossier>();
        AccessScope scope = AccessScope.Of(actor);
        return db => DossierQueries.Visible(db, scope);
    }

    /// <summary>The next part: until enough lines are found, time is up, or all were looked at.</summary>
    /// <param name="after">Id of the dossier that was looked at last; empty for the beginning.</param>
    public async Task<ImpactPart> Part(Proposal proposal, Func<VanLangDbContext, IQueryable<Dossier>> seen, Guid after, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        (int open, int before) = await unitOfWork.Read(
            async (db, token) => (await Open(seen(db), proposal).CountAsync(token), after == Guid.Empty ? 0 : await Open(seen(db), proposal).CountAsync(dossier => dossier.Id <= after, token)),
            cancellationToken);
        List<ImpactLine> lines = [];
        int looked = before;
        Guid? last = null;
        await foreach (ImpactBatch batch in Batches(proposal, seen, after, cancellationToken))
        {
            looked += batch.Looked;
            lines.AddRange(batch.Lines);
            last = batch.Last;
            if (lines.Count >= MostLines || Stopwatch.GetElapsedTime(started) > LookFor)
                break;
        }

        return new(open, before, looked, lines, looked < open ? last : null);
    }

    /// <summary>All of it, batch by batch.</summary>
    public async IAsyncEnumerable<ImpactBatch> Batches(
        Proposal proposal, Func<VanLangDbContext, IQueryable<Dossier>> seen, Guid after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, LawOfDay?> present = [];
        while (true)
        {
            List<OpenDossier> batch = await unitOfWork.Read(
                (db, token) => Open(seen(db), proposal).Where(dossier => dossier.Id > after).OrderBy(dossier => dossier.Id).Take(BatchSize)
                    .Select(dossier => new OpenDossier(dossier.Id, dossier.Code, dossier.Answers, dossier.Clock, dossier.Channel, dossier.SubmittedAt, dossier.Status, dossier.HolderAgencyId))
                    .ToListAsync(token),
                cancellationToken);
            if (batch.Count == 0)
                yield break;
            List<ImpactLine> lines = [];
            foreach (OpenDossier dossier in batch)
            {
                DateOnly day = VietnamTime.DateOf(dossier.SubmittedAt);
                if (!present.TryGetValue(day, out LawOfDay? now))
                    present[day] = now = await law.On(proposal.ProcedureCode, day, cancellationToken);
                if (Compare(proposal, dossier, day, now) is { } line)
                    lines.Add(line);
            }

            after = batch[^1].Id;
            yield return new(batch.Count, lines, after);
        }
    }

    public static IQueryable<Dossier> Open(IQueryable<Dossier> seen, Proposal proposal) =>
        seen.Where(dossier => dossier.ProcedureCode == proposal.ProcedureCode && dossier.FinishedAt == null);

    static ImpactLine? Compare(Proposal proposal, OpenDossier dossier, DateOnly day, LawOfDay? now)
    {
        Dictionary<string, object?> answers = DossierLaw.Answers(dossier.Answers);
        string? limitCase = dossier.Clock is { } clock ? DossierClock.CaseOf(clock) : null;
        ImpactSide before = Side(now, answers, dossier.Channel, limitCase);
        ImpactSide then = Side(new(proposal.Model, proposal.Key, proposal.Version, day), answers, dossier.Channel, limitCase);
        // A version holds from its first day until that of the next one.
        bool applies = proposal.From <= day && (now is null || now.ValidFrom <= proposal.From);
        return before == then ? null : new(dossier.Code, dossier.SubmittedAt, dossier.Status, dossier.HolderAgencyId, applies, before, then);
    }

    static ImpactSide Side(LawOfDay? law, Dictionary<string, object?> answers, Channel channel, string? limitCase) => law is null
        ? new(null, null, null)
        : new(law.FeeFor(answers, channel).Amount, law.LimitFor(answers, channel, limitCase).Value, law.CompetenceFor(answers, channel).Value);

    sealed record OpenDossier(Guid Id, string Code, string Answers, string? Clock, Channel Channel, DateTimeOffset SubmittedAt, DossierStatus Status, Guid HolderAgencyId);
}

/// <summary>What a law comes to for a dossier; null where it gives no answer.</summary>
/// <param name="Fee">Whole đồng.</param>
sealed record ImpactSide(decimal? Fee, TimeLimit? Limit, Competence? Competence);

/// <summary>A dossier that is decided otherwise.</summary>
/// <param name="Applies">It was submitted on or after the first day; others keep the law of their day.</param>
sealed record ImpactLine(string Code, DateTimeOffset SubmittedAt, DossierStatus Status, Guid HolderAgencyId, bool Applies, ImpactSide Now, ImpactSide Then);

/// <summary>Some dossiers that were looked at.</summary>
/// <param name="Looked">How many.</param>
/// <param name="Last">Id of the last.</param>
sealed record ImpactBatch(int Looked, IReadOnlyList<ImpactLine> Lines, Guid Last);

/// <summary>A part of the comparison.</summary>
/// <param name="Open">Open dossiers of the procedure that may be seen.</param>
/// <param name="Before">How many were looked at before this part.</param>
/// <param name="Looked">How many with this part.</param>
/// <param name="Next">Where to go on; null where all were looked at.</param>
sealed record ImpactPart(int Open, int Before, int Looked, IReadOnlyList<ImpactLine> Lines, Guid? Next);
