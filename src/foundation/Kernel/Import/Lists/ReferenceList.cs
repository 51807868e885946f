using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Import.Lists;

/// <summary>
/// A list too long for a form's definition: streets and hamlets, branches of trade. The rows belong to a version; a new file is staged as another version
/// beside it, and replacing the list is one row that then names the other version.
/// </summary>
sealed class ReferenceList
{
    public const string Kind = "reference-list";

    /// <summary>Deterministic from the key.</summary>
    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public required string Name { get; set; }

    public required Guid VersionId { get; set; }

    public required int Rows { get; set; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Hash over keys and contents of the rows in the order of the file (<see cref="RowsHash"/>), hexadecimal.</summary>
    public required string RowsSha256 { get; set; }

    /// <summary>Where the file says it comes from.</summary>
    public required string Source { get; set; }

    public required bool Verified { get; set; }

    public string? Label { get; set; }

    public int Revision { get; set; }

    public Subject Subject => new(Kind, Id);

    public static Guid IdOf(string key) => DeterministicId.Of($"reference list {key}");

    public Facts Facts() => new() { { "rows", Rows.ToString(System.Globalization.CultureInfo.InvariantCulture) }, { "sha256", Sha256 }, { "rowsSha256", RowsSha256 } };
}

/// <summary>Rows that came from one file: being staged, in use, or waiting to be taken away.</summary>
sealed class ReferenceListVersion
{
    public required Guid Id { get; init; }

    public required string ListKey { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>How many rows are in; moved on with each chunk, so that an interrupted import goes on where it was.</summary>
    public int Staged { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>No list names it any more and its rows are going; never taken up again.</summary>
    public bool Discarded { get; set; }
}

sealed class ReferenceListRow
{
    public required Guid VersionId { get; init; }

    /// <summary>Place in the file, from 1.</summary>
    public required int Number { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public string? Parent { get; init; }
}

sealed class ReferenceListMapping : IEntityTypeConfiguration<ReferenceList>, IEntityTypeConfiguration<ReferenceListVersion>, IEntityTypeConfiguration<ReferenceListRow>
{
    public void Configure(EntityTypeBuilder<ReferenceList> builder)
    {
        builder.ToTable("reference_lists");
        builder.Property(list => list.Id).ValueGeneratedNever();
        builder.HasIndex(list => list.Key).IsUnique();
        builder.Property(list => list.Revision).IsConcurrencyToken();
        builder.Ignore(list => list.Subject);
    }

    public void Configure(EntityTypeBuilder<ReferenceListVersion> builder)
    {
        builder.ToTable("reference_list_versions");
        builder.Property(version => version.Id).ValueGeneratedNever();
        builder.HasIndex(version => new { version.ListKey, version.Sha256 });
    }

    public void Configure(EntityTypeBuilder<ReferenceListRow> builder)
    {
        builder.ToTable("reference_list_rows");
        builder.HasKey(row => new { row.VersionId, row.Number });
        builder.HasIndex(row => new { row.VersionId, row.Key }).IsUnique();
    }
}
