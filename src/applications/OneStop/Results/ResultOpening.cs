using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Results;

/// <summary>Which file of a result a signer has opened last. Several results are signed together only as they were opened, each by its hash.</summary>
sealed class ResultOpening
{
    public const string SubjectKind = "result-opening";

    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>SHA-256 of the file that was opened, hexadecimal.</summary>
    public required string ContentHash { get; set; }

    public required DateTimeOffset OpenedAt { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    public Facts Facts() => new()
    {
        { "content_hash", ContentHash },
        { "dossier_id", DossierId },
        { "opened_at", OpenedAt },
        { "person_id", PersonId },
    };
}

sealed class ResultOpeningMapping : IEntityTypeConfiguration<ResultOpening>
{
    public void Configure(EntityTypeBuilder<ResultOpening> builder)
    {
        builder.ToTable("result_openings");
        builder.HasKey(opening => opening.Id);
        builder.Property(opening => opening.Id).ValueGeneratedNever();
        builder.Ignore(opening => opening.Subject);
        builder.HasIndex(opening => new { opening.DossierId, opening.PersonId }).IsUnique();
        builder.HasOne<Dossier>().WithMany().HasForeignKey(opening => opening.DossierId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Openings, as <c>verify</c> compares them with the record: nobody makes a file an opened one behind the program's back.</summary>
sealed class ResultOpeningSubject : RecordedSubject
{
    public override string Kind => ResultOpening.SubjectKind;

    public override string Table => "result_openings";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows =
            from opening in db.Set<ResultOpening>()
            join dossier in db.Set<Dossier>() on opening.DossierId equals dossier.Id
            orderby opening.Id
            select new { Opening = opening, dossier.Code };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Opening.Id, row.Code, row.Opening.Facts());
    }
}
