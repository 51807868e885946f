using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// A confirmation of a number that was wrong is taken back, with a reason: by whoever gave it, or by another who may confirm for this official. Those of any others are not found.
/// </summary>
sealed class TakeBackNumber(NumberConfirmations confirmations, DirectoryQueries directory, DirectoryPeople people, TimeProvider time)
{
    /// <summary>Most that are shown; others are found by the official's name.</summary>
    public const int Most = 50;

    /// <summary>Characters of a reason at most.</summary>
    public const int LongestReason = 500;

    const int LookedAt = 500;

    /// <summary>What this person may take back, the newest first. Confirmations of the own number are not among them.</summary>
    /// <param name="text">Beginnings of words of the official's name, with marks or without, or the whole user name; null or empty for the latest ones.</param>
    public async Task<IReadOnlyList<ConfirmedNumber>> Confirmed(string? text, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.ConfirmNumber))
            return [];
        bool isAsked = !string.IsNullOrWhiteSpace(text);
        IEnumerable<ConfirmedNumber> visible = await Visible(await confirmations.Latest(isAsked ? null : LookedAt, cancellationToken), actor, cancellationToken);
        return [.. visible.Where(one => !isAsked || one.Official.IsMeant(text!)).Take(Most)];
    }

    /// <summary>The one on a certificate, where this person may take it back.</summary>
    public async Task<ConfirmedNumber?> Find(Guid certificateId, Actor actor, CancellationToken cancellationToken) =>
        actor.May(OneStopPermissions.ConfirmNumber) && await confirmations.Find(certificateId, cancellationToken) is { } found
            ? (await Visible([found], actor, cancellationToken)).SingleOrDefault()
            : null;

    /// <param name="confirmedAt">Of the confirmation that the page showed.</param>
    public async Task<Outcome<Done>> Handle(Guid certificateId, DateTimeOffset confirmedAt, string reason, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.ConfirmNumber))
            return KernelErrors.Forbidden;
        if (await confirmations.Find(certificateId, cancellationToken) is { } found)
        {
            if (found.PersonId == actor.PersonId)
                return OwnCertificateErrors.OwnConfirmation;
            if ((await Visible([found], actor, cancellationToken)).Count == 0)
                return OwnCertificateErrors.NotFound;
        }

        // One that is gone may be what this very form has taken back.
        string why = reason.Trim();
        return why.Length is 0 or > LongestReason
            ? KernelErrors.ReasonMissing
            : await confirmations.TakeBack(certificateId, confirmedAt, why, key, actor, cancellationToken);
    }

    async Task<IReadOnlyList<ConfirmedNumber>> Visible(IReadOnlyList<NumberConfirmation> found, Actor actor, CancellationToken cancellationToken)
    {
        Guid[] officials = [.. found.Select(one => one.PersonId).Distinct()];
        HashSet<Guid> own = [.. (await people.Among(officials, await Agencies(actor, cancellationToken), Today, cancellationToken)).Select(official => official.Id)];
        NumberConfirmation[] visible =
            [.. found.Where(one => one.PersonId != actor.PersonId && (one.ConfirmedBy == actor.PersonId || own.Contains(one.PersonId)))];
        Dictionary<Guid, OfficialRecord> named = (await people.Among([.. visible.SelectMany(one => new[] { one.PersonId, one.ConfirmedBy }).Distinct()], agencies: null, Today, cancellationToken))
            .ToDictionary(official => official.Id);
        return [.. visible.Where(one => named.ContainsKey(one.PersonId)).Select(one => new ConfirmedNumber(one, named[one.PersonId], named.GetValueOrDefault(one.ConfirmedBy)?.FullName))];
    }

    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    Task<HashSet<Guid>> Agencies(Actor actor, CancellationToken cancellationToken) => directory.WithAllBelow(actor.AgencyId, Today, cancellationToken);
}

/// <summary>A confirmation with the official whose numbers they are.</summary>
/// <param name="By">Name of who confirmed; null where the directory no longer knows it.</param>
sealed record ConfirmedNumber(NumberConfirmation Confirmation, OfficialRecord Official, string? By);
