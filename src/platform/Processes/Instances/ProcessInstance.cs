using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Instances;

/// <summary>A running process: its state as one small document under a revision. It leaves this table when it ends.</summary>
sealed class ProcessInstance
{
    public const string Kind = "process";

    public required Guid Id { get; init; }

    public required string DefinitionKey { get; init; }

    public required string Version { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid ReceivingAgencyId { get; init; }

    public required Guid CompetentAgencyId { get; init; }

    /// <summary>Null for a process begun before places of return were told apart: the place of receipt.</summary>
    public required Guid? ReturnAgencyId { get; init; }

    /// <summary>The agency asked for its opinion, where one is.</summary>
    public required Guid? ConsultedAgencyId { get; init; }

    /// <summary>Name of the message that started it, where no second instance may begin by the same name and key while this one runs.</summary>
    public string? StartMessage { get; init; }

    /// <summary>Key of that message.</summary>
    public string? StartKey { get; init; }

    /// <summary>The instance that called it; null for a case of its own.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The call of that instance.</summary>
    public long? ParentCallId { get; init; }

    /// <summary>JSON of the engine.</summary>
    public required string State { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Since when it stands because an operator said so; null while it goes on.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Since when it stands with all of its version.</summary>
    public DateTimeOffset? VersionSuspendedAt { get; init; }

    /// <summary>The same instance after a step.</summary>
    public ProcessInstance After(string state, long revision) => new()
    {
        Id = Id,
        DefinitionKey = DefinitionKey,
        Version = Version,
        SubjectKind = SubjectKind,
        SubjectId = SubjectId,
        ReceivingAgencyId = ReceivingAgencyId,
        CompetentAgencyId = CompetentAgencyId,
        ReturnAgencyId = ReturnAgencyId,
        ConsultedAgencyId = ConsultedAgencyId,
        StartMessage = StartMessage,
        StartKey = StartKey,
        ParentId = ParentId,
        ParentCallId = ParentCallId,
        State = state,
        Revision = revision,
        StartedAt = StartedAt,
    };

    public static Facts Facts(string version, long revision, string state) => new()
    {
        { "version", version },
        { "revision", revision },
        { "state", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state))) },
    };
}

/// <summary>What remains of a process that has ended.</summary>
sealed class EndedProcess
{
    public required Guid Id { get; init; }

    public required string DefinitionKey { get; init; }

    public required string Version { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string State { get; init; }

    public required long Revision { get; init; }

    public required string? EndNodeId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public static EndedProcess Of(ProcessInstance instance, string state, long revision, string? endNodeId, DateTimeOffset endedAt) => new()
    {
        Id = instance.Id,
        DefinitionKey = instance.DefinitionKey,
        Version = instance.Version,
        SubjectKind = instance.SubjectKind,
        SubjectId = instance.SubjectId,
        State = state,
        Revision = revision,
        EndNodeId = endNodeId,
        StartedAt = instance.StartedAt,
        EndedAt = endedAt,
    };
}

sealed class ProcessInstanceMapping : IEntityTypeConfiguration<ProcessInstance>, IEntityTypeConfiguration<EndedProcess>, IEntityTypeConfiguration<WorkItem>,
    IEntityTypeConfiguration<DoneWorkItem>
{
    public void Configure(EntityTypeBuilder<ProcessInstance> builder)
    {
        builder.ToTable("process_instances");
        builder.HasKey(instance => instance.Id);
        builder.Property(instance => instance.Id).ValueGeneratedNever();
        builder.HasIndex(instance => new { instance.SubjectKind, instance.SubjectId });
        builder.HasIndex(instance => new { instance.DefinitionKey, instance.StartMessage, instance.StartKey }).IsUnique().HasFilter("start_message IS NOT NULL");
        builder.HasIndex(instance => new { instance.ParentId, instance.ParentCallId }).IsUnique().HasFilter("parent_id IS NOT NULL");
        builder.HasIndex(instance => new { instance.StartedAt, instance.Id }, "ix_process_instances_suspended").HasDatabaseName("ix_process_instances_suspended").HasFilter("suspended_at IS NOT NULL OR version_suspended_at IS NOT NULL");
        // The list of who operates the house: all, of one process, of one version.
        builder.HasIndex(instance => new { instance.StartedAt, instance.Id });
        builder.HasIndex(instance => new { instance.DefinitionKey, instance.StartedAt, instance.Id });
        builder.HasIndex(instance => new { instance.DefinitionKey, instance.Version, instance.StartedAt, instance.Id });
    }

    public void Configure(EntityTypeBuilder<EndedProcess> builder)
    {
        builder.ToTable("process_ended");
        builder.HasKey(ended => ended.Id);
        builder.Property(ended => ended.Id).ValueGeneratedNever();
        builder.HasIndex(ended => ended.EndedAt);
        builder.HasIndex(ended => new { ended.DefinitionKey, ended.EndedAt });
        builder.HasIndex(ended => new { ended.DefinitionKey, ended.Version, ended.EndedAt });
        builder.HasIndex(ended => new { ended.SubjectKind, ended.SubjectId });
    }

    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Id).ValueGeneratedNever();
        builder.HasIndex(item => new { item.InstanceId, item.TaskId }).IsUnique();
        builder.HasIndex(item => new { item.SubjectKind, item.SubjectId });
        builder.HasIndex(item => new { item.AgencyId, item.Role, item.CreatedAt, item.Id });
        // Who operates the house looks for what waits at a node.
        builder.HasIndex(item => new { item.NodeId, item.CreatedAt, item.InstanceId });
    }

    public void Configure(EntityTypeBuilder<DoneWorkItem> builder)
    {
        builder.ToTable("done_work_items");
        builder.HasKey(done => done.Id);
        builder.Property(done => done.Id).ValueGeneratedNever();
        builder.HasIndex(done => new { done.SubjectKind, done.SubjectId, done.DoneAt });
        builder.HasIndex(done => new { done.AgencyId, done.DoneAt });
    }
}
