using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;

namespace VanLang.Web.Contracts;

/// <summary>
/// On a page that shows what is published and nothing of the person who looks: for visitors without any cookie it is made once and given again for ten
/// seconds, or until this node publishes something or the legal day ends. Who has a cookie (is signed in, is filling in a form) gets it made anew.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptPageAttribute : Attribute;

/// <summary>Which answers are kept, and how they are told apart; scheme, host, language and address always tell them apart.</summary>
sealed class KeptPages : IOutputCachePolicy
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    public static void Configure(OutputCacheOptions options)
    {
        // Whoever makes up addresses only pushes out what would be made anew.
        options.SizeLimit = 32 * 1024 * 1024;
        options.MaximumBodySize = 1024 * 1024;
        options.AddBasePolicy(policy => policy.AddPolicy<KeptPages>(), excludeDefaultPolicy: true);
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        HttpRequest request = context.HttpContext.Request;
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<KeptPageAttribute>() is null)
            return ValueTask.CompletedTask;
        bool isStranger = HttpMethods.IsGet(request.Method) && request.Headers.Cookie.Count == 0 && request.Headers.Authorization.Count == 0;
        context.EnableOutputCaching = isStranger;
        context.AllowCacheLookup = isStranger;
        context.AllowCacheStorage = isStranger;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Kept;
        context.CacheVaryByRules.QueryKeys = "*";
        TimeProvider time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        context.CacheVaryByRules.VaryByValues["day"] = VietnamTime.DateOf(time.GetUtcNow()).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        context.CacheVaryByRules.VaryByValues["published"] = DefinitionStore.PublishedHere.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        HttpResponse response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
