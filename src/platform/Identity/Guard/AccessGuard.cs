using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using VanLang.Identity.Contracts;
using VanLang.Identity.Pending;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Web.Contracts;

namespace VanLang.Identity.Guard;

/// <summary>
/// Lets a request through to its page or endpoint when every <see cref="AccessRequirementAttribute"/> on it admits the actor. One without any is refused
/// to everybody, so that a forgotten attribute is found at once. What was typed into a form survives the way over sign-in.
/// </summary>
sealed partial class AccessGuard(RequestDelegate next, TimeProvider time, ILogger<AccessGuard> log)
{
    /// <summary>How long a proof counts for what is delicate.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    public async Task InvokeAsync(HttpContext context, CurrentActor current, PendingPosts pending, WebOptions web)
    {
        // Answers of the router itself ("method not allowed") are no route endpoints.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        IReadOnlyList<AccessRequirementAttribute> requirements = endpoint.Metadata.GetOrderedMetadata<AccessRequirementAttribute>();
        if (requirements.Count == 0)
        {
            LogUnmarked(endpoint.DisplayName);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (current.LacksFactor && endpoint.Metadata.GetMetadata<OpenWithoutFactorAttribute>() is null && !requirements.Any(requirement => requirement is PublicPageAttribute))
        {
            await LeadAway(context, current, pending, web, FactorsPath);
        }
        else if (requirements.All(requirement => requirement.Admits(current.Actor)))
        {
            if (endpoint.Metadata.GetMetadata<AsksAgainAttribute>() is not null && !IsRead(context.Request) && !(time.GetUtcNow() < current.ConfirmedAt + Fresh))
                await LeadAway(context, current, pending, web, ConfirmPath);
            else
                await next(context);
        }
        else if (current.Actor is { Kind: ActorKind.Nobody } || current.Actor is { Kind: ActorKind.Official, PositionId: null })
        {
            await LeadAway(context, current, pending, web, current.Actor.Kind == ActorKind.Nobody ? "dang-nhap" : ActorMiddleware.PositionPath);
        }
        else
        {
            LogRefused(current.Actor.AccountId, current.Actor.PositionId, endpoint.DisplayName);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    public const string FactorsPath = "tai-khoan/xac-thuc";
    public const string ConfirmPath = "xac-nhan";

    static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>
    /// To sign-in; an official who has not said in which position to act, to that choice; who must prove again, to that page. What was sent waits
    /// there and is offered afterwards.
    /// </summary>
    static async Task LeadAway(HttpContext context, CurrentActor current, PendingPosts pending, WebOptions web, string path)
    {
        bool nobody = current.Actor.Kind == ActorKind.Nobody;
        if (IsForPrograms(context.Request, web))
        {
            context.Response.StatusCode = nobody ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            return;
        }

        bool read = IsRead(context.Request);
        if (!read && context.Request.HasFormContentType)
        {
            Guid? account = current.Actor.AccountId ?? context.Features.Get<SessionFeature>()?.EndedAccountId;
            await pending.Keep(context, account, context.RequestAborted);
        }

        context.Response.StatusCode = read ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = LocalAddress.Page(context, path, LocalAddress.Here(context.Request));
    }

    static bool IsForPrograms(HttpRequest request, WebOptions web)
    {
        string accepted = request.Headers.Accept.ToString();
        return web.ApiPaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            || (accepted.Length > 0 && !accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase) && !accepted.Contains("*/*", StringComparison.Ordinal));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Endpoint {Endpoint} says nobody who may use it; refused")]
    partial void LogUnmarked(string? endpoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} in position {PositionId} may not use {Endpoint}")]
    partial void LogRefused(Guid? accountId, Guid? positionId, string? endpoint);
}
