using System.Text.Json;
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
    const int Shown = 20;

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
            work.Raise(SubjectOf(process, version), "process-version.held", new { process, version, before = before.ToString(), kind = kind.ToString() });
            return new Done();
        },
        cancellationToken);

    /// <summary>How a version is held.</summary>
    public Task<HoldKind> Of(string process, string version, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<VersionHold>().Where(hold => hold.DefinitionKey == process && hold.Version == version).Select(hold => hold.Kind).SingleOrDefaultAsync(token), cancellationToken);

    /// <summary>How a version was held and let go, the latest first, from the record.</summary>
    public Task<IReadOnlyList<HoldAct>> History(string process, string version, CancellationToken cancellationToken) => unitOfWork.Read<IReadOnlyList<HoldAct>>(
        async (db, token) => [.. (await RecordTimeline.Latest(db, SubjectOf(process, version), Shown, token)).Reverse().Select(act => new HoldAct(KindOf(act.Payload), act))], cancellationToken);

    static Subject SubjectOf(string process, string version) => new("process-version", DeterministicId.Of($"process-version/{process}/{version}"));

    // What was erased by law tells none.
    static HoldKind? KindOf(string? payload)
    {
        if (payload is null)
            return null;
        using JsonDocument document = JsonDocument.Parse(payload);
        return Enum.Parse<HoldKind>(document.RootElement.GetProperty("data").GetProperty("kind").GetString()!);
    }
}

/// <summary>One time that an operator held a version or let it go.</summary>
/// <param name="Kind">How it is held since; null where the record no longer tells.</param>
/// <param name="Act">Who, when and why.</param>
public sealed record HoldAct(HoldKind? Kind, TimelineEvent Act);
