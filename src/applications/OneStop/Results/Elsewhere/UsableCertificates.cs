using System.Globalization;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Registered certificates with which their holders may sign now.</summary>
sealed class UsableCertificates(OwnCertificates certificates, Installation installation)
{
    /// <summary>A certificate of the actor's own. Its revocation is asked, so never inside an operation, and before a key is opened.</summary>
    /// <param name="places">Where its key may be.</param>
    public async Task<Outcome<HeldCertificate>> Find(Guid id, Actor actor, CancellationToken cancellationToken, params KeyPlace[] places)
    {
        if (actor.PersonId is not { } person || (await certificates.Of(person, cancellationToken)).FirstOrDefault(held => held.Id == id && places.Contains(held.Place)) is not { } found)
            return OwnCertificateErrors.NotFound;
        return await certificates.Problem(found, actor, installation.IsDemonstration, cancellationToken) is { } problem
            ? OwnCertificateErrors.NotUsable.With(problem.Text(CultureInfo.CurrentUICulture))
            : found;
    }
}
