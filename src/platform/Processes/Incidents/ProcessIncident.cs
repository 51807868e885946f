using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Processes.Incidents;

/// <summary>A token that cannot go on by itself and waits for an operator. The row goes with the step in which it moves again.</summary>
sealed class ProcessIncident
{
    public required Guid InstanceId { get; init; }

    /// <summary>The token that stands.</summary>
    public required long TokenId { get; init; }

    public required string DefinitionKey { get; init; }

    public required string NodeId { get; init; }

    /// <summary>Name of the node as drawn, Vietnamese.</summary>
    public required string NodeName { get; init; }

    /// <summary>Why, by the name of the engine; its text is <c>incident.</c> with this name.</summary>
    public required string Kind { get; init; }

    /// <summary>English technical message.</summary>
    public required string Message { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid AgencyId { get; init; }

    public required DateTimeOffset Since { get; init; }
}

sealed class ProcessIncidentMapping : IEntityTypeConfiguration<ProcessIncident>
{
    public void Configure(EntityTypeBuilder<ProcessIncident> builder)
    {
        builder.ToTable("process_incidents");
        builder.HasKey(incident => new { incident.InstanceId, incident.TokenId });
        builder.HasIndex(incident => new { incident.DefinitionKey, incident.NodeId, incident.Kind, incident.Since });
        builder.HasIndex(incident => new { incident.NodeId, incident.Since, incident.InstanceId });
    }
}
