using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>
/// A row of the record: what happened, who did it in which position, and why. Rows are only ever added. Order and seal come from
/// <see cref="RecordPosition"/>, written after commit.
/// </summary>
sealed class RecordEvent
{
    static readonly string Insert = SqlText.Of(typeof(RecordEvent).Assembly, "AddRecordEvent.sql");

    /// <summary>Order of insertion; on SQLite, with one writer at a time, also the order of commits.</summary>
    public long Ord { get; init; }

    public required Guid Id { get; init; }

    public required Guid TransactionId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Operation { get; init; }

    public required string ActorKind { get; init; }

    public Guid? ActorId { get; init; }

    public Guid? PositionId { get; init; }

    public Guid? OnBehalfOf { get; init; }

    public Guid? UnitId { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    /// <summary>Canonical JSON: <c>data</c>, <c>before</c>, <c>after</c>. May be erased by law; the leaf holds only its salted digest.</summary>
    public required string? Payload { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>SHA-256 of salt and payload; stays when the payload is erased.</summary>
    public required byte[] PayloadDigest { get; init; }

    public string? Reason { get; init; }

    public string? IdempotencyKey { get; init; }

    public static RecordEvent Of(Work work, Subject subject, string type, int version, object data, Facts? before, Facts? after)
    {
        string payload = CanonicalJson.Of(new { data, before, after });
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new()
        {
            Id = work.NewId(),
            TransactionId = work.TransactionId,
            At = work.Now,
            Operation = work.Operation.Name,
            ActorKind = work.Actor.Kind.ToString(),
            ActorId = work.Actor.PersonId ?? work.Actor.AccountId,
            PositionId = work.Actor.PositionId,
            OnBehalfOf = work.Actor.OnBehalfOf,
            UnitId = work.Actor.UnitId,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            Type = type,
            Version = version,
            Payload = payload,
            Salt = salt,
            PayloadDigest = Digest(salt, payload),
            Reason = work.Operation.Reason,
            IdempotencyKey = work.Operation.IdempotencyKey,
        };
    }

    /// <summary>The leaf of the Merkle log (RFC 9162 2.1.1): hash of 0x00 and the entry.</summary>
    public byte[] LeafHash() => MerkleTree.LeafHash(Entry());

    /// <summary>What the log holds of the event: its canonical header, in which the payload stands as its salted digest.</summary>
    public byte[] Entry() => Encoding.UTF8.GetBytes(CanonicalJson.Of(new
    {
        Id,
        TransactionId,
        At = At.ToUnixTimeMilliseconds(),
        Operation,
        ActorKind,
        ActorId,
        PositionId,
        OnBehalfOf,
        UnitId,
        SubjectKind,
        SubjectId,
        Type,
        Version,
        PayloadDigest = Convert.ToHexStringLower(PayloadDigest),
        Reason,
        IdempotencyKey,
    }));

    /// <summary>Writes it on PostgreSQL.</summary>
    public void AddTo(StatementBatch batch) => batch.Add(
        Insert,
        StatementBatch.Value(Id),
        StatementBatch.Value(TransactionId),
        StatementBatch.Value(At),
        StatementBatch.Value(Operation),
        StatementBatch.Value(ActorKind),
        StatementBatch.Value(ActorId),
        StatementBatch.Value(PositionId),
        StatementBatch.Value(OnBehalfOf),
        StatementBatch.Value(UnitId),
        StatementBatch.Value(SubjectKind),
        StatementBatch.Value(SubjectId),
        StatementBatch.Value(Type),
        StatementBatch.Value(Version),
        StatementBatch.Value(Payload),
        StatementBatch.Value(Salt),
        StatementBatch.Value(PayloadDigest),
        StatementBatch.Value(Reason),
        StatementBatch.Value(IdempotencyKey));

    public static byte[] Digest(byte[] salt, string payload) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(payload)]);
}

sealed class RecordEventMapping : IEntityTypeConfiguration<RecordEvent>
{
    public void Configure(EntityTypeBuilder<RecordEvent> builder)
    {
        builder.ToTable("record_events");
        builder.HasKey(e => e.Ord);
        builder.Property(e => e.Ord).ValueGeneratedOnAdd();
        builder.HasIndex(e => e.Id).IsUnique();
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId, e.Ord });
    }
}
