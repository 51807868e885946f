using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Starts;

/// <summary>
/// Every few minutes and at the first moment of each day, when other versions come into force: timers that start processes are armed as those say, and messages that were kept before
/// a process could be started by them are brought.
/// </summary>
sealed class SettleStartsJob(StartTimers timers, EventStarts starts) : JobHandler
{
    const int MostMessages = 500;
    static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public static PeriodicJob Periodic { get; } = new("process.settle-starts", "");

    public override string Kind => Periodic.Kind;

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        await timers.Settle(work, cancellationToken);
        foreach (EventStart start in await starts.Of<MessageEvent>(work.Now, _ => true, cancellationToken))
            await BringKept(work, start.Key, ((MessageEvent)start.Node.Event!).Name, cancellationToken);
        DateTimeOffset tomorrow = VietnamTime.At(VietnamTime.DateOf(work.Now).AddDays(1), TimeOnly.MinValue);
        Periodic.Schedule(work, payload, work.Now + Every < tomorrow ? work.Now + Every : tomorrow);
    }

    static async Task BringKept(Work work, string definitionKey, string name, CancellationToken cancellationToken)
    {
        List<string> keys = await work.Db.Set<KeptMessage>()
            .Where(message => message.Name == name && message.ExpiresAt > work.Now)
            .Where(message => !work.Db.Set<MessageDelivery>().Any(delivery => delivery.MessageId == message.Id && delivery.DefinitionKey == definitionKey))
            .Select(message => message.Key).Distinct().Take(MostMessages).ToListAsync(cancellationToken);
        foreach (string key in keys)
            MessageWriting.Bring(work, new(name, key));
    }
}
