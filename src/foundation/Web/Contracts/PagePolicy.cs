using Microsoft.AspNetCore.Http;

namespace VanLang.Web.Contracts;

/// <summary>What one page may do beyond the policy of the site (Content-Security-Policy).</summary>
public static class PagePolicy
{
    /// <summary>Lets the scripts of this page connect to one more origin, such as a program on the reader's own machine.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    public static void AllowConnection(HttpContext context, string origin)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.ContentSecurityPolicy = $"{SecurityHeaders.ContentSecurityPolicy}; connect-src 'self' {origin}";
    }
}
