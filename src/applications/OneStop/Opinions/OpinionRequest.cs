using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Opinions;

/// <summary>A numbered letter by which the competent agency asks another for its opinion on a dossier, and the answer.</summary>
sealed class OpinionRequest
{
    public const string SubjectKind = "opinion-request";

    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    public required Guid AskingAgencyId { get; init; }

    public required Guid AskedAgencyId { get; set; }

    /// <summary>Số, ký hiệu of the letter, drawn from the asking agency's register of the year.</summary>
    public required string Number { get; init; }

    public required DateOnly LetterDate { get; init; }

    /// <summary>What is asked.</summary>
    public required string Question { get; init; }

    /// <summary>Until when the answer is due by the procedure.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public OpinionState State { get; set; } = OpinionState.Asked;

    public OpinionVerdict? Verdict { get; set; }

    public string? Answer { get; set; }

    /// <summary>Số, ký hiệu of the answering letter, as its agency gave it.</summary>
    public string? AnswerNumber { get; set; }

    public Guid? FileId { get; set; }

    public string? FileName { get; set; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public string? ContentHash { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Name and position of who answered.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>Answered after <see cref="DueAt"/>, or after silence was taken as consent; kept all the same.</summary>
    public bool IsLate { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "dossier_id", DossierId },
        { "asking_agency_id", AskingAgencyId },
        { "asked_agency_id", AskedAgencyId },
        { "number", Number },
        { "letter_date", LetterDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
        { "question", Question },
        { "due_at", DueAt },
        { "state", (long)State },
        { "verdict", (long?)Verdict },
        { "answer", Answer },
        { "answer_number", AnswerNumber },
        { "content_hash", ContentHash },
        { "answered_at", AnsweredAt },
        { "is_late", IsLate ? 1L : 0L },
    };
}

/// <summary>How far a question is.</summary>
enum OpinionState
{
    Asked = 1,
    Answered = 2,

    /// <summary>The limit passed without an answer, which the law takes as consent.</summary>
    SilentConsent = 3,

    /// <summary>The limit passed without an answer, and the dossier waits on.</summary>
    Overdue = 4,
}

/// <summary>What the asked agency says.</summary>
enum OpinionVerdict
{
    Agree = 1,
    AgreeWithConditions = 2,
    Disagree = 3,

    /// <summary>Facts that were asked for, neither for nor against.</summary>
    Facts = 4,
}

sealed class OpinionRequestMapping : IEntityTypeConfiguration<OpinionRequest>
{
    public void Configure(EntityTypeBuilder<OpinionRequest> builder)
    {
        builder.ToTable("opinion_requests");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Ignore(request => request.Subject);
        builder.Property(request => request.Revision).IsConcurrencyToken();
        builder.HasIndex(request => request.DossierId);
        builder.HasIndex(request => new { request.AskingAgencyId, request.LetterDate, request.Number }).IsUnique();
        builder.HasOne<Dossier>().WithMany().HasForeignKey(request => request.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}
