using System.Security.Claims;
using OpenIddict.Abstractions;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VanLang.Identity.Provider;

/// <summary>
/// What an application is told about who signed in. <c>sub</c> is the account and never changes; <c>sid</c> the session, with which every token ends;
/// with the scope <c>profile</c> the name, with <c>roles</c> the position in which the official acts at the moment and what follows from it.
/// </summary>
static class ProviderClaims
{
    public const string Position = "position";
    public const string PositionTitle = "position_title";
    public const string AgencyCode = "agency_code";
    public const string AgencyName = "agency_name";

    /// <summary><c>citizen</c> or <c>official</c>.</summary>
    public const string AccountKind = "account_kind";

    /// <summary>Everything that may be told, for the discovery document.</summary>
    public static readonly string[] All = [Claims.Subject, "sid", Claims.Name, AccountKind, Position, PositionTitle, AgencyCode, AgencyName, "roles"];

    /// <param name="agency">Agency of the acting position; null for a citizen.</param>
    public static ClaimsIdentity Of(Actor actor, Guid sessionId, AgencyRecord? agency, IEnumerable<string> scopes)
    {
        ClaimsIdentity identity = new("vanlang", Claims.Name, "roles");
        identity.SetScopes(scopes);
        identity.SetClaim(Claims.Subject, actor.AccountId!.Value.ToString());
        identity.SetClaim("sid", sessionId.ToString());
        identity.SetClaim(AccountKind, actor.Kind == ActorKind.Official ? "official" : "citizen");
        if (identity.HasScope(Scopes.Profile))
            identity.SetClaim(Claims.Name, actor.Name);
        if (identity.HasScope(Scopes.Roles) && actor.PositionId is { } position)
        {
            identity.SetClaim(Position, position.ToString());
            identity.SetClaim(PositionTitle, actor.PositionTitle);
            identity.SetClaim(AgencyCode, agency?.Code);
            identity.SetClaim(AgencyName, agency?.Name);
            identity.SetClaims("roles", [actor.Role!]);
        }

        identity.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return identity;
    }
}
