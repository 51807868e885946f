using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Starts;

namespace VanLang.Processes.Messages;

/// <summary>
/// Brings messages of one name and key to who waits for them: to the longest waiting instance of each process, in the order in which they were published, and to
/// processes that such a message starts. One such job runs at a time (<see cref="MessagePlace.Lane"/>).
/// </summary>
sealed class MessageJob(InstanceSteps steps, EventStarts starts, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.message";

    /// <summary>In one transaction; what is left is brought in the next.</summary>
    const int MostDeliveries = 50;

    public override string Kind => JobKind;

    public static string Payload(MessagePlace place) => JsonSerializer.Serialize(place);

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        MessagePlace place = JsonSerializer.Deserialize<MessagePlace>(payload)!;
        Dictionary<Guid, Failure?> passedOver = [];
        int brought = 0;
        while (brought < MostDeliveries && (await Deliver(work, place, passedOver, cancellationToken) || await Start(work, place, cancellationToken)))
            brought++;
        if (brought == MostDeliveries)
        {
            MessageWriting.Bring(work, place);
            return;
        }

        if (passedOver.Values.FirstOrDefault(failure => failure is not null) is not { } stuck)
            return;
        // A receiver that cannot take it holds nobody else up: it is tried again by itself.
        if (brought == 0)
            throw new InvalidOperationException(stuck.ToString());
        MessageWriting.Bring(work, place);
    }

    async Task<bool> Deliver(Work work, MessagePlace place, Dictionary<Guid, Failure?> passedOver, CancellationToken cancellationToken)
    {
        List<MessageSubscription> waiting = await work.Db.Set<MessageSubscription>().AsNoTracking()
            .Where(subscription => subscription.Name == place.Name && subscription.Key == place.Key)
            .OrderBy(subscription => subscription.Since).ThenBy(subscription => subscription.SubscriptionId).ThenBy(subscription => subscription.Id)
            .ToListAsync(cancellationToken);
        foreach (MessageSubscription subscription in waiting.Where(subscription => !passedOver.ContainsKey(subscription.Id)))
        {
            if (await KeptMessages.Waiting(work.Db, place, subscription.DefinitionKey, work.Now).FirstOrDefaultAsync(cancellationToken) is not { } message)
                continue;
            // Gone meanwhile, or unable to take it: the next one may.
            passedOver[subscription.Id] = null;
            if (await InstanceSteps.Find(work.Db, subscription.InstanceId) is not { } instance)
                continue;
            Outcome<ProcessAdvance> advance = await steps.Deliver(work, instance, subscription.SubscriptionId, Variables(message), "process.message-received", cancellationToken);
            if (advance.Succeeded)
            {
                passedOver.Remove(subscription.Id);
                await Keep(work, message, subscription.DefinitionKey, subscription.InstanceId, cancellationToken);
                await followers.Follow(work, instance, advance.Value, cancellationToken);
                return true;
            }

            // Who stands suspended gets it when it goes on.
            if (advance.Failure.Code != ProcessErrors.AlreadyDone && advance.Failure.Code != ProcessErrors.Suspended)
                passedOver[subscription.Id] = advance.Failure;
        }

        return false;
    }

    async Task<bool> Start(Work work, MessagePlace place, CancellationToken cancellationToken)
    {
        foreach (EventStart start in await starts.Of<MessageEvent>(work.Now, message => message.Name == place.Name, cancellationToken))
        {
            if (await KeptMessages.Waiting(work.Db, place, start.Key, work.Now).FirstOrDefaultAsync(cancellationToken) is not { } message
                || (StartedCase.FromJson(message.Starts) ?? StartedCase.OfAgency(start.Node.Agency)) is not { } about)
                continue;
            // Without a key nobody can tell whether it is the same case again.
            bool alone = place.Key.Length > 0 && !((MessageEvent)start.Node.Event!).Several;
            if (alone && await IsRunning(work.Db, start.Key, place, cancellationToken))
                continue;
            ProcessStart begun = about.Start(DeterministicId.Of($"message/{message.Id}/{start.Key}"), start, Variables(message));
            Outcome<ProcessAdvance> advance = await steps.Begin(work, new(begun) { StartEventId = start.Node.Id, Message = alone ? place : null }, cancellationToken);
            // Kept until the version begins cases again.
            if (advance.Failure?.Code == ProcessErrors.Held)
                continue;
            if (!advance.Succeeded)
                throw new InvalidOperationException(advance.Failure.ToString());
            await Keep(work, message, start.Key, begun.InstanceId, cancellationToken);
            await followers.Follow(work, begun.Subject, advance.Value, cancellationToken);
            return true;
        }

        return false;
    }

    static Task<bool> IsRunning(VanLangDbContext db, string definitionKey, MessagePlace place, CancellationToken cancellationToken) => db.Set<ProcessInstance>()
        .AnyAsync(instance => instance.DefinitionKey == definitionKey && instance.StartMessage == place.Name && instance.StartKey == place.Key, cancellationToken);

    static IReadOnlyDictionary<string, object?> Variables(KeptMessage message) => JsonSerializer.Deserialize<ProcessVariables>(message.Variables)!.Values;

    static async Task Keep(Work work, KeptMessage message, string definitionKey, Guid instanceId, CancellationToken cancellationToken)
    {
        // Taken back at the same moment: who looks again finds nothing.
        if (await work.Db.Set<KeptMessage>().Where(kept => kept.Id == message.Id && kept.WithdrawnAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.HeardAt, kept => kept.HeardAt ?? work.Now), cancellationToken) != 1)
            throw new DbUpdateConcurrencyException();
        work.Db.Add(new MessageDelivery { MessageId = message.Id, DefinitionKey = definitionKey, InstanceId = instanceId, At = work.Now });
        await work.Db.SaveChangesAsync(cancellationToken);
        work.Raise(new Subject(ProcessMessages.SubjectKind, message.Id), "message.received", new { message.Name, definitionKey, instanceId });
    }
}
