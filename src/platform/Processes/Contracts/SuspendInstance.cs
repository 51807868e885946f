using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Contracts;

/// <summary>Lets a case stand, with all that it calls: nothing of it is done until it goes on; what comes due meanwhile waits.</summary>
public sealed class SuspendInstance
{
    readonly UnitOfWork unitOfWork;
    readonly AdvanceFollowers followers;

    internal SuspendInstance(UnitOfWork unitOfWork, AdvanceFollowers followers) => (this.unitOfWork, this.followers) = (unitOfWork, followers);

    /// <returns><see cref="KernelErrors.Conflict"/> where it has ended or stands already.</returns>
    public Task<Outcome<Done>> Execute(Guid instanceId, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.suspend", actor) { Reason = reason, IdempotencyKey = key, Body = new { instanceId, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            IReadOnlyList<ProcessInstance> all = await Suspension.Case(work, instanceId, token);
            if (all.Count == 0 || all[0].SuspendedAt is not null)
                return KernelErrors.Conflict;
            foreach (ProcessInstance instance in all)
                await Suspension.Set(work, instance, work.Now, token);
            followers.Tell(work, new(all[0].SubjectKind, all[0].SubjectId), OperatorAct.Suspended);
            return new Done();
        },
        cancellationToken);
}
