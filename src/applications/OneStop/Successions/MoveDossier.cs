using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Opinions;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Successions;

/// <summary>
/// One dossier goes from an agency that has ended to its successor, or back: its parts, open work, pending questions and who sees it. Code, state
/// and due time stay as they are.
/// </summary>
sealed class MoveDossier(DirectoryQueries directory)
{
    public const string EventType = "dossier.moved-to-successor";

    public const string BackEventType = "dossier.moved-back";

    /// <returns>What was moved; null where nothing is the agency's any more.</returns>
    public async Task<MovedDossier?> Move(Work work, Guid dossierId, Guid from, Guid to, SuccessionRun run, CancellationToken cancellationToken)
    {
        Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == dossierId, cancellationToken);
        if (await ProcessRuntime.Move(work, dossier.ProcessInstanceId, from, to, item => Follow(item, to, run.Day, cancellationToken), cancellationToken) is not { IsNothing: false } parts)
            return null;
        Facts before = dossier.Facts();
        MovedDossier moved = new(
            parts, dossier.ReceivingAgencyId == from, dossier.CompetentAgencyId == from, dossier.ReturnAgencyId == from, dossier.HolderAgencyId == from,
            await MoveSight(work, dossier, from, to, cancellationToken), []);
        Give(dossier, moved, to);
        foreach (OpinionRequest request in await Pending(work, dossierId, from, cancellationToken))
        {
            Ask(work, request, to, "opinion.moved-to-successor");
            moved.Opinions.Add(request.Id);
        }

        dossier.Revision++;
        work.Raise(dossier.Subject, EventType, new MovedBetween(from, to, run.Id, run.StartedBy), before, dossier.Facts());
        return moved;
    }

    /// <summary>Brings it back to the ended agency, so that it can be moved elsewhere. The caller has seen that nobody has worked on it since.</summary>
    public static async Task Back(Work work, Dossier dossier, MovedDossier moved, Guid from, Guid to, SuccessionRun run, CancellationToken cancellationToken)
    {
        Facts before = dossier.Facts();
        await ProcessRuntime.MoveBack(work, dossier.ProcessInstanceId, moved.Parts, from, to, cancellationToken);
        Give(dossier, moved, to);
        foreach (OpinionRequest request in await work.Db.Set<OpinionRequest>().Where(r => moved.Opinions.Contains(r.Id)).ToListAsync(cancellationToken))
            Ask(work, request, to, "opinion.moved-back");
        await RestoreSight(work, dossier, moved.Sight, from, to, cancellationToken);
        dossier.Revision++;
        work.Raise(dossier.Subject, BackEventType, new MovedBetween(from, to, run.Id, run.StartedBy), before, dossier.Facts());
    }

    /// <summary>From where to where, as the event tells it; null where it tells nothing of the kind.</summary>
    public static MovedBetween? Read(TimelineEvent happened)
    {
        if (happened.Type is not (EventType or BackEventType) || happened.Payload is not { } payload)
            return null;
        using JsonDocument json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("data", out JsonElement data) ? data.Deserialize<MovedBetween>(JsonSerializerOptions.Web) : null;
    }

    static void Give(Dossier dossier, MovedDossier moved, Guid to)
    {
        if (moved.Receiving)
            dossier.ReceivingAgencyId = to;
        if (moved.Competent)
            dossier.CompetentAgencyId = to;
        if (moved.Returning)
            dossier.ReturnAgencyId = to;
        if (moved.Holding)
            dossier.HolderAgencyId = to;
    }

    static Task<List<OpinionRequest>> Pending(Work work, Guid dossierId, Guid asked, CancellationToken cancellationToken) => work.Db.Set<OpinionRequest>()
        .Where(r => r.DossierId == dossierId && r.AskedAgencyId == asked && r.AnsweredAt == null).OrderBy(r => r.Id).ToListAsync(cancellationToken);

    static void Ask(Work work, OpinionRequest request, Guid asked, string eventType)
    {
        Facts before = request.Facts();
        request.AskedAgencyId = asked;
        request.Revision++;
        work.Raise(request.Subject, eventType, new { }, before, request.Facts());
    }

    // The people of the ended agency see the dossier no more; those of the successor do, whatever became of their part.
    static async Task<MovedSight> MoveSight(Work work, Dossier dossier, Guid from, Guid to, CancellationToken cancellationToken)
    {
        DossierHolder? old = await work.Db.Set<DossierHolder>().FindAsync([dossier.Id, from], cancellationToken);
        bool isNew = await work.Db.Set<DossierHolder>().FindAsync([dossier.Id, to], cancellationToken) is null;
        if (old is null)
            return new(null, IsNew: false);
        work.Db.Remove(old);
        await DossierSteps.See(work, dossier, to, cancellationToken);
        return new(old.Since, isNew);
    }

    static async Task RestoreSight(Work work, Dossier dossier, MovedSight sight, Guid from, Guid to, CancellationToken cancellationToken)
    {
        if (sight.IsNew && await work.Db.Set<DossierHolder>().FindAsync([dossier.Id, from], cancellationToken) is { } added)
            work.Db.Remove(added);
        if (sight.Since is { } since && await work.Db.Set<DossierHolder>().FindAsync([dossier.Id, to], cancellationToken) is null)
            work.Db.Add(DossierHolder.Of(dossier, to, since));
    }

    // Work that was somebody's stays theirs, where they hold one post with its role in the successor.
    async Task<Assignee?> Follow(WorkItem item, Guid to, DateOnly day, CancellationToken cancellationToken)
    {
        if (await directory.Position(item.AssigneeId!.Value, cancellationToken) is not { } before)
            return null;
        List<PositionRecord> posts = [.. (await directory.PositionsOf(before.PersonId, day, cancellationToken)).Where(post => post.AgencyId == to && post.Role == before.Role)];
        return posts is [{ } post] ? new(post.Id, $"{post.PersonName} ({post.Title})") : null;
    }
}

/// <summary>What of a dossier was moved.</summary>
/// <param name="Opinions">Questions that wait for an answer.</param>
sealed record MovedDossier(MovedParts Parts, bool Receiving, bool Competent, bool Returning, bool Holding, MovedSight Sight, List<Guid> Opinions);

/// <summary>Who sees a dossier, before it was moved.</summary>
/// <param name="Since">Since when the ended agency did; null where it did not.</param>
/// <param name="IsNew">The successor did not see it before.</param>
sealed record MovedSight(DateTimeOffset? Since, bool IsNew);

/// <summary>What the event of a move tells.</summary>
/// <param name="By">Name and position of who confirmed it.</param>
sealed record MovedBetween(Guid From, Guid To, Guid Run, string By);
