using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using VanLang.Identity.Sessions;

namespace VanLang.Identity.Factors;

/// <summary>What a browser holds between password and second factor: whose password was right, for ten minutes. It opens nothing by itself.</summary>
sealed class SecondStepTicket(IDataProtectionProvider protection, TimeProvider time)
{
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    static readonly SessionCookie Cookie = new("vanlang-second-step");

    readonly IDataProtector protector = protection.CreateProtector("vanlang.second-step");

    sealed record Held(Guid AccountId, string? Stamp, DateTimeOffset Until);

    public void Give(HttpContext context, SecondFactorAsked asked) => context.Response.Cookies.Append(
        Cookie.Name!, protector.Protect(JsonSerializer.Serialize(new Held(asked.AccountId, asked.Stamp, time.GetUtcNow() + Kept))), Cookie.Build(context));

    public SecondFactorAsked? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie.Name!] is not { Length: > 0 } sent)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Held>(protector.Unprotect(sent)) is { } held && time.GetUtcNow() < held.Until ? new(held.AccountId, held.Stamp) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public static void Drop(HttpContext context) => context.Response.Cookies.Delete(Cookie.Name!, Cookie.Build(context));
}
