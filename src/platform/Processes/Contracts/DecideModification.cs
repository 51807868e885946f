using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Instances;
using VanLang.Processes.Modifications;

namespace VanLang.Processes.Contracts;

/// <summary>A second person confirms a modification, which is then carried out, or refuses it. Who asked for it may take it back, and never confirms it.</summary>
public sealed class DecideModification
{
    readonly UnitOfWork unitOfWork;
    readonly Modification modification;

    internal DecideModification(UnitOfWork unitOfWork, Modification modification) => (this.unitOfWork, this.modification) = (unitOfWork, modification);

    /// <returns><see cref="KernelErrors.Conflict"/> where it was decided already or the instance has moved since it was asked for.</returns>
    public Task<Outcome<Done>> Execute(Guid requestId, bool confirms, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.decide-modification", actor) { Reason = reason, IdempotencyKey = key, Body = new { requestId, confirms, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            ModificationRequest? request = await work.Db.Set<ModificationRequest>().SingleOrDefaultAsync(request => request.Id == requestId && request.DecidedAt == null, token);
            if (request is null)
                return KernelErrors.Conflict;
            if (confirms && (actor.AccountId is not { } account || account == request.RequestedBy))
                return KernelErrors.Forbidden;
            (request.DecidedBy, request.DecidedAt, request.Confirmed) = (actor.AccountId, work.Now, confirms);
            work.Raise(new Subject("process-modification", request.Id), confirms ? "process-modification.confirmed" : "process-modification.refused", new { request.InstanceId });
            if (!confirms)
                return new Done();
            if (await InstanceSteps.Find(work.Db, request.InstanceId) is not { } instance || instance.Revision != request.Revision)
                return KernelErrors.Conflict;
            return await modification.Carry(work, instance, JsonSerializer.Deserialize<ModificationPlan>(request.Plan)!, token) is { } failure ? failure : new Done();
        },
        cancellationToken);

    /// <summary>What waits for a second person in an instance.</summary>
    public Task<WaitingModification?> Of(Guid instanceId, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => await db.Set<ModificationRequest>().AsNoTracking().SingleOrDefaultAsync(request => request.InstanceId == instanceId && request.DecidedAt == null, token) is { } request
            ? new WaitingModification(request.Id, JsonSerializer.Deserialize<ModificationPlan>(request.Plan)!, request.Reason, request.RequestedBy, request.RequestedByName, request.RequestedAt)
            : null,
        cancellationToken);
}

/// <summary>A modification that waits for a second person.</summary>
/// <param name="RequestedBy">Account of who asked for it.</param>
public sealed record WaitingModification(Guid Id, ModificationPlan Plan, string Reason, Guid RequestedBy, string RequestedByName, DateTimeOffset RequestedAt);
