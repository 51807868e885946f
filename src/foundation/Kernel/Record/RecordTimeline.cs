using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Record;

/// <summary>Reads the events of one subject, oldest first. The caller has decided that the reader may see the subject.</summary>
public static class RecordTimeline
{
    public static async Task<IReadOnlyList<TimelineEvent>> Of(VanLangDbContext db, Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Set<RecordEvent>().AsNoTracking()
            .Where(e => e.SubjectKind == subject.Kind && e.SubjectId == subject.Id)
            .OrderBy(e => e.Ord)
            .Select(e => new TimelineEvent(e.Id, e.At, e.Type, e.ActorKind, e.ActorId, e.PositionId, e.UnitId, e.Reason, e.Payload))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The same, where the subject may have events without end: the latest of them, in their order.</summary>
    public static async Task<IReadOnlyList<TimelineEvent>> Latest(VanLangDbContext db, Subject subject, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        List<TimelineEvent> events = await db.Set<RecordEvent>().AsNoTracking()
            .Where(e => e.SubjectKind == subject.Kind && e.SubjectId == subject.Id)
            .OrderByDescending(e => e.Ord)
            .Take(most)
            .Select(e => new TimelineEvent(e.Id, e.At, e.Type, e.ActorKind, e.ActorId, e.PositionId, e.UnitId, e.Reason, e.Payload))
            .ToListAsync(cancellationToken);
        events.Reverse();
        return events;
    }

    /// <summary>Of several subjects of a kind that have few events each, the first event of each.</summary>
    public static async Task<IReadOnlyDictionary<Guid, TimelineEvent>> FirstOf(VanLangDbContext db, string kind, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var events = await db.Set<RecordEvent>().AsNoTracking()
            .Where(e => e.SubjectKind == kind && subjects.Contains(e.SubjectId))
            .OrderBy(e => e.Ord)
            .Select(e => new { e.SubjectId, Event = new TimelineEvent(e.Id, e.At, e.Type, e.ActorKind, e.ActorId, e.PositionId, e.UnitId, e.Reason, e.Payload) })
            .ToListAsync(cancellationToken);
        return events.DistinctBy(e => e.SubjectId).ToDictionary(e => e.SubjectId, e => e.Event);
    }
}

/// <summary>An event as a timeline shows it.</summary>
public sealed record TimelineEvent(
    Guid Id, DateTimeOffset At, string Type, string ActorKind, Guid? ActorId, Guid? PositionId, Guid? UnitId, string? Reason, string? Payload);
