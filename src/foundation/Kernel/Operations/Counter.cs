using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Operations;

/// <summary>The last number drawn of a register in a period; changed only by <see cref="Work.NextNumber"/>.</summary>
sealed class Counter
{
    public required string Register { get; init; }

    public required string Period { get; init; }

    public long Value { get; init; }
}

sealed class CounterMapping : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder)
    {
        builder.ToTable("counters");
        builder.HasKey(counter => new { counter.Register, counter.Period });
    }
}
