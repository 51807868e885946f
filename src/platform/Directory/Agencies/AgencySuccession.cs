using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Directory.Agencies;

/// <summary>Which agency took over from which. A split has several successors, a merger several predecessors.</summary>
sealed class AgencySuccession
{
    public required Guid PredecessorId { get; init; }

    public required Guid SuccessorId { get; init; }
}

sealed class AgencySuccessionMapping : IEntityTypeConfiguration<AgencySuccession>
{
    public void Configure(EntityTypeBuilder<AgencySuccession> builder)
    {
        builder.ToTable("agency_successions");
        builder.HasKey(succession => new { succession.PredecessorId, succession.SuccessorId });
        builder.HasIndex(succession => succession.SuccessorId);
        builder.HasOne<Agency>().WithMany().HasForeignKey(succession => succession.PredecessorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Agency>().WithMany().HasForeignKey(succession => succession.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}
