using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.OneStop.Dossiers;

/// <summary>Phiếu yêu cầu bổ sung (form 02): one complete list, asked once.</summary>
sealed class SupplementRequest
{
    public required Guid DossierId { get; init; }

    /// <summary>1 for the first list. The key makes a second list of the same round impossible.</summary>
    public required int Round { get; init; }

    /// <summary>The items asked for, JSON list of texts.</summary>
    public required string Items { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>What the citizen wrote beside the papers.</summary>
    public string? Answer { get; set; }
}

sealed class SupplementRequestMapping : IEntityTypeConfiguration<SupplementRequest>
{
    public void Configure(EntityTypeBuilder<SupplementRequest> builder)
    {
        builder.ToTable("supplement_requests");
        builder.HasKey(request => new { request.DossierId, request.Round });
        builder.HasOne<Dossier>().WithMany().HasForeignKey(request => request.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
