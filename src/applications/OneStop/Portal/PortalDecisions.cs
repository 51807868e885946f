using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>What every decision on a message does alike: find it in the actor's sight, check what was seen, change, leave the event.</summary>
sealed class PortalDecisions(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Do(
        string operation, string eventType, MessageCommand command, Actor actor, string? reason,
        Func<Work, PortalMessage, CancellationToken, Task<Failure?>> change, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
            new Operation(operation, actor) { Reason = reason, IdempotencyKey = command.Key, Body = new { command.Id, reason } },
            async (work, token) =>
            {
                if (!actor.May(OneStopPermissions.Exchange))
                    return KernelErrors.Forbidden;
                PortalMessage? message = await PortalInbox.Visible(work.Db.Set<PortalMessage>(), actor).SingleOrDefaultAsync(m => m.Id == command.Id, token);
                if (message is null)
                    return PortalErrors.NotFound;
                if (message.Revision != command.Revision)
                    return KernelErrors.Conflict;
                Facts before = message.Facts();
                if (await change(work, message, token) is { } failure)
                    return failure;
                message.DecidedBy = actor.Said();
                message.Revision++;
                work.Raise(message.Subject, eventType, new { state = message.State.ToString() }, before, message.Facts());
                return new Done();
            },
            cancellationToken);
}

/// <summary>What a decision is told.</summary>
/// <param name="Revision">Revision of the message that the actor saw.</param>
/// <param name="Key">Idempotency key of the form.</param>
sealed record MessageCommand(Guid Id, int Revision, string Key);
