using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Identity.Sessions;

namespace VanLang.Identity.Provider.Logout;

/// <summary>An application that got tokens in a session and wants to be told of its end.</summary>
sealed class ClientSession
{
    public required Guid SessionId { get; init; }

    /// <summary>Row of the application.</summary>
    public required Guid ClientId { get; init; }

    public required DateTimeOffset Since { get; init; }
}

sealed class ClientSessionMapping : IEntityTypeConfiguration<ClientSession>
{
    public void Configure(EntityTypeBuilder<ClientSession> builder)
    {
        builder.ToTable("oidc_client_sessions");
        builder.HasKey(row => new { row.SessionId, row.ClientId });
        builder.HasOne<Session>().WithMany().HasForeignKey(row => row.SessionId);
        builder.HasOne<ClientApplication>().WithMany().HasForeignKey(row => row.ClientId);
    }
}
