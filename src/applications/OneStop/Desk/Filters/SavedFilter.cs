using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.OneStop.Desk.Filters;

/// <summary>A search of the list that an official keeps under a name.</summary>
sealed class SavedFilter
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>The search as it stands in the address, with the question mark.</summary>
    public required string Query { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("saved_filters");
        builder.HasKey(filter => filter.Id);
        builder.Property(filter => filter.Id).ValueGeneratedNever();
        builder.HasIndex(filter => new { filter.AccountId, filter.Name }).IsUnique();
    }
}
