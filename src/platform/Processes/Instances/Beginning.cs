using VanLang.Processes.Contracts;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Instances;

/// <summary>How an instance begins.</summary>
sealed record Beginning(ProcessStart Start)
{
    /// <summary>Null for the start event without trigger.</summary>
    public string? StartEventId { get; init; }

    /// <summary>The message that starts it, where no second instance may begin by the same while it runs.</summary>
    public MessagePlace? Message { get; init; }

    /// <summary>The instance that calls it.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The call of that instance.</summary>
    public long? ParentCallId { get; init; }
}
