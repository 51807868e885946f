using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>The signer takes a request back while nobody has confirmed it; what the phone says later is of no account.</summary>
sealed class CancelSigning(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid requestId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("signing.cancel", actor),
        async (work, token) =>
        {
            if (await work.Db.Set<SigningRequest>().SingleOrDefaultAsync(r => r.Id == requestId && r.PersonId == actor.PersonId, token) is not { } request)
                return OneStopErrors.NotFound;
            if (request.State == SigningState.Cancelled)
                return new Done();
            if (request.State != SigningState.Waiting)
                return SigningErrors.TooLateToCancel;
            request.Settle(work, SigningState.Cancelled);
            return new Done();
        },
        cancellationToken);
}
