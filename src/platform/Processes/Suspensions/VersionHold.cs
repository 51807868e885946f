using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Suspensions;

/// <summary>A version of a process that begins no new case; those that run go on, or stand as well.</summary>
sealed class VersionHold
{
    public required string DefinitionKey { get; init; }

    public required string Version { get; init; }

    public required HoldKind Kind { get; set; }

    public required DateTimeOffset Since { get; set; }
}

sealed class VersionHoldMapping : IEntityTypeConfiguration<VersionHold>
{
    public void Configure(EntityTypeBuilder<VersionHold> builder)
    {
        builder.ToTable("process_version_holds");
        builder.HasKey(hold => new { hold.DefinitionKey, hold.Version });
        builder.Property(hold => hold.Kind).HasConversion<string>();
    }
}
