using OpenIddict.Abstractions;
using OpenIddict.Server;
using VanLang.Identity.Guard;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace VanLang.Identity.Provider;

/// <summary>
/// A token is worth what its session is worth at this moment: signed out, closed, reset or expired, and code, access and refresh tokens are refused with
/// the next question. An access token also ends with the position that it names; the refresh token then tells of the present one.
/// </summary>
sealed class RefuseEndedSessions(SessionActors actors) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? type = context.Principal?.GetTokenType();
        // The hint of a sign-out may speak of a session that is over; programs have none.
        if (type is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.RefreshToken or TokenTypeIdentifiers.Private.AuthorizationCode)
            || context.Principal!.GetClaim("sid") is not { } sid)
            return;
        SessionActor? live = Guid.TryParse(sid, out Guid session) ? await actors.Live(session, context.CancellationToken) : null;
        string? position = context.Principal!.GetClaim(ProviderClaims.Position);
        if (live is null || live.Session.LacksFactor || (type == TokenTypeIdentifiers.AccessToken && position is not null && live.Actor.PositionId?.ToString() != position))
            context.Reject(
                context.EndpointType is OpenIddictServerEndpointType.Token ? Errors.InvalidGrant : Errors.InvalidToken,
                "The session behind this token has ended, or its official acts in another position.");
    }
}
