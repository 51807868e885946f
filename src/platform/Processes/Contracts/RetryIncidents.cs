using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>Lets everything that stands by one cause try again, with a reason that stays on record; each in an operation of its own.</summary>
public sealed class RetryIncidents
{
    /// <summary>So many try again at most; who is left stays on the list.</summary>
    public const int AtOnce = 1_000;

    readonly UnitOfWork unitOfWork;
    readonly AdvanceFollowers followers;

    internal RetryIncidents(UnitOfWork unitOfWork, AdvanceFollowers followers) => (this.unitOfWork, this.followers) = (unitOfWork, followers);

    /// <returns>How many try again, at most 1,000; <see cref="KernelErrors.Conflict"/> where nothing stands by this cause any more.</returns>
    public Task<Outcome<RetriedIncidents>> Execute(string process, string nodeId, string kind, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<RetriedIncidents>(
        new Operation("process.retry-incidents", actor) { Reason = reason, IdempotencyKey = key, Body = new { process, nodeId, kind, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            List<ProcessIncident> standing = await ProcessIncidents.Of(work.Db, process, nodeId, kind).AsNoTracking().OrderBy(incident => incident.Since).Take(AtOnce).ToListAsync(token);
            if (standing.Count == 0)
                return KernelErrors.Conflict;
            foreach (ProcessIncident incident in standing)
                work.Schedule(work.NewId(), RetryIncidentJob.JobKind, incident.InstanceId.ToString(), RetryIncidentJob.Payload(incident.InstanceId, incident.TokenId), work.Now);
            foreach (Subject subject in standing.Select(incident => new Subject(incident.SubjectKind, incident.SubjectId)).Distinct())
                followers.Tell(work, subject, OperatorAct.Retried);
            work.Raise(ProcessIncidents.SubjectOf(process, nodeId, kind), "incident.retried", new { process, nodeId, kind, standing.Count });
            return new RetriedIncidents(standing.Count);
        },
        cancellationToken);
}

/// <param name="Count">How many try again.</param>
public sealed record RetriedIncidents(int Count);
