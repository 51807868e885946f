using Microsoft.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using VanLang.Identity.Provider.Logout;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace VanLang.Identity.Provider;

/// <summary>
/// The OpenID Connect provider on the accounts of this room (OpenIddict): code with PKCE for people, client credentials for programs, refresh with a new
/// token each time. Every code and token is a reference into the database, so that what is over is over with the next question.
/// </summary>
static class ProviderSetup
{
    /// <summary>Before all of them.</summary>
    public const string Root = "/connect";

    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspect = "/connect/introspect";
    public const string Revoke = "/connect/revoke";
    public const string EndSession = "/connect/logout";

    /// <summary>Longest that a sign-in goes on by refreshing: as long as the session behind it.</summary>
    static readonly TimeSpan Longest = Sessions.SessionTimes.Longest;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TokenKeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeyRing>());
        services.AddSingleton<JobHandler, Housekeeping>();
        services.AddSingleton<ClientSessions>().AddSingleton<LogoutTokens>().AddSingleton<LogoutPost>().AddSingleton<JobHandler, LogoutJob>();
        services.AddHostedService<ProviderWatch>();
        services.AddOptions<OpenIddictServerOptions>().Configure<PublicAddress>((options, site) => options.Issuer = new Uri(site.Root + "/"));
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<VanLangDbContext>().ReplaceDefaultEntities<ClientApplication, ClientAuthorization, ClientScope, ClientToken, Guid>())
            .AddServer(server =>
            {
                server
                    .SetAuthorizationEndpointUris(Authorize)
                    .SetTokenEndpointUris(Token)
                    .SetUserInfoEndpointUris(UserInfo)
                    .SetIntrospectionEndpointUris(Introspect)
                    .SetRevocationEndpointUris(Revoke)
                    .SetEndSessionEndpointUris(EndSession)
                    .AllowAuthorizationCodeFlow()
                    .AllowClientCredentialsFlow()
                    .AllowRefreshTokenFlow()
                    .RequireProofKeyForCodeExchange()
                    .RegisterScopes(OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.Roles)
                    .RegisterClaims(ProviderClaims.All)
                    .UseReferenceAccessTokens()
                    .UseReferenceRefreshTokens()
                    .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
                    .SetAccessTokenLifetime(TimeSpan.FromMinutes(10))
                    .SetIdentityTokenLifetime(TimeSpan.FromMinutes(10))
                    .SetRefreshTokenLifetime(Longest)
                    .DisableSlidingRefreshTokenExpiration()
                    // A refresh token that comes twice was stolen from somebody; which of the two is the thief cannot be known, so the whole sign-in ends.
                    .SetRefreshTokenReuseLeeway(TimeSpan.Zero)
                    .Configure(options => options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain));
                server.AddEventHandler<ProcessRequestContext>(handler => handler
                    .UseSingletonHandler<TakePublicAddress>()
                    .SetOrder(OpenIddictServerAspNetCoreHandlers.ResolveRequestUri.Descriptor.Order + 1));
                server.AddEventHandler<ValidateTokenContext>(handler => handler
                    .UseSingletonHandler<RefuseEndedSessions>()
                    .SetOrder(OpenIddictServerHandlers.Protection.ValidateAuthorizationEntry.Descriptor.Order + 1));
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(static context =>
                {
                    context.Metadata["backchannel_logout_supported"] = true;
                    context.Metadata["backchannel_logout_session_supported"] = true;
                    return default;
                }));
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    // The program listens on loopback; https is the proxy's before it.
                    .DisableTransportSecurityRequirement();
            });
    }
}

/// <summary>
/// Addresses in discovery and tokens are those under which citizens reach the site, whatever name the proxy uses for this program.
/// </summary>
sealed class TakePublicAddress(PublicAddress site) : IOpenIddictServerHandler<ProcessRequestContext>
{
    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Transaction.GetHttpRequest() is { } request)
        {
            context.BaseUri = new Uri(site.Root + "/");
            context.RequestUri = new Uri($"{site.Root}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}");
        }

        return default;
    }
}
