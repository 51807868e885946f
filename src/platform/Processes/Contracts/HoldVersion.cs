using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Lets a version of a process begin no new case (drain), lets its running cases stand as well (suspend), or lets both go on. No case begins from the moment of the
/// operation on; those that run stand or go on one batch after the other.
/// </summary>
public sealed class HoldVersion(UnitOfWork unitOfWork)
{
    /// <returns><see cref="KernelErrors.Conflict"/> where it is held so already.</returns>
    public Task<Outcome<Done>> Execute(string process, string version, HoldKind kind, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.hold-version", actor) { Reason = reason, IdempotencyKey = key, Body = new { process, version, kind, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            VersionHold? hold = await work.Db.Set<VersionHold>().SingleOrDefaultAsync(hold => hold.DefinitionKey == process && hold.Version == version, token);
            HoldKind before = hold?.Kind ?? HoldKind.None;
            if (before == kind)
                return KernelErrors.Conflict;
            if (kind == HoldKind.None)
                work.Db.Remove(hold!);
            else if (hold is null)
                work.Db.Add(new VersionHold { DefinitionKey = process, Version = version, Kind = kind, Since = work.Now });
            else
                (hold.Kind, hold.Since) = (kind, work.Now);
            if (before == HoldKind.Suspend || kind == HoldKind.Suspend)
                VersionHoldJob.Begin(work, process, version);
            if (kind == HoldKind.None)
                await VersionHoldJob.BringStartMessages(work, token);
            work.Raise(new Subject("process-version", DeterministicId.Of($"process-version/{process}/{version}")), "process-version.held", new { process, version, before = before.ToString(), kind = kind.ToString() });
            return new Done();
        },
        cancellationToken);

    /// <summary>How a version is held.</summary>
    public Task<HoldKind> Of(string process, string version, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<VersionHold>().Where(hold => hold.DefinitionKey == process && hold.Version == version).Select(hold => hold.Kind).SingleOrDefaultAsync(token), cancellationToken);
}
