using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using VanLang.Web.Components;

namespace VanLang.Web.Contracts;

/// <summary>How the program takes in the Web room.</summary>
public static class WebSetup
{
    /// <summary>Services of the room: components, texts, antiforgery, <see cref="PageContext"/>. May be called twice; options add up.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services, Action<WebOptions>? configure = null)
    {
        var options = services.FirstOrDefault(s => s.ServiceType == typeof(WebOptions))?.ImplementationInstance as WebOptions;
        if (options is null)
        {
            options = new();
            services.AddSingleton(options);
            // It knows its texts and nothing of a request: each component of a page need not get one of its own.
            services.AddSingleton(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
            services.AddLocalization(o => o.ResourcesPath = "Resources");
            services.AddRazorComponents();
            services.AddAntiforgery(o =>
            {
                o.Cookie.Name = "vanlang-form";
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            });
            // A declaration with 200 rows of ten inputs is one post.
            services.Configure<FormOptions>(o => o.ValueCountLimit = 20_000);
            services.AddHttpContextAccessor();
            services.AddProblemDetails();
            services.AddOutputCache(KeptPages.Configure);
            // Vietnamese letters stay letters: smaller pages, and who searches the HTML finds them.
            services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
            services.TryAddScoped(OfRequest);
            services.TryAddScoped<TypedValues>();
            services.AddSingleton<IAuthorizationMiddlewareResultHandler, SessionRescue>();
        }

        configure?.Invoke(options);
        return services;
    }

    // One per request, not per scope: an error page is rendered in a scope of its own and still names the site.
    static PageContext OfRequest(IServiceProvider services)
    {
        if (services.GetRequiredService<IHttpContextAccessor>().HttpContext is not { } context)
            return new();
        if (context.Items[typeof(PageContext)] is not PageContext page)
            context.Items[typeof(PageContext)] = page = new();
        return page;
    }

    /// <summary>
    /// First in the pipeline, before authentication: security headers, error pages, language prefix, and then routing itself
    /// (an explicit <c>UseRouting</c> elsewhere would route before <c>/en</c> has been taken off). Pages that are kept are answered here.
    /// </summary>
    public static IApplicationBuilder UseWeb(this IApplicationBuilder app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LanguagePrefix>();
        ErrorPages.Use(app);
        app.UseRouting();
        app.UseMiddleware<UnstorableText>();
        return app.UseOutputCache();
    }

    /// <summary>After authentication and authorization: antiforgery, and the page that keeps what was typed when the token is old.</summary>
    public static IApplicationBuilder UseWebForms(this IApplicationBuilder app)
    {
        app.UseMiddleware<UploadLimit>();
        app.UseAntiforgery();
        return app.UseMiddleware<AntiforgeryRescue>();
    }

    /// <summary>The pages of all rooms in <see cref="WebOptions.PageAssemblies"/>. The room's own endpoints (assets) come with <see cref="WebRoom"/>.</summary>
    public static RazorComponentsEndpointConventionBuilder MapWeb(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<WebOptions>();
        return endpoints.MapRazorComponents<WebApp>().AddAdditionalAssemblies([.. options.PageAssemblies]);
    }
}
