using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// A second person compares the number in a certificate with the identity paper of the official who registered it. It is done for officials of the own agency and of those below it;
/// certificates of any others are not found.
/// </summary>
sealed class ConfirmNumber(OwnCertificates certificates, DirectoryQueries directory, DirectoryPeople people, TimeProvider time)
{
    /// <summary>What waits for this person, the oldest first. Own certificates are not among them.</summary>
    public async Task<List<NumberToConfirm>> Waiting(Actor actor, CancellationToken cancellationToken)
    {
        List<NumberToConfirm> waiting = [];
        if (!actor.May(OneStopPermissions.ConfirmNumber))
            return waiting;
        HashSet<Guid> agencies = await Agencies(actor, cancellationToken);
        foreach (HeldCertificate certificate in await certificates.Unconfirmed(cancellationToken))
        {
            if (certificate.PersonId != actor.PersonId && await people.Get(certificate.PersonId, agencies, Today, cancellationToken) is { } official)
                waiting.Add(new(certificate, official));
        }

        return waiting;
    }

    public async Task<Outcome<Done>> Handle(Guid certificateId, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.ConfirmNumber))
            return KernelErrors.Forbidden;
        return await certificates.Find(certificateId, cancellationToken) is { } certificate && await people.Get(certificate.PersonId, await Agencies(actor, cancellationToken), Today, cancellationToken) is not null
            ? await certificates.Confirm(certificateId, actor, cancellationToken)
            : OwnCertificateErrors.NotFound;
    }

    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    Task<HashSet<Guid>> Agencies(Actor actor, CancellationToken cancellationToken) => directory.WithAllBelow(actor.AgencyId, Today, cancellationToken);
}

/// <summary>A certificate with the official who registered it.</summary>
sealed record NumberToConfirm(HeldCertificate Certificate, OfficialRecord Official);
