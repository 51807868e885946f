using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Starts;

namespace VanLang.Processes.Messages;

/// <summary>What a process is about that a message or signal starts, and which agency plays which part.</summary>
/// <param name="SubjectKind">Null where the process is its own subject.</param>
sealed record StartedCase(string? SubjectKind, Guid? SubjectId, ProcessParties Parties)
{
    /// <summary>The case of an instance that throws.</summary>
    public static StartedCase Of(ProcessInstance instance) => new(
        instance.SubjectKind == ProcessInstance.Kind ? null : instance.SubjectKind,
        instance.SubjectKind == ProcessInstance.Kind ? null : instance.SubjectId,
        new(instance.ReceivingAgencyId, instance.CompetentAgencyId, instance.ReturnAgencyId ?? instance.ReceivingAgencyId, instance.ConsultedAgencyId));

    /// <summary>A case of an agency's own.</summary>
    public static StartedCase OfAgency(Guid agencyId) => new(null, null, new(agencyId, agencyId, agencyId, null));

    public static StartedCase? OfAgency(Guid? agencyId) => agencyId is { } agency ? OfAgency(agency) : null;

    public static StartedCase? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<StartedCase>(json);

    public string ToJson() => JsonSerializer.Serialize(this);

    public Subject Subject(Guid instanceId) => SubjectKind is not null && SubjectId is { } id ? new(SubjectKind, id) : new(ProcessInstance.Kind, instanceId);

    public ProcessStart Start(Guid instanceId, EventStart start, IReadOnlyDictionary<string, object?> variables) =>
        new(instanceId, start.Key, start.Version, Subject(instanceId), Parties, variables);
}
