using VanLang.Kernel.Operations;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Signals to processes: everybody who listens at this moment hears it, each in an operation of its own, and processes begin that start with it. Nothing is kept for who comes later.
/// </summary>
public static class ProcessSignals
{
    /// <summary>Throws a signal with the operation. Whether the actor may has been decided by the caller.</summary>
    /// <param name="agencyId">Whose processes hear it; null for all of the province.</param>
    /// <param name="parties">Which agency plays which part in processes that it starts; null for the agency of the signal, then of the actor. Without any of them none is started.</param>
    public static async Task Throw(Work work, string name, Guid? agencyId, ProcessParties? parties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await SignalWriting.Tell(work, name, agencyId, cancellationToken);
        if (parties is not null)
            SignalWriting.Start(work, name, new(null, null, parties));
        else if ((agencyId ?? work.Actor.AgencyId) is { } agency)
            SignalWriting.Start(work, name, StartedCase.OfAgency(agency));
    }
}
