using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Pending;

/// <summary>Keeps what was typed into a form whose session has ended, and gives it back after sign-in.</summary>
sealed class PendingPosts(UnitOfWork work, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Characters of all names and values together.</summary>
    public const int MostText = 256 * 1024;

    /// <summary>Forms of browsers that name no session, all together: whoever fills the table from outside fills it so far.</summary>
    const int MostUnknown = 200;

    static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    static readonly SessionCookie Cookie = new("vanlang-pending");

    readonly IDataProtector protector = protection.CreateProtector("vanlang.pending-posts");

    /// <summary>Keeps the form of the request, where it is one of our own pages' and not too large.</summary>
    /// <returns>Whether it is kept.</returns>
    public async Task<bool> Keep(HttpContext context, Guid? accountId, CancellationToken cancellationToken)
    {
        if (!IsFromHere(context.Request) || await Read(context.Request, cancellationToken) is not { } form)
            return false;
        // Before the operation: protecting may have to write a new key.
        byte[] content = protector.Protect(JsonSerializer.SerializeToUtf8Bytes(form));
        string key = SessionKey.New();
        Outcome<bool> kept = await work.Execute<bool>(
            new Operation("pending-post.keep", Actor.Nobody),
            async (work, token) =>
            {
                await work.Db.Set<PendingPost>().Where(post => post.ExpiresAt < work.Now).ExecuteDeleteAsync(token);
                if (accountId is null)
                    await work.Queue("pending-posts", token);
                if (accountId is null && await work.Db.Set<PendingPost>().CountAsync(post => post.AccountId == null, token) >= MostUnknown)
                    return false;
                work.Db.Add(new PendingPost
                {
                    Id = work.NewId(),
                    KeyHash = SessionKey.Hash(key),
                    AccountId = accountId,
                    Content = content,
                    ExpiresAt = work.Now + Kept,
                });
                return true;
            },
            cancellationToken);
        if (!kept.Value)
            return false;
        context.Response.Cookies.Append(Cookie.Name!, key, Cookie.Build(context));
        return true;
    }

    /// <summary>Whether this browser has something that was not yet offered to it again.</summary>
    public async Task<bool> Waits(HttpContext context, Guid? accountId, CancellationToken cancellationToken) =>
        await Find(context, accountId, cancellationToken) is { ShownAt: null };

    /// <summary>What this browser sent, for the one whose session it was.</summary>
    public async Task<PendingForm?> Show(HttpContext context, Guid accountId, CancellationToken cancellationToken)
    {
        if (await Find(context, accountId, cancellationToken) is not { } found)
            return null;
        if (found.ShownAt is null)
            await work.Execute<Done>(
                new Operation("pending-post.show", Actor.System),
                async (work, token) =>
                {
                    await work.Db.Set<PendingPost>().Where(post => post.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(post => post.ShownAt, work.Now), token);
                    return new Done();
                },
                cancellationToken);
        return JsonSerializer.Deserialize<PendingForm>(protector.Unprotect(found.Content));
    }

    async Task<PendingPost?> Find(HttpContext context, Guid? accountId, CancellationToken cancellationToken)
    {
        if (context.Request.Cookies[Cookie.Name!] is not { Length: > 0 } key)
            return null;
        byte[] hash = SessionKey.Hash(key);
        DateTimeOffset now = time.GetUtcNow();
        return await work.Read(
            (db, token) => db.Set<PendingPost>().FirstOrDefaultAsync(
                post => post.KeyHash == hash && post.ExpiresAt > now && (accountId == null || post.AccountId == null || post.AccountId == accountId), token),
            cancellationToken);
    }

    /// <summary>A foreign site must not put a form of its own before somebody who is about to sign in.</summary>
    static bool IsFromHere(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin";
        string origin = request.Headers.Origin.ToString();
        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    static async Task<PendingForm?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            IFormCollection form = await request.ReadFormAsync(cancellationToken);
            List<PendingField> fields = [.. form
                .Where(field => field.Key != "__RequestVerificationToken" && !IsSecret(field.Key))
                .SelectMany(field => field.Value.Select(value => new PendingField(field.Key, value ?? "")))];
            if (fields.Sum(field => field.Name.Length + field.Value.Length) > MostText)
                return null;
            return new(
                request.PathBase + request.Path + request.QueryString,
                fields,
                [.. form.Files.Where(file => file.FileName.Length > 0).Select(file => file.FileName)],
                request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    static bool IsSecret(string name)
    {
        string last = name[(name.LastIndexOf('.') + 1)..];
        return name.Contains("password", StringComparison.OrdinalIgnoreCase)
            || last.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || last.Equals("pin", StringComparison.OrdinalIgnoreCase)
            || last.EndsWith("Pin", StringComparison.Ordinal)
            || last.Equals("otp", StringComparison.OrdinalIgnoreCase);
    }
}
