using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>What coming tables decide otherwise than the law of the day on which a dossier was submitted.</summary>
static class LawDifferences
{
    public static void Add(List<Difference> found, LawOfDay? own, LawOfDay coming, Dictionary<string, object?> answers, Channel channel, string? limitCase)
    {
        Competence? before = own?.CompetenceFor(answers, channel).Value, then = coming.CompetenceFor(answers, channel).Value;
        if (before != then)
            found.Add(new(RehearsedKind.Agency, null, null, Said(before), Said(then)));
        decimal? fee = own?.FeeFor(answers, channel).Amount, price = coming.FeeFor(answers, channel).Amount;
        if (fee != price)
            found.Add(new(RehearsedKind.Fee, null, null, RehearsedText.Of(fee), RehearsedText.Of(price), fee is { } paid && price is { } dear ? (long)(dear - paid) : null));
        TimeLimit? limit = own?.LimitFor(answers, channel, limitCase).Value, other = coming.LimitFor(answers, channel, limitCase).Value;
        if (limit != other)
            found.Add(new(RehearsedKind.Limit, null, null, RehearsedText.Of(limit), RehearsedText.Of(other)));
    }

    static string? Said(Competence? competence) => competence is null ? null : RehearsedText.Of(competence.Agency);
}

/// <summary>Which dossiers would have been late that were in time, and the other way round.</summary>
static class LateDifferences
{
    /// <param name="own">The clock as it ran, without a due time that was promised later.</param>
    /// <param name="limit">The coming limit; null where it stays.</param>
    /// <param name="end">When it was finished, or now.</param>
    /// <param name="coming">When it would have been.</param>
    public static void Add(List<Difference> found, DeadlineClock own, TimeLimit? limit, DateTimeOffset end, DateTimeOffset coming)
    {
        DeadlineClock then = limit is null ? own : DeadlineClock.Replay(own.Calendar, limit, own.Events);
        // While it waits for the applicant nobody knows when it is due.
        if (own.DueAt is not { } due || then.DueAt is not { } newDue)
            return;
        bool wasLate = end > due, isLate = coming > newDue;
        if (wasLate != isLate)
            found.Add(new(isLate ? RehearsedKind.Late : RehearsedKind.InTime, null, null, RehearsedText.Of(due, end), RehearsedText.Of(newDue, coming), (long)(coming - newDue).TotalMinutes));
    }
}
