using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Contracts;

/// <summary>Lets a case that was suspended go on: what came due meanwhile comes now.</summary>
public sealed class ResumeInstance
{
    readonly UnitOfWork unitOfWork;
    readonly AdvanceFollowers followers;

    internal ResumeInstance(UnitOfWork unitOfWork, AdvanceFollowers followers) => (this.unitOfWork, this.followers) = (unitOfWork, followers);

    /// <returns><see cref="KernelErrors.Conflict"/> where it was not suspended by itself.</returns>
    public Task<Outcome<Done>> Execute(Guid instanceId, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.resume", actor) { Reason = reason, IdempotencyKey = key, Body = new { instanceId, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            IReadOnlyList<ProcessInstance> all = await Suspension.Case(work, instanceId, token);
            if (all.Count == 0 || all[0].SuspendedAt is null)
                return KernelErrors.Conflict;
            foreach (ProcessInstance instance in all)
                await Suspension.Set(work, instance, suspendedAt: null, token);
            await Suspension.Release(work, [.. all.Select(instance => instance.Id)], token);
            followers.Tell(work, new(all[0].SubjectKind, all[0].SubjectId), OperatorAct.Resumed);
            return new Done();
        },
        cancellationToken);
}
