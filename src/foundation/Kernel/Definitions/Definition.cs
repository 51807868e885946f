using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// One version of something that the law or the province lays down: a procedure, form, process, decision, template, code list. Never changed;
/// another content is another version.
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

    public required DateTimeOffset PublishedAt { get; init; }
}

sealed class DefinitionMapping : IEntityTypeConfiguration<Definition>
{
    public void Configure(EntityTypeBuilder<Definition> builder)
    {
        builder.ToTable("definitions");
        builder.HasKey(definition => new { definition.Kind, definition.Key, definition.Version });
        builder.HasIndex(definition => new { definition.Kind, definition.Key, definition.ValidFrom, definition.PublishedAt });
    }
}
