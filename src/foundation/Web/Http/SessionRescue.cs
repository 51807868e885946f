using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using VanLang.Web.Contracts;

namespace VanLang.Web;

/// <summary>
/// A form posted after the session has ended: instead of leading to sign-in, where what was typed would be lost, the page that offers it
/// again, with a link to sign-in in a new tab. Everything else is answered as usual.
/// </summary>
sealed class SessionRescue(WebOptions options) : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Challenged && HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && !Answers.IsForPrograms(context)
            ? AntiforgeryRescue.Resend(context, ResendReason.SessionEnded, options)
            : usual.HandleAsync(next, context, policy, authorizeResult);
}
