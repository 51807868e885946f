using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Operations;

/// <summary>The answer that a key was given, kept so that a repeated command is answered and not repeated (R10).</summary>
sealed class IdempotentAnswer
{
    static readonly string Insert = SqlText.Of(typeof(IdempotentAnswer).Assembly, "KeepAnswer.sql");

    public required string Scope { get; init; }

    public required string Key { get; init; }

    public required string BodyHash { get; init; }

    public required string Answer { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Writes it on PostgreSQL.</summary>
    public void AddTo(StatementBatch batch) => batch.Add(
        Insert, StatementBatch.Value(Scope), StatementBatch.Value(Key), StatementBatch.Value(BodyHash), StatementBatch.Value(Answer), StatementBatch.Value(At));
}

sealed class IdempotentAnswerMapping : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.ToTable("idempotent_answers");
        builder.HasKey(answer => new { answer.Scope, answer.Key });
        builder.HasIndex(answer => answer.At);
    }
}
