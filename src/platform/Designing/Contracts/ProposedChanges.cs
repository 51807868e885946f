using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Kernel.Calendar;

namespace VanLang.Designing.Contracts;

/// <summary>Changes that are not in force, for rooms that try out what would come of them.</summary>
public sealed class ProposedChanges
{
    readonly ChangeReader changes;
    readonly ChangeCheck check;
    readonly TimeProvider time;

    internal ProposedChanges(ChangeReader changes, ChangeCheck check, TimeProvider time) => (this.changes, this.check, this.time) = (changes, check, time);

    /// <summary>Title and revision of a change; null where there is none.</summary>
    public async Task<ChangeHead?> Head(Guid id, CancellationToken cancellationToken) =>
        await changes.Find(id, cancellationToken) is { } whole ? HeadOf(whole) : null;

    /// <summary>A change as it would be published; null where there is none.</summary>
    public async Task<ProposedChange?> Find(Guid id, CancellationToken cancellationToken)
    {
        if (await changes.Find(id, cancellationToken) is not { } whole)
            return null;
        ChangeHead head = HeadOf(whole);
        CheckedChange read = await check.Run(whole.Files, head.FirstDay, cancellationToken);
        // What comes into force still later is another matter than what holds from its first day.
        return new(head, [.. read.Readings.DistinctBy(one => (one.Kind, one.Reading.Key)).Select(one => new ProposedDefinition(one.Kind, one.Reading.Key, one.Reading.Content, one.Reading.Problems.Count == 0))]);
    }

    // Nobody has said a day yet: the first on which it could hold.
    ChangeHead HeadOf(WholeChange whole) => new(whole.Change.Id, whole.Change.Title, whole.Change.Revision, whole.Change.FirstDay ?? VietnamTime.DateOf(time.GetUtcNow()).AddDays(1));
}

/// <summary>A change.</summary>
/// <param name="Revision">Grows with everything that is saved in it.</param>
/// <param name="FirstDay">First legal day on which it is to hold; tomorrow while nobody has said.</param>
public sealed record ChangeHead(Guid Id, string Title, int Revision, DateOnly FirstDay);

/// <summary>A change with what it would publish.</summary>
public sealed record ProposedChange(ChangeHead Head, IReadOnlyList<ProposedDefinition> Definitions);

/// <summary>Something that would be published.</summary>
/// <param name="Kind">Kind in the definition store.</param>
/// <param name="Content">As the store would keep it.</param>
/// <param name="IsSound">It can be read; a faulty one is tried out by nobody.</param>
public sealed record ProposedDefinition(string Kind, string Key, string Content, bool IsSound);
