using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using VanLang.Kernel;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VanLang.Identity.Provider.Logout;

/// <summary>Logout tokens after OpenID Connect Back-Channel Logout 1.0, signed by the key that signs id tokens at the moment.</summary>
sealed class LogoutTokens(IOptionsMonitor<OpenIddictServerOptions> options, PublicAddress site, TimeProvider time)
{
    const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>How long an application may take to look at it.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="clientId">As the application calls itself.</param>
    public string Of(LogoutNotice notice, string clientId)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return Writer.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "logout+jwt",
            Issuer = $"{site.Root}/",
            Audience = clientId,
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                [Claims.Subject] = notice.AccountId.ToString(),
                ["sid"] = notice.SessionId.ToString(),
                [Claims.JwtId] = Guid.NewGuid().ToString(),
                ["events"] = new Dictionary<string, object> { [Event] = new Dictionary<string, object>() },
            },
            SigningCredentials = options.CurrentValue.SigningCredentials[0],
        });
    }
}
