using System.Net;
using Microsoft.AspNetCore.Http;

namespace VanLang.Identity.Sessions;

/// <summary>A cookie for this site alone. It is sent over https only; without https it works on this very machine, for trying.</summary>
sealed class SessionCookie : CookieBuilder
{
    public SessionCookie(string name)
    {
        Name = name;
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
        IsEssential = true;
        Path = "/";
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        ArgumentNullException.ThrowIfNull(context);
        CookieOptions options = base.Build(context, expiresFrom);
        options.Secure = context.Request.IsHttps || !(context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address));
        return options;
    }
}
