using VanLang.Kernel.Record;

namespace VanLang.Processes.Contracts;

/// <summary>A process to be started with an operation.</summary>
/// <param name="InstanceId">Id of the new instance.</param>
/// <param name="Key">Key of the process.</param>
/// <param name="Version">Version in force for this case.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Parties">Which agency plays which part.</param>
/// <param name="Variables">Values the process decides by; small, no personal data.</param>
public sealed record ProcessStart(
    Guid InstanceId,
    string Key,
    string Version,
    Subject Subject,
    ProcessParties Parties,
    IReadOnlyDictionary<string, object?> Variables);

/// <summary>Which agency plays which part in a case.</summary>
/// <param name="ReceivingAgencyId">Nơi tiếp nhận.</param>
/// <param name="CompetentAgencyId">Cơ quan có thẩm quyền giải quyết.</param>
/// <param name="ReturnAgencyId">Nơi trả kết quả.</param>
/// <param name="ConsultedAgencyId">Cơ quan được lấy ý kiến; null where no other agency is asked.</param>
public sealed record ProcessParties(Guid ReceivingAgencyId, Guid CompetentAgencyId, Guid ReturnAgencyId, Guid? ConsultedAgencyId);

/// <summary>What a step of a process has changed for its subject.</summary>
/// <param name="Opened">Work items that are new.</param>
/// <param name="Ended">Whether the process of the subject has come to its end; one that it calls does not count.</param>
/// <param name="EndNodeId">The end event reached, where it has.</param>
public sealed record ProcessAdvance(IReadOnlyList<WorkItem> Opened, bool Ended, string? EndNodeId)
{
    /// <summary>Whether an operator moved it by hand.</summary>
    public bool ByOperator { get; init; }

    /// <summary>Whether it tried again what had stood at an incident.</summary>
    public bool ByRetry { get; init; }

    /// <summary>Whether a timer moved it.</summary>
    public bool ByTimer { get; init; }
}
