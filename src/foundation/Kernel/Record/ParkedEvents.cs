using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>What a subscriber could not handle yet of one subject: seen, tried again at once, or given up by somebody who answers for it.</summary>
public static class ParkedEvents
{
    /// <summary>The first event that waits; later ones of the subject wait behind it. Null where none does.</summary>
    public static Task<ParkedView?> Of(VanLangDbContext db, string subscriber, Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Parked(db, subscriber, subject)
            .OrderBy(parked => parked.Sequence)
            .Select(parked => new ParkedView(parked.Sequence, parked.Attempts, parked.NextAt, parked.Error))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Lets everything that waits be tried as soon as the operation has committed.</summary>
    /// <returns>How many wait.</returns>
    public static Task<int> RetryNow(Work work, string subscriber, Subject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Parked(work.Db, subscriber, subject).ExecuteUpdateAsync(set => set.SetProperty(parked => parked.NextAt, work.Now), cancellationToken);
    }

    /// <summary>Gives up the event of this place for good; those behind it go on.</summary>
    /// <returns>Whether it still waited.</returns>
    public static async Task<bool> GiveUp(Work work, string subscriber, Subject subject, long sequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return await Parked(work.Db, subscriber, subject).Where(parked => parked.Sequence == sequence).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    static IQueryable<ParkedEvent> Parked(VanLangDbContext db, string subscriber, Subject subject) =>
        db.Set<ParkedEvent>().Where(parked => parked.Subscriber == subscriber && parked.SubjectKind == subject.Kind && parked.SubjectId == subject.Id);
}

/// <summary>An event that waits to be tried again.</summary>
/// <param name="Sequence">Its place in the record.</param>
/// <param name="Error">Type and message of the last failure, for the operator.</param>
public sealed record ParkedView(long Sequence, int Attempts, DateTimeOffset NextAt, string Error);
