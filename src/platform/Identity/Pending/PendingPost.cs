using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Identity.Pending;

/// <summary>A form that was sent after the session had ended; kept, encrypted, until its owner has signed in again.</summary>
sealed class PendingPost
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key in the browser's cookie.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Whose session had ended; null where the browser no longer named one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary><see cref="PendingForm"/> under data protection.</summary>
    public required byte[] Content { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was offered for sending again.</summary>
    public DateTimeOffset? ShownAt { get; set; }
}

sealed class PendingPostMapping : IEntityTypeConfiguration<PendingPost>
{
    public void Configure(EntityTypeBuilder<PendingPost> builder)
    {
        builder.ToTable("pending_posts");
        builder.HasKey(post => post.Id);
        builder.Property(post => post.Id).ValueGeneratedNever();
        builder.HasIndex(post => post.KeyHash).IsUnique();
        builder.HasIndex(post => post.ExpiresAt);
    }
}

/// <summary>What was typed.</summary>
/// <param name="Action">Address it was sent to, with path base and query.</param>
/// <param name="Fields">Names and values in the order of the form, without token and secrets.</param>
/// <param name="LostFiles">Names of files, which are not kept.</param>
/// <param name="IsMultipart">It was sent as multipart.</param>
sealed record PendingForm(string Action, IReadOnlyList<PendingField> Fields, IReadOnlyList<string> LostFiles, bool IsMultipart);

/// <summary>One value of a form.</summary>
sealed record PendingField(string Name, string Value);
