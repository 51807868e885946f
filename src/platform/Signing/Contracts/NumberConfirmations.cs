using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Signing.Keys;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Confirmations of numbers in certificates (<see cref="OwnCertificates.Confirm"/>), and taking back one that was wrong. What was signed meanwhile stays as it is.
/// </summary>
public sealed class NumberConfirmations(UnitOfWork unitOfWork)
{
    /// <summary>The latest ones, of all persons, the newest first.</summary>
    /// <param name="most">Most numbers that are looked at; null for all, of which each official has one or two.</param>
    public Task<List<NumberConfirmation>> Latest(int? most, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => Grouped(await db.Set<SignerNumber>().OrderByDescending(number => number.ConfirmedAt).Take(most ?? int.MaxValue).ToListAsync(token)), cancellationToken);

    /// <summary>The one that holds on a certificate; null for none.</summary>
    public Task<NumberConfirmation?> Find(Guid certificateId, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => Grouped(await On(db, certificateId).ToListAsync(token)).SingleOrDefault(), cancellationToken);

    /// <summary>
    /// Takes a confirmation back: its numbers are nobody's, and nothing is signed with certificates that carry no other confirmed number until one is confirmed anew. The record keeps who had confirmed
    /// it and when, and who takes it back and why.
    /// </summary>
    /// <param name="confirmedAt">Of the confirmation that was seen: a later one stays.</param>
    /// <param name="reason">Why, not empty.</param>
    /// <param name="key">Idempotency key of the form.</param>
    public Task<Outcome<Done>> TakeBack(Guid certificateId, DateTimeOffset confirmedAt, string reason, string key, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return unitOfWork.Execute<Done>(
            new Operation("signing.take-back-number", actor) { Reason = reason, IdempotencyKey = key, Body = new { certificateId, confirmedAt, reason } },
            async (work, token) =>
            {
                await work.Queue(OwnCertificates.NumbersQueue, token);
                List<SignerNumber> rows = await On(work.Db, certificateId).ToListAsync(token);
                if (Grouped(rows).SingleOrDefault() is not { } found || found.At != confirmedAt)
                    return OwnCertificateErrors.NumberNotConfirmed;
                if (actor.PersonId is null || found.PersonId == actor.PersonId)
                    return OwnCertificateErrors.OwnConfirmation;
                work.Db.RemoveRange(rows);
                List<CertificateNumber> left = [.. (await OwnCertificates.NumbersOf(work.Db, found.PersonId, token)).Except(found.Numbers)];
                foreach (OwnCertificate certificate in await work.Db.Set<OwnCertificate>().Where(c => c.PersonId == found.PersonId).ToListAsync(token))
                    certificate.AwaitsNumber = OwnCertificates.Held(certificate, left).AwaitsConfirmation;
                work.Raise(
                    OwnCertificates.Subject(certificateId), CertificateActs.NumberTakenBack,
                    new { Person = found.PersonId, found.ConfirmedBy, ConfirmedAt = found.At, Kinds = rows.Select(row => row.Kind).Order(StringComparer.Ordinal) });
                return new Done();
            },
            cancellationToken);
    }

    static IQueryable<SignerNumber> On(VanLangDbContext db, Guid certificateId) => db.Set<SignerNumber>().Where(number => number.CertificateId == certificateId);

    static List<NumberConfirmation> Grouped(IEnumerable<SignerNumber> rows) =>
    [
        .. rows.GroupBy(row => row.CertificateId)
            .Select(group => new NumberConfirmation(group.Key, group.First().PersonId, [.. group.Select(row => row.Read())], group.First().ConfirmedBy, group.Max(row => row.ConfirmedAt)))
            .OrderByDescending(confirmation => confirmation.At),
    ];
}
