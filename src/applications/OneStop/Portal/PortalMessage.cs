using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Portal;

/// <summary>
/// A message of the national portal: one row per sender and message id for ever, so that nothing is taken in twice and nothing is lost. What was
/// received is kept as it came.
/// </summary>
sealed class PortalMessage
{
    public const string SubjectKind = "portal-message";

    public required Guid Id { get; init; }

    public required string Sender { get; init; }

    /// <summary>Id of the sender's; unique with the sender.</summary>
    public required string MessageId { get; init; }

    /// <summary>What the citizen does with a dossier that is there already; null for a dossier itself.</summary>
    public PortalAct? Act { get; init; }

    /// <summary>Mã hồ sơ drawn by the portal.</summary>
    public required string DossierCode { get; init; }

    public required string ProcedureCode { get; init; }

    /// <summary>Agency it is addressed to, as written.</summary>
    public required string AgencyCode { get; init; }

    /// <summary>Our agency of that code; null where there is none, which is the operator's to look into.</summary>
    public Guid? AgencyId { get; set; }

    /// <summary>When the citizen filed it at the portal.</summary>
    public required DateTimeOffset FiledAt { get; init; }

    public required DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>SHA-256 of the message as announced, hexadecimal; what is fetched must have it.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Another hash that was announced under the same message id.</summary>
    public string? OtherHash { get; set; }

    public PortalMessageState State { get; set; } = PortalMessageState.New;

    /// <summary>Why it waits for a decision; null where it does not.</summary>
    public HoldReason? HoldReason { get; set; }

    /// <summary>What the reason names: a code, a key.</summary>
    public string? HoldDetail { get; set; }

    /// <summary>The message, JSON; null until it was fetched.</summary>
    public string? Payload { get; set; }

    public string? OwnerName { get; set; }

    public string? OwnerPersonNumber { get; set; }

    /// <summary>SHA-256 over procedure, person, answers and files: equal for what was filed twice, whatever its ids.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The dossier it became or was joined to.</summary>
    public Guid? DossierId { get; set; }

    /// <summary>The clerk has said that it is a dossier of its own in spite of one that looks like it.</summary>
    public bool IsOfItsOwn { get; set; }

    /// <summary>Failed attempts to fetch it.</summary>
    public int Attempts { get; set; }

    /// <summary>What the last attempt failed of, for the operator.</summary>
    public string? Error { get; set; }

    /// <summary>Who decided, as officials say it: name and position.</summary>
    public string? DecidedBy { get; set; }

    public string? DecisionReason { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>Lets it wait for a decision.</summary>
    /// <param name="before">Facts before; null where there were none.</param>
    public void Hold(Work work, HoldReason reason, string? detail, Facts? before)
    {
        (State, HoldReason, HoldDetail) = (PortalMessageState.Held, reason, detail);
        work.Raise(Subject, PortalMessageEvents.Held, new { reason = reason.ToString() }, before, Facts());
    }

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "message_id", MessageId },
        { "dossier_code", DossierCode },
        { "content_hash", ContentHash },
        { "filed_at", FiledAt },
        { "state", (long)State },
        { "hold_reason", (long?)HoldReason },
        { "dossier_id", DossierId },
        { "decision_reason", DecisionReason },
    };
}

/// <summary>What a citizen does at the portal with a dossier that was filed before.</summary>
enum PortalAct
{
    /// <summary>Papers or words that were asked for (bổ sung).</summary>
    Supplement = 1,

    /// <summary>The wish to take the dossier back (rút hồ sơ).</summary>
    Withdrawal = 2,

    /// <summary>Something that this build does not know.</summary>
    Unknown = 9,
}

/// <summary>Where a message stands.</summary>
enum PortalMessageState
{
    /// <summary>Announced; it is being fetched.</summary>
    New = 1,

    /// <summary>It became a dossier, or was done with one.</summary>
    Taken = 2,

    /// <summary>It waits for a decision.</summary>
    Held = 3,

    /// <summary>It was joined to a dossier of the counter.</summary>
    Merged = 4,

    /// <summary>It said again what was known.</summary>
    Duplicate = 5,

    /// <summary>Not taken in, with a reason that the citizen is told.</summary>
    Refused = 6,

    /// <summary>Fetching it failed too often: it waits for the operator.</summary>
    Failed = 7,

    /// <summary>The operator gave it up, with a reason.</summary>
    GivenUp = 8,
}

/// <summary>Why a message waits.</summary>
enum HoldReason
{
    UnknownProcedure = 1,
    UnknownAgency = 2,

    /// <summary>A form, or a version of it, that was never published here.</summary>
    UnknownForm = 3,

    /// <summary>The message cannot be read as a dossier.</summary>
    Unreadable = 4,

    /// <summary>Another dossier has this code.</summary>
    CodeInUse = 5,

    /// <summary>Other content under the code of a dossier that was taken in.</summary>
    ChangedContent = 6,

    /// <summary>The same content came before.</summary>
    PossibleDuplicate = 7,

    /// <summary>The same person has an open dossier of the same procedure at the counter.</summary>
    PossibleMerge = 8,

    /// <summary>The dossier could not be opened: fee, competence, process. The detail is the code.</summary>
    NotOpened = 9,

    /// <summary>It speaks of a dossier that is not here, or not yet.</summary>
    UnknownDossier = 10,

    /// <summary>Who sent it is not the owner of the dossier.</summary>
    OtherPerson = 11,

    /// <summary>A supplement, where none is asked for now.</summary>
    NotAsked = 12,

    /// <summary>A withdrawal, where the dossier can no longer be taken back.</summary>
    TooLate = 13,

    /// <summary>A supplement of which files were refused, too large ones for example. The detail names them.</summary>
    FilesRefused = 14,

    /// <summary>It holds characters that no database can keep. The detail names place and character.</summary>
    UnstorableText = 15,
}

/// <summary>A file that came with a message and waits with it.</summary>
sealed class PortalMessageFile
{
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string ComponentId { get; init; }

    public required string Name { get; init; }

    /// <summary>The stored file; null where the file store refused it.</summary>
    public required Guid? FileId { get; init; }

    public required string? ContentHash { get; init; }

    public required long Length { get; init; }

    /// <summary>Code under which the file store refused it; null where it did not.</summary>
    public required string? Refusal { get; init; }
}

sealed class PortalMessageMapping : IEntityTypeConfiguration<PortalMessage>, IEntityTypeConfiguration<PortalMessageFile>
{
    public void Configure(EntityTypeBuilder<PortalMessage> builder)
    {
        builder.ToTable("portal_messages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Revision).IsConcurrencyToken();
        builder.Ignore(message => message.Subject);
        builder.HasIndex(message => new { message.Sender, message.MessageId }).IsUnique();
        builder.HasIndex(message => message.DossierCode);
        builder.HasIndex(message => message.Fingerprint);
        builder.HasIndex(message => new { message.State, message.AnnouncedAt, message.Id });
    }

    public void Configure(EntityTypeBuilder<PortalMessageFile> builder)
    {
        builder.ToTable("portal_message_files");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.HasIndex(file => file.MessageId);
        builder.HasOne<PortalMessage>().WithMany().HasForeignKey(file => file.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}
