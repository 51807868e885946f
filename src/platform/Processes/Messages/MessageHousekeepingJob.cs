using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Messages;

/// <summary>Notes which messages have expired without anybody having got them, and forgets those whose ids need not be known any longer.</summary>
sealed class MessageHousekeepingJob : JobHandler
{
    const int AtOnce = 500;
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public static PeriodicJob Periodic { get; } = new("process.message-housekeeping", "");

    public override string Kind => Periodic.Kind;

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        List<KeptMessage> unheard = await work.Db.Set<KeptMessage>().AsNoTracking()
            .Where(message => message.ExpiresAt <= work.Now && message.UnheardAt == null && message.HeardAt == null && message.WithdrawnAt == null && !work.Db.Set<MessageDelivery>().Any(delivery => delivery.MessageId == message.Id))
            .OrderBy(message => message.ExpiresAt).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (KeptMessage message in unheard)
        {
            await work.Db.Set<KeptMessage>().Where(kept => kept.Id == message.Id).ExecuteUpdateAsync(set => set.SetProperty(kept => kept.UnheardAt, work.Now), cancellationToken);
            work.Raise(new Subject(ProcessMessages.SubjectKind, message.Id), "message.unheard", new { message.Name });
        }

        DateTimeOffset known = work.Now - ProcessMessages.IdKnownFor;
        List<Guid> old = await work.Db.Set<KeptMessage>().Where(message => message.ExpiresAt < known).OrderBy(message => message.ExpiresAt).Take(AtOnce).Select(message => message.Id).ToListAsync(cancellationToken);
        if (old.Count > 0)
        {
            await work.Db.Set<MessageDelivery>().Where(delivery => old.Contains(delivery.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await work.Db.Set<KeptMessage>().Where(message => old.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        Periodic.Schedule(work, payload, unheard.Count == AtOnce || old.Count == AtOnce ? work.Now : work.Now + Every);
    }
}
