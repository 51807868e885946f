using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Identity.Guard;
using VanLang.Identity.Provider.Logout;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VanLang.Identity.Provider;

/// <summary>
/// The endpoints of the provider that have something to say of their own. OpenIddict has checked client, address, verifier and token before; discovery,
/// introspection and revocation it answers itself.
/// </summary>
static class ProviderEndpoints
{
    const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        PublicPageAttribute open = new();
        endpoints.MapMethods(ProviderSetup.Authorize, [HttpMethods.Get, HttpMethods.Post], Authorize).WithMetadata(open).ExcludeFromDescription();
        endpoints.MapPost(ProviderSetup.Token, Token).WithMetadata(open).ExcludeFromDescription();
        endpoints.MapMethods(ProviderSetup.UserInfo, [HttpMethods.Get, HttpMethods.Post], UserInfo).WithMetadata(open).ExcludeFromDescription();
        endpoints.MapMethods(ProviderSetup.EndSession, [HttpMethods.Get, HttpMethods.Post], EndSession).WithMetadata(open).ExcludeFromDescription();
    }

    static async Task<IResult> Authorize(
        HttpContext context, CurrentActor current, Consents consents, DirectoryQueries directory, IOpenIddictApplicationManager clients, TimeProvider time)
    {
        OpenIddictRequest request = context.GetOpenIddictServerRequest()!;
        bool silent = request.HasPromptValue(PromptValues.None);
        if (context.Request.Query.ContainsKey(ConsentAnswer.Denied))
            return Refuse(Errors.AccessDenied, "The person refused.");
        if (Missing(context, current, request, time) is { } path)
            return silent ? Refuse(Errors.LoginRequired, "Nobody has signed in, or not enough for this.") : Lead(context, request, path);

        object client = (await clients.FindByClientIdAsync(request.ClientId!, context.RequestAborted))!;
        Guid? granted = null;
        if (await clients.HasConsentTypeAsync(client, ConsentTypes.Explicit, context.RequestAborted))
        {
            granted = await consents.Find(current.Actor.AccountId!.Value, request.ClientId!, request.GetScopes(), context.RequestAborted);
            if (granted is null)
                return silent ? Refuse(Errors.ConsentRequired, "The person has not agreed yet.") : Lead(context, request, ConsentAnswer.Path);
        }

        ClaimsIdentity identity = ProviderClaims.Of(current.Actor, current.SessionId!.Value, await Agency(directory, current.Actor, current.Day, context), request.GetScopes());
        identity.SetResources(await Audiences(clients, client, context));
        return Results.SignIn(new ClaimsPrincipal(identity), null, Scheme);
    }

    static async Task<IResult> Token(HttpContext context, SessionActors actors, SessionSeen seen, ClientSessions sessions, DirectoryQueries directory, IOpenIddictApplicationManager clients)
    {
        OpenIddictRequest request = context.GetOpenIddictServerRequest()!;
        object client = (await clients.FindByClientIdAsync(request.ClientId!, context.RequestAborted))!;
        if (request.IsClientCredentialsGrantType())
        {
            ClaimsIdentity program = new("vanlang", Claims.Name, "roles");
            program.SetClaim(Claims.Subject, request.ClientId);
            program.SetScopes(request.GetScopes());
            program.SetResources(await Audiences(clients, client, context));
            program.SetDestinations(static _ => [Destinations.AccessToken]);
            return Results.SignIn(new ClaimsPrincipal(program), null, Scheme);
        }

        ClaimsPrincipal known = (await context.AuthenticateAsync(Scheme)).Principal!;
        SessionActor? live = Guid.TryParse(known.GetClaim("sid"), out Guid sid) ? await actors.Live(sid, context.RequestAborted) : null;
        if (live is null)
            return Refuse(Errors.InvalidGrant, "The session has ended.");
        if (client is ClientApplication told && LogoutJob.AddressOf(told) is not null && !(await sessions.Note(sid, told.Id, context.RequestAborted)).Succeeded)
            return Refuse(Errors.InvalidGrant, "The session has ended.");
        // Who works in an application works, though no page of ours is opened.
        await seen.Touch(live.Session.Id, context.RequestAborted);
        ClaimsIdentity identity = ProviderClaims.Of(live.Actor, sid, await Agency(directory, live.Actor, live.Day, context), known.GetScopes());
        identity.SetResources(known.GetResources());
        identity.SetAuthorizationId(known.GetAuthorizationId());
        return Results.SignIn(new ClaimsPrincipal(identity), null, Scheme);
    }

    static async Task<IResult> UserInfo(HttpContext context, SessionActors actors, DirectoryQueries directory)
    {
        ClaimsPrincipal known = (await context.AuthenticateAsync(Scheme)).Principal!;
        SessionActor? live = Guid.TryParse(known.GetClaim("sid"), out Guid sid) ? await actors.Live(sid, context.RequestAborted) : null;
        if (live is null)
            return Refuse(Errors.InvalidToken, "The session has ended, or the token belongs to a program.");
        ClaimsIdentity identity = ProviderClaims.Of(live.Actor, sid, await Agency(directory, live.Actor, live.Day, context), known.GetScopes());
        Dictionary<string, object> said = new(StringComparer.Ordinal);
        foreach (IGrouping<string, Claim> claim in identity.Claims.Where(claim => ProviderClaims.All.Contains(claim.Type)).GroupBy(claim => claim.Type))
            said[claim.Key] = claim.Key == "roles" ? claim.Select(value => value.Value).ToArray() : claim.First().Value;
        return Results.Json(said);
    }

    /// <summary>
    /// With the token of the very session as hint it ends at once and everywhere; without it anybody could sign anybody out by a link, so the person is shown
    /// the button.
    /// </summary>
    static async Task<IResult> EndSession(HttpContext context, CurrentActor current)
    {
        ClaimsPrincipal? hint = (await context.AuthenticateAsync(Scheme)).Principal;
        if (current.SessionId is { } session)
        {
            if (hint?.GetClaim("sid") != session.ToString())
                return Results.Redirect($"{context.Request.PathBase}/dang-nhap");
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);
    }

    /// <returns>The page that has to come first; null where nothing is missing.</returns>
    static string? Missing(HttpContext context, CurrentActor current, OpenIddictRequest request, TimeProvider time)
    {
        if (current.Actor.AccountId is null)
            return "dang-nhap";
        if (current.LacksFactor)
            return AccessGuard.FactorsPath;
        if (current.Actor is { Kind: ActorKind.Official, PositionId: null })
            return ActorMiddleware.PositionPath;
        TimeSpan age = time.GetUtcNow() - (current.ConfirmedAt ?? DateTimeOffset.MinValue);
        // "prompt=login" asks once: the answer comes back with a note that it was done just now.
        bool again = request.HasPromptValue(PromptValues.Login) && age > TimeSpan.FromMinutes(1);
        return again || (request.MaxAge is { } seconds && age > TimeSpan.FromSeconds(seconds)) ? AccessGuard.ConfirmPath : null;
    }

    /// <summary>To a page of ours, and from there back to this very question.</summary>
    static IResult Lead(HttpContext context, OpenIddictRequest request, string path)
    {
        string back = $"{context.Request.PathBase}{ProviderSetup.Authorize}{QueryString.Create(request.GetParameters()
            .Where(parameter => (string?)parameter.Value is not null)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)))}";
        return Results.Redirect(LocalAddress.Page(context, path, back));
    }

    static async Task<AgencyRecord?> Agency(DirectoryQueries directory, Actor actor, DateOnly day, HttpContext context) =>
        actor.AgencyId is { } agency ? await directory.Agency(agency, day, context.RequestAborted) : null;

    /// <summary>Who may ask what a token of the client is worth: the client itself, and the programs named for it.</summary>
    static async Task<IEnumerable<string>> Audiences(IOpenIddictApplicationManager clients, object client, HttpContext context)
    {
        var properties = await clients.GetPropertiesAsync(client, context.RequestAborted);
        string[] named = properties.TryGetValue(ClientFile.Audiences, out System.Text.Json.JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
        return [(await clients.GetClientIdAsync(client, context.RequestAborted))!, .. named];
    }

    static IResult Refuse(string error, string why) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = why,
        }),
        [Scheme]);
}
