using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace VanLang.Identity.Provider;

/// <summary>An application that signs people in here, or calls for itself.</summary>
sealed class ClientApplication : OpenIddictEntityFrameworkCoreApplication<Guid, ClientAuthorization, ClientToken>;

/// <summary>What somebody granted an application: for good, where consent is asked, or for one sign-in. It is the family of the tokens of that sign-in.</summary>
sealed class ClientAuthorization : OpenIddictEntityFrameworkCoreAuthorization<Guid, ClientApplication, ClientToken>;

/// <summary>A code or token; what the application holds is a reference to it.</summary>
sealed class ClientToken : OpenIddictEntityFrameworkCoreToken<Guid, ClientApplication, ClientAuthorization>;

/// <summary>A scope with names of its own; the built-in ones need no row.</summary>
sealed class ClientScope : OpenIddictEntityFrameworkCoreScope<Guid>;

sealed class ClientTablesMapping :
    IEntityTypeConfiguration<ClientApplication>,
    IEntityTypeConfiguration<ClientAuthorization>,
    IEntityTypeConfiguration<ClientToken>,
    IEntityTypeConfiguration<ClientScope>
{
    public void Configure(EntityTypeBuilder<ClientApplication> builder)
    {
        new OpenIddictEntityFrameworkCoreApplicationConfiguration<ClientApplication, ClientAuthorization, ClientToken, Guid>().Configure(builder);
        builder.ToTable("oidc_clients");
    }

    public void Configure(EntityTypeBuilder<ClientAuthorization> builder)
    {
        new OpenIddictEntityFrameworkCoreAuthorizationConfiguration<ClientAuthorization, ClientApplication, ClientToken, Guid>().Configure(builder);
        builder.ToTable("oidc_authorizations");
    }

    public void Configure(EntityTypeBuilder<ClientToken> builder)
    {
        new OpenIddictEntityFrameworkCoreTokenConfiguration<ClientToken, ClientApplication, ClientAuthorization, Guid>().Configure(builder);
        builder.ToTable("oidc_tokens");
    }

    public void Configure(EntityTypeBuilder<ClientScope> builder)
    {
        new OpenIddictEntityFrameworkCoreScopeConfiguration<ClientScope, Guid>().Configure(builder);
        builder.ToTable("oidc_scopes");
    }
}
