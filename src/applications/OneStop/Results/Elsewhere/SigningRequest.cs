using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Access;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Results whose signatures are asked for at a remote service and come back when their signer has confirmed on the phone. It outlives a restart: a job goes on with it.</summary>
sealed class SigningRequest
{
    public const string SubjectKind = "signing-request";

    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The registered certificate with which it is to be signed.</summary>
    public required Guid CertificateId { get; init; }

    public required SigningState State { get; set; }

    /// <summary>What is to be signed, <see cref="AskedDocument"/>s as JSON.</summary>
    public required string Documents { get; set; }

    /// <summary>In which position, <see cref="SignerInCharge"/> as JSON: the step is ended in it and in no other.</summary>
    public required string Signer { get; init; }

    /// <summary>By what the service knows the question; null while it was not asked yet.</summary>
    public string? Handle { get; set; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Until when a confirmation is waited for.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? SettledAt { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    public IReadOnlyList<AskedDocument> All() => JsonSerializer.Deserialize<List<AskedDocument>>(Documents)!;

    /// <summary>Puts an end to it, with what became of each document.</summary>
    public void Settle(Kernel.Operations.Work work, SigningState state, IReadOnlyList<AskedDocument>? documents = null)
    {
        State = state;
        SettledAt = work.Now;
        if (documents is not null)
            Documents = JsonSerializer.Serialize(documents);
        Revision++;
        work.Raise(Subject, "signing.settled", new { state = state.ToString(), documents = All().Select(document => new { document.Code, document.Problem }) });
    }
}

/// <summary>How far a request is.</summary>
enum SigningState
{
    /// <summary>The signer has not answered yet.</summary>
    Waiting = 1,

    /// <summary>The signatures are here and are being put in.</summary>
    Confirmed = 2,

    /// <summary>All are signed.</summary>
    Done = 3,

    /// <summary>The signer said no on the phone.</summary>
    Refused = 4,

    /// <summary>Nobody answered in time.</summary>
    Expired = 5,

    /// <summary>The signer took it back here.</summary>
    Cancelled = 6,

    /// <summary>At least one is not signed; the documents say which and why.</summary>
    Failed = 7,
}

/// <summary>A document of a request.</summary>
/// <param name="SeenHash">SHA-256 of the file as it was opened.</param>
/// <param name="ResultRevision">Of the result, when it was prepared.</param>
/// <param name="SignedAt">Time written into the signature: prepared with it again, the document has the same bytes.</param>
/// <param name="CmsRoom">Room kept for the signature, likewise.</param>
/// <param name="Hash">What the key signs, base64.</param>
/// <param name="Signature">What came back, base64.</param>
/// <param name="Problem">Why it is not signed: code of a failure (<c>SIGNING-…</c>), or code and detail of a problem of the signature; null for none.</param>
sealed record AskedDocument(
    Guid WorkItemId, string Code, int Revision, string SeenHash, int ResultRevision, DateTimeOffset SignedAt, int CmsRoom, string Hash, string? Signature = null, string? Problem = null)
{
    public byte[] HashBytes => Convert.FromBase64String(Hash);
}

/// <summary>Who has asked, as far as the step needs it.</summary>
sealed record SignerInCharge(
    string Name, Guid? AccountId, Guid PersonId, Guid PositionId, string? PositionTitle, string Role, Guid? UnitId, Guid AgencyId, Guid? OnBehalfOf, string? OnBehalfOfTitle, string[]? OnlyProcedures)
{
    public static SignerInCharge Of(Actor actor) => new(
        actor.Name, actor.AccountId, actor.PersonId!.Value, actor.PositionId!.Value, actor.PositionTitle, actor.Role ?? "", actor.UnitId, actor.AgencyId!.Value,
        actor.OnBehalfOf, actor.OnBehalfOfTitle, actor.OnlyProcedures is { } only ? [.. only] : null);

    public Actor With(IReadOnlySet<string> permissions) => new(ActorKind.Official, Name)
    {
        AccountId = AccountId,
        PersonId = PersonId,
        PositionId = PositionId,
        PositionTitle = PositionTitle,
        Role = Role,
        UnitId = UnitId,
        AgencyId = AgencyId,
        OnBehalfOf = OnBehalfOf,
        OnBehalfOfTitle = OnBehalfOfTitle,
        OnlyProcedures = OnlyProcedures?.ToHashSet(),
        Permissions = permissions,
    };
}

sealed class SigningRequestMapping : IEntityTypeConfiguration<SigningRequest>
{
    public void Configure(EntityTypeBuilder<SigningRequest> builder)
    {
        builder.ToTable("signing_requests");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Ignore(request => request.Subject);
        builder.Property(request => request.Revision).IsConcurrencyToken();
        builder.HasIndex(request => new { request.PersonId, request.State });
    }
}
