using VanLang.Kernel;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Signals;

/// <summary>What a step changes about signals: what it listens for, what it no longer listens for, and what it throws.</summary>
sealed class SignalRows(Work work, ProcessInstance instance)
{
    readonly List<SignalSubscription> awaited = [];
    readonly List<Guid> givenUp = [];
    readonly List<ThrownSignal> thrown = [];

    public IReadOnlyList<SignalSubscription> Awaited => awaited;

    /// <summary>Subscriptions that were there before the step and are not after it.</summary>
    public IReadOnlyList<Guid> GivenUp => givenUp;

    public IReadOnlyList<ThrownSignal> Thrown => thrown;

    public void Await(long subscriptionId, string nodeId, string name) => awaited.Add(new()
    {
        Id = IdOf(subscriptionId),
        InstanceId = instance.Id,
        SubscriptionId = subscriptionId,
        NodeId = nodeId,
        Name = name,
        AgencyId = instance.CompetentAgencyId,
        Since = work.Now,
    });

    public void GiveUp(long subscriptionId)
    {
        Guid id = IdOf(subscriptionId);
        if (awaited.RemoveAll(subscription => subscription.Id == id) == 0)
            givenUp.Add(id);
    }

    // Heard by who listens at this moment: what the step comes to listen for later in it does not count.
    public void Throw(string name) => thrown.Add(new(name, [.. awaited.Where(subscription => subscription.Name == name)]));

    Guid IdOf(long subscriptionId) => DeterministicId.Of($"{instance.Id}/signal/{subscriptionId}");
}

/// <summary>A signal that a step throws.</summary>
/// <param name="Here">What the same step had come to listen for before.</param>
sealed record ThrownSignal(string Name, IReadOnlyList<SignalSubscription> Here);
