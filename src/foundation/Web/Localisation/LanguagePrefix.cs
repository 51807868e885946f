using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VanLang.Web;

/// <summary>
/// Moves a leading <c>/en</c> into the path base and sets the language of texts. A cookie speaks where there is no prefix;
/// <c>?lang=vi</c> or <c>?lang=en</c> writes it and leads to the clean address. The culture of figures stays vi-VN in both languages,
/// or posted numbers would change their meaning.
/// </summary>
sealed class LanguagePrefix(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var prefixed = request.Path.StartsWithSegments(Languages.Prefix, StringComparison.OrdinalIgnoreCase, out var rest);
        if (prefixed)
        {
            request.PathBase = request.PathBase.Add(Languages.Prefix);
            request.Path = rest.HasValue ? rest : "/";
        }

        if (HttpMethods.IsGet(request.Method) && request.Query[Languages.Parameter].ToString() is "vi" or "en")
        {
            Choose(context, prefixed);
            return Task.CompletedTask;
        }

        CultureInfo.CurrentCulture = Languages.Vietnamese;
        CultureInfo.CurrentUICulture = prefixed || request.Cookies[Languages.Cookie] == "en" ? Languages.English : Languages.Vietnamese;
        return next(context);
    }

    static void Choose(HttpContext context, bool prefixed)
    {
        var request = context.Request;
        var language = request.Query[Languages.Parameter].ToString();
        context.Response.Cookies.Append(Languages.Cookie, language, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = request.IsHttps,
        });
        var root = prefixed ? request.PathBase.Value![..^Languages.Prefix.Length] : request.PathBase.Value;
        var query = QueryString.Create(request.Query.Where(q => q.Key != Languages.Parameter));
        // A path that begins with two slashes would be taken for another host.
        var path = "/" + request.Path.ToUriComponent().TrimStart('/', '\\');
        context.Response.Redirect(root + (language == "en" ? Languages.Prefix : "") + path + query.ToUriComponent());
    }
}
