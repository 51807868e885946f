using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Instances;
using VanLang.Processes.Modifications;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Changes where one instance stands: takes waiting points away, sets values, begins at other places. Where something has gone out already, it is only asked for, and a
/// second person confirms it (<see cref="DecideModification"/>).
/// </summary>
public sealed class ModifyRunning
{
    readonly UnitOfWork unitOfWork;
    readonly Modification modification;
    readonly IEnumerable<ModificationGuard> guards;

    internal ModifyRunning(UnitOfWork unitOfWork, Modification modification, IEnumerable<ModificationGuard> guards) => (this.unitOfWork, this.modification, this.guards) = (unitOfWork, modification, guards);

    /// <param name="revision">Of the instance as it was seen.</param>
    /// <returns>Whether it waits for a second person; <see cref="KernelErrors.Conflict"/> where the instance has moved since or something waits for a second person already.</returns>
    public Task<Outcome<ModificationTaken>> Execute(Guid instanceId, long revision, ModificationPlan plan, string reason, string key, Actor actor, CancellationToken cancellationToken) =>
        unitOfWork.Execute<ModificationTaken>(
            new Operation("process.modify", actor) { Reason = reason, IdempotencyKey = key, Body = new { instanceId, revision, plan, reason } },
            async (work, token) =>
            {
                if (string.IsNullOrWhiteSpace(reason))
                    return KernelErrors.ReasonMissing;
                if (await InstanceSteps.Find(work.Db, instanceId) is not { } instance || instance.Revision != revision
                    || await work.Db.Set<ModificationRequest>().AnyAsync(request => request.InstanceId == instanceId && request.DecidedAt == null, token))
                    return KernelErrors.Conflict;
                if (await NeedsSecond(work, instance, token))
                {
                    if (await modification.Check(work, instance, plan) is { } unfit)
                        return unfit;
                    ModificationRequest request = new()
                    {
                        Id = work.NewId(), InstanceId = instanceId, Revision = revision, Plan = JsonSerializer.Serialize(plan), Reason = reason, RequestedBy = actor.AccountId ?? Guid.Empty,
                        RequestedByName = actor.Said(), RequestedAt = work.Now,
                    };
                    work.Db.Add(request);
                    work.Raise(new Subject("process-modification", request.Id), "process-modification.asked", new { instanceId, plan });
                    return new ModificationTaken(WaitsForSecond: true);
                }

                return await modification.Carry(work, instance, plan, token) is { } failure ? failure : new ModificationTaken(WaitsForSecond: false);
            },
            cancellationToken);

    async Task<bool> NeedsSecond(Work work, ProcessInstance instance, CancellationToken cancellationToken)
    {
        foreach (ModificationGuard guard in guards.Where(guard => guard.SubjectKind == instance.SubjectKind))
        {
            if (await guard.NeedsSecond(work.Db, instance.SubjectId, cancellationToken))
                return true;
        }

        return false;
    }
}

/// <param name="WaitsForSecond">Whether nothing was changed yet.</param>
public sealed record ModificationTaken(bool WaitsForSecond);
