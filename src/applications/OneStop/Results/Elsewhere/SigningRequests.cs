using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Requests of the person who made them, and of nobody else.</summary>
sealed class SigningRequests(UnitOfWork unitOfWork)
{
    public Task<SigningRequest?> Find(Guid id, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<SigningRequest>().SingleOrDefaultAsync(r => r.Id == id && r.PersonId == actor.PersonId, token), cancellationToken);

    /// <summary>The one that still waits; null for none.</summary>
    public Task<Guid?> Open(Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<SigningRequest>().Where(r => r.PersonId == actor.PersonId && (r.State == SigningState.Waiting || r.State == SigningState.Confirmed)).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(token),
        cancellationToken);
}
