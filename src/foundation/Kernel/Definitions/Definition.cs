using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// One version of something that the law or the province lays down: a procedure, form, process, decision, template, code list. Never changed;
/// another content is another version, and an earlier content published again is a new row of the same version.
/// </summary>
public sealed class Definition
{
    /// <summary>What it is: <c>procedure</c>, <c>form</c>, <c>process</c>, <c>decision</c>, <c>template</c>, <c>catalog</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name within the kind, for ever: a procedure code, a file's base name.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the content, hexadecimal.</summary>
    public required string Version { get; init; }

    public required string Content { get; init; }

    /// <summary>First legal day, local.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>First legal day on which it no longer holds; null where no end is known.</summary>
    public required DateOnly? ValidTo { get; init; }

    /// <summary>When it was published; later than every earlier publication of the same key and first day.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
}

sealed class DefinitionMapping : IEntityTypeConfiguration<Definition>
{
    public void Configure(EntityTypeBuilder<Definition> builder)
    {
        builder.ToTable("definitions");
        // The same content may come back into force: what was published is told apart by when.
        builder.HasKey(definition => new { definition.Kind, definition.Key, definition.Version, definition.ValidFrom, definition.PublishedAt });
        builder.HasIndex(definition => new { definition.Kind, definition.Key, definition.ValidFrom, definition.PublishedAt });
    }
}
