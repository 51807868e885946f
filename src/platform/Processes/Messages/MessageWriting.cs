using System.Reflection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using static VanLang.Kernel.Data.StatementBatch;

namespace VanLang.Processes.Messages;

/// <summary>Writes what a step changes about messages, with the other statements of the step or by EF's.</summary>
static class MessageWriting
{
    static readonly string AwaitMessage = Sql("AwaitMessage"), GiveUpMessage = Sql("GiveUpMessage"), KeepMessage = Sql("KeepMessage"), BringKeptMessage = Sql("BringKeptMessage");

    public static void AddTo(this MessageRows rows, StatementBatch batch, Work work)
    {
        foreach (Guid subscription in rows.GivenUp)
            batch.Add(GiveUpMessage, Value(subscription));
        foreach (KeptMessage message in rows.Published)
        {
            batch.Add(
                KeepMessage, Value(message.Id), Value(message.Name), Value(message.Key), Value(message.Variables), Value(message.Starts), Value(message.PublishedAt), Value(message.ExpiresAt));
        }

        foreach (MessageSubscription subscription in rows.Awaited)
        {
            MessagePlace place = new(subscription.Name, subscription.Key);
            // Whoever brings messages looks before this wait began or after it has; who publishes, or lets another in, leaves work in any case.
            batch.KeepLane(work.NewId(), MessageJob.JobKind, place.Lane, MessageJob.Payload(place), work.Now);
            batch.Add(
                AwaitMessage, Value(subscription.Id), Value(subscription.InstanceId), Value(subscription.SubscriptionId), Value(subscription.DefinitionKey), Value(subscription.NodeId),
                Value(subscription.Name), Value(subscription.Key), Value(subscription.Since));
            batch.Add(
                BringKeptMessage, Value(work.NewId()), Value(MessageJob.JobKind), Value(place.Lane), Value(MessageJob.Payload(place)), Value(work.Now), Value(place.Name), Value(place.Key),
                Value(subscription.DefinitionKey));
        }

        foreach (MessagePlace place in Brought(rows))
            batch.Schedule(work.NewId(), MessageJob.JobKind, place.Lane, MessageJob.Payload(place), work.Now);
    }

    public static async Task Write(this MessageRows rows, Work work, CancellationToken cancellationToken)
    {
        foreach (Guid subscription in rows.GivenUp)
            await work.Db.Set<MessageSubscription>().Where(s => s.Id == subscription).ExecuteDeleteAsync(cancellationToken);
        work.Db.AddRange(rows.Published);
        work.Db.AddRange(rows.Awaited);
        foreach (MessageSubscription awaited in rows.Awaited)
        {
            if (await KeptMessages.Waiting(work.Db, new(awaited.Name, awaited.Key), awaited.DefinitionKey, work.Now).AnyAsync(cancellationToken))
                Bring(work, new(awaited.Name, awaited.Key));
        }

        foreach (MessagePlace place in Brought(rows))
            Bring(work, place);
    }

    /// <summary>Has messages brought to who waits for them, as soon as the operation has committed.</summary>
    public static void Bring(Work work, MessagePlace place) => work.Schedule(work.NewId(), MessageJob.JobKind, place.Lane, MessageJob.Payload(place), work.Now);

    static IEnumerable<MessagePlace> Brought(MessageRows rows)
    {
        IEnumerable<MessagePlace> published = rows.Published.Select(message => new MessagePlace(message.Name, message.Key));
        return (rows.Freed is { } freed ? published.Append(freed) : published).Distinct();
    }

    static string Sql(string name) => SqlText.Of(Assembly.GetExecutingAssembly(), $"{name}.sql");
}
