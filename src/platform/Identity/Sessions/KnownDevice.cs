using System.Text.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using VanLang.Identity.Accounts;

namespace VanLang.Identity.Sessions;

/// <summary>
/// A browser in which an account has signed in before. It keeps a protected note of it, so that guesses made elsewhere neither stop nor slow its
/// owner (OWASP "device cookies"). It opens nothing by itself, and a new password forgets it.
/// </summary>
sealed class KnownDevice(IDataProtectionProvider protection, TimeProvider time)
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    static readonly SessionCookie Cookie = new("vanlang-device") { Expiration = Kept };

    readonly IDataProtector protector = protection.CreateProtector("vanlang.devices");

    sealed record Note(Guid AccountId, string? Stamp, string Key, DateTimeOffset Until);

    /// <summary>What the browser sent, unread.</summary>
    public static string? Sent(HttpContext context) => context.Request.Cookies[Cookie.Name!];

    /// <summary>The key of the device where it is known to this account; else null.</summary>
    public string? KeyFor(Account? account, string? sent)
    {
        if (account is null || string.IsNullOrEmpty(sent))
            return null;
        try
        {
            Note? note = JsonSerializer.Deserialize<Note>(protector.Unprotect(sent));
            return note is not null && note.AccountId == account.Id && note.Stamp == account.SecurityStamp && time.GetUtcNow() < note.Until ? note.Key : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A new note for a browser in which the account has just signed in.</summary>
    public string NoteFor(Guid accountId, string? stamp) =>
        protector.Protect(JsonSerializer.Serialize(new Note(accountId, stamp, SessionKey.New(), time.GetUtcNow() + Kept)));

    public void Give(HttpContext context, Guid accountId, string? stamp)
    {
        CookieOptions options = Cookie.Build(context, time.GetUtcNow());
        context.Response.Cookies.Append(Cookie.Name!, NoteFor(accountId, stamp), options);
    }
}
