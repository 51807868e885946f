using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Ledger.Witnesses;
using VanLang.Signing.Contracts;
using VanLang.Transparency;

namespace VanLang.Ledger.Checkpoints;

/// <summary>
/// Shows the newest head to those outside the house: to each witness, and once an hour to the time-stamp authority. Nobody's work waits for it; who does not answer is
/// asked again a few minutes later about what is newest then.
/// </summary>
sealed partial class ConsultJob(AskWitness witnesses, SignatureEvidence evidence, LedgerSettings settings, UnitOfWork unitOfWork, TimeProvider time, ILogger<ConsultJob> logger) : JobHandler
{
    static readonly TimeSpan BetweenStamps = TimeSpan.FromHours(1), AfterSilence = TimeSpan.FromMinutes(5);

    public static PeriodicJob Periodic { get; } = new("ledger.consult", "");

    public override string Kind => Periodic.Kind;

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        List<(string Concerns, Wrong? Wrong, Action<Work> Keep)> heard = [];
        if (await unitOfWork.Read((db, token) => db.Set<SignedHead>().OrderByDescending(head => head.TreeSize).FirstOrDefaultAsync(token), cancellationToken) is { } head)
        {
            foreach (WitnessSetting witness in settings.Witnesses)
            {
                (string? line, Wrong? wrong) = await Ask(head, witness, cancellationToken);
                heard.Add((LedgerFault.OfWitness(witness.Key.Name), wrong, work => Keep(work, head, witness.Key.Name, line)));
            }

            if (evidence.IsOn && await IsStampDue(head, cancellationToken))
            {
                (byte[]? token, string? missing) = await evidence.Stamp(Encoding.UTF8.GetBytes(SignedNote.TryParse(head.Note)!.Text), cancellationToken);
                heard.Add((LedgerFault.Stamp, missing is null ? null : new("stamp-silent", missing), work => Keep(work, head, token)));
            }
        }

        return async (work, token) =>
        {
            foreach ((string concerns, Wrong? wrong, Action<Work> keep) in heard)
            {
                keep(work);
                if (await LedgerFault.Settle(work, concerns, wrong, token))
                    LogWrong(concerns, wrong!.Code, wrong.Detail);
            }

            await Forget(work, token);
            Periodic.Schedule(work, "", work.Now + (heard.Any(one => one.Wrong is not null) ? AfterSilence : settings.Every));
        };
    }

    // The act stands in what was prepared.
    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<(string? Line, Wrong? Wrong)> Ask(SignedHead head, WitnessSetting witness, CancellationToken cancellationToken)
    {
        try
        {
            return await witnesses.About(head, witness, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            return (null, new("damaged", fault.Message));
        }
    }

    async Task<bool> IsStampDue(SignedHead head, CancellationToken cancellationToken)
    {
        HeadStamp? last = await unitOfWork.Read((db, token) => db.Set<HeadStamp>().OrderByDescending(stamp => stamp.TreeSize).FirstOrDefaultAsync(token), cancellationToken);
        return last is null || (last.TreeSize < head.TreeSize && last.At + BetweenStamps <= time.GetUtcNow());
    }

    // What was wrong with a witness that is asked no longer is nobody's concern.
    async Task Forget(Work work, CancellationToken cancellationToken)
    {
        string[] concerns = [LedgerFault.Signing, LedgerFault.Stamp, .. settings.Witnesses.Select(witness => LedgerFault.OfWitness(witness.Key.Name))];
        await work.Db.Set<LedgerFault>().Where(fault => !concerns.Contains(fault.Concerns)).ExecuteDeleteAsync(cancellationToken);
    }

    static void Keep(Work work, SignedHead head, string witness, string? line)
    {
        if (line is not null)
            work.Db.Add(new Cosignature { TreeSize = head.TreeSize, Witness = witness, Line = line, At = work.Now });
    }

    static void Keep(Work work, SignedHead head, byte[]? token)
    {
        if (token is not null)
            work.Db.Add(new HeadStamp { TreeSize = head.TreeSize, Token = token, At = work.Now });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The head of the record has no word of {Concerns}: {Code} {Detail}")]
    partial void LogWrong(string concerns, string code, string detail);
}
