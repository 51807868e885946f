using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Sessions;

/// <summary>
/// Tickets of the cookie are rows of the table <c>sessions</c>, read with each request: a session that is ended is refused with the next one.
/// Rows are made by <see cref="OpenSession"/>; the cookie then takes the key from the ticket's properties.
/// </summary>
sealed class SessionTickets(UnitOfWork work, SessionSeen seen, TimeProvider time) : ITicketStore
{
    // Asked with every request.
    static readonly KeptQuery<Func<VanLangDbContext, byte[], Task<FoundSession?>>> ByKey = new(() => EF.CompileAsyncQuery((VanLangDbContext db, byte[] hash) => (
        from session in db.Set<Session>().AsNoTracking()
        join account in db.Set<Account>() on session.AccountId equals account.Id
        where session.KeyHash == hash
        select new FoundSession(
            session,
            account.DisabledAt,
            new SignedInSession(
                session.Id, account.Id, account.Kind, account.FullName, account.PersonId, session.PositionId, account.IsDemonstration, session.SecondFactor, session.ConfirmedAt))).FirstOrDefault()));

    /// <summary>Where <see cref="OpenSession"/> leaves the key for the cookie.</summary>
    public const string KeyItem = "session-key";

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        string key = ticket.Properties.Items[KeyItem] ?? throw new InvalidOperationException("Sign-in goes through SignIn.");
        ticket.Properties.Items.Remove(KeyItem);
        return Task.FromResult(key);
    }

    /// <summary>Only comes when a signed-in browser signs in again; the page sends that browser away before.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new InvalidOperationException("A session is never renewed; a new one is opened.");

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new NotSupportedException("A session belongs to a request.");

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        SessionFeature feature = new();
        httpContext.Features.Set(feature);
        byte[] hash = SessionKey.Hash(key);
        FoundSession? found = await work.Read((db, _) => ByKey.For(db)(db, hash), cancellationToken);
        if (found is null)
            return null;

        DateTimeOffset now = time.GetUtcNow();
        Session row = found.Session;
        bool live = row.EndedAt is null && found.DisabledAt is null && now < row.ExpiresAt && now < row.LastSeenAt + SessionTimes.Idle;
        if (!live || (found.SignedIn.IsDemonstration && !Browser.Of(httpContext).IsLocal))
        {
            feature.EndedAccountId = row.AccountId;
            return null;
        }

        if (now >= row.LastSeenAt + SessionTimes.Seen)
            await seen.Touch(row.Id, cancellationToken);
        feature.Session = found.SignedIn;
        ClaimsIdentity identity = new([new Claim(ClaimTypes.NameIdentifier, row.AccountId.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        return new(
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IssuedUtc = row.CreatedAt, ExpiresUtc = row.ExpiresAt },
            CookieAuthenticationDefaults.AuthenticationScheme);
    }

    public Task RemoveAsync(string key) => throw new NotSupportedException("A session belongs to a request.");

    public Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return httpContext.Features.Get<SessionFeature>()?.Session is { } session
            ? EndSessions.One(work, session, cancellationToken)
            : Task.CompletedTask;
    }

    sealed record FoundSession(Session Session, DateTimeOffset? DisabledAt, SignedInSession SignedIn);
}
