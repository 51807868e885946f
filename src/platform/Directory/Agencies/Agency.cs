using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Record;

namespace VanLang.Directory.Agencies;

/// <summary>A body with an identifier code, in force from a day to a day. Its id is made from its key, so that references outlive an import.</summary>
sealed class Agency
{
    public required Guid Id { get; init; }

    /// <summary>Key in <c>province/agencies.json</c>; never changes.</summary>
    public required string Key { get; init; }

    /// <summary>Identifier in the 2020 form, <c>H44.148</c>; null where another ministry gives the code.</summary>
    public string? Code { get; set; }

    /// <summary>The same in the 13-character form of 2016, <c>148.00.00.H44</c>.</summary>
    public string? LongCode { get; set; }

    public required string Name { get; set; }

    public string? NameEn { get; set; }

    /// <summary>Short form used in the notation of documents, <c>UBND</c>.</summary>
    public string? Abbreviation { get; set; }

    /// <summary>Kind as the data names it, <c>commune-committee</c>.</summary>
    public required string Kind { get; set; }

    public required AgencyLevel Level { get; set; }

    /// <summary>Mark of the code, "Giả định".</summary>
    public string? CodeLabel { get; set; }

    public Guid? ParentId { get; set; }

    /// <summary>Code of the administrative unit it governs (General Statistics Office), <c>07900</c>.</summary>
    public string? GsoCode { get; set; }

    /// <summary>Place that stands before the date of its papers (địa danh), "Việt Trì".</summary>
    public string? Place { get; set; }

    /// <summary>Body above it outside the province, for agencies of ministries, "Bộ Công an".</summary>
    public string? UpperBody { get; set; }

    /// <summary>Administrative units that the governed one was formed from, as the law names them, parted by "; ".</summary>
    public string? FormedFrom { get; set; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>First day on which it is no longer in force; null while it is.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Legal text that ended it.</summary>
    public string? EndBasis { get; set; }

    /// <summary>How its work is divided where it has several successors.</summary>
    public string? SplitRule { get; set; }

    public string? SplitRuleEn { get; set; }

    /// <summary>Mark of the rule, "Giả định".</summary>
    public string? SplitLabel { get; set; }

    public required string Source { get; set; }

    public string? LegalBasis { get; set; }

    public required bool Verified { get; set; }

    /// <summary>Mark for the screen, "Giả định"; null where nothing is to be marked.</summary>
    public string? Label { get; set; }

    /// <summary>What a reader has to know about the facts, in Vietnamese.</summary>
    public string? Note { get; set; }

    public Facts Facts() => new()
    {
        { "code", Code },
        { "name", Name },
        { "kind", Kind },
        { "level", Level.ToString() },
        { "parent_id", ParentId },
        { "gso_code", GsoCode },
        { "valid_from", DirectoryDates.Text(ValidFrom) },
        { "valid_to", DirectoryDates.Text(ValidTo) },
    };
}

sealed class AgencyMapping : IEntityTypeConfiguration<Agency>
{
    public void Configure(EntityTypeBuilder<Agency> builder)
    {
        builder.ToTable("agencies");
        builder.HasKey(agency => agency.Id);
        builder.Property(agency => agency.Id).ValueGeneratedNever();
        builder.Property(agency => agency.Level).HasConversion<string>();
        builder.HasIndex(agency => agency.Key).IsUnique();
        builder.HasIndex(agency => new { agency.Code, agency.ValidFrom }).IsUnique();
        builder.HasIndex(agency => new { agency.GsoCode, agency.ValidFrom });
        builder.HasOne<Agency>().WithMany().HasForeignKey(agency => agency.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}
