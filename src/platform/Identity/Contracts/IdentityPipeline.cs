using Microsoft.AspNetCore.Builder;
using VanLang.Identity.Guard;
using VanLang.Identity.Provider;

namespace VanLang.Identity.Contracts;

/// <summary>How the program takes in the Identity room.</summary>
public static class IdentityPipeline
{
    /// <summary>
    /// After routing (<c>UseWeb</c>) and before forms (<c>UseWebForms</c>): rate limits, session, <see cref="CurrentActor"/>, and the guard that
    /// asks every page and endpoint who may use it.
    /// </summary>
    /// <param name="app">The program.</param>
    /// <param name="beforeGuard">
    /// What has to know the actor and must have run when the guard answers itself: who names the site and its menu, or the page that says "not
    /// allowed" would lack both.
    /// </param>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app, Action<IApplicationBuilder>? beforeGuard = null)
    {
        app.UseRateLimiter();
        app.UseMiddleware<LimitProvider>();
        app.UseAuthentication();
        app.UseMiddleware<ActorMiddleware>();
        beforeGuard?.Invoke(app);
        return app.UseMiddleware<AccessGuard>();
    }
}
