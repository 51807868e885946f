using VanLang.Kernel;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Messages;

/// <summary>What a step changes about messages: whom it waits for, whom it no longer waits for, and what it publishes.</summary>
sealed class MessageRows(Work work, ProcessInstance instance, long revision)
{
    readonly List<MessageSubscription> awaited = [];
    readonly List<Guid> givenUp = [];
    readonly List<KeptMessage> published = [];

    public IReadOnlyList<MessageSubscription> Awaited => awaited;

    /// <summary>Subscriptions that were there before the step and are not after it.</summary>
    public IReadOnlyList<Guid> GivenUp => givenUp;

    public IReadOnlyList<KeptMessage> Published => published;

    /// <summary>A message that was kept back because an instance that the same message had started was running; null where the step does not end such an instance.</summary>
    public MessagePlace? Freed { get; private set; }

    public void Await(long subscriptionId, string nodeId, string name, string key) => awaited.Add(new()
    {
        Id = IdOf(subscriptionId),
        InstanceId = instance.Id,
        SubscriptionId = subscriptionId,
        DefinitionKey = instance.DefinitionKey,
        NodeId = nodeId,
        Name = name,
        Key = key,
        Since = work.Now,
    });

    public void GiveUp(long subscriptionId)
    {
        Guid id = IdOf(subscriptionId);
        if (awaited.RemoveAll(subscription => subscription.Id == id) == 0)
            givenUp.Add(id);
    }

    public void Publish(string name, string key, string variables) => published.Add(new()
    {
        Id = DeterministicId.Of($"{instance.Id}/published/{revision}/{published.Count}"),
        Name = name,
        Key = key,
        Variables = variables,
        Starts = StartedCase.Of(instance).ToJson(),
        PublishedAt = work.Now,
        ExpiresAt = work.Now + ProcessMessages.TimeToLive,
    });

    /// <summary>The instance ends.</summary>
    public void End() => Freed = instance is { StartMessage: { } name, StartKey: { } key } ? new(name, key) : null;

    Guid IdOf(long subscriptionId) => DeterministicId.Of($"{instance.Id}/message/{subscriptionId}");
}
