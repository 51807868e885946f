using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using VanLang.Identity.Sessions;

namespace VanLang.Identity.Passkeys;

/// <summary>The question that a browser was asked last, held by the browser itself under data protection until the answer comes.</summary>
sealed class PasskeyQuestions(IDataProtectionProvider protection, TimeProvider time)
{
    static readonly SessionCookie Cookie = new("vanlang-passkey");

    readonly IDataProtector protector = protection.CreateProtector("vanlang.passkeys");

    public void Give(HttpContext context, AskedPasskey asked) =>
        context.Response.Cookies.Append(Cookie.Name!, protector.Protect(JsonSerializer.Serialize(asked)), Cookie.Build(context));

    /// <summary>The question, and the browser forgets it; null where there is none or it is too old.</summary>
    public AskedPasskey? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie.Name!] is not { Length: > 0 } sent)
            return null;
        context.Response.Cookies.Delete(Cookie.Name!, Cookie.Build(context));
        try
        {
            return JsonSerializer.Deserialize<AskedPasskey>(protector.Unprotect(sent)) is { } asked && time.GetUtcNow() < asked.At + PasskeyProtocol.Patience ? asked : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
