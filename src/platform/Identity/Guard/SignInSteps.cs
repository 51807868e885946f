using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Identity.Pending;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Calendar;

namespace VanLang.Identity.Guard;

/// <summary>Gives the browser its cookie and says where to go next: choice of position, form to send again, page that was asked for, home.</summary>
sealed class SignInSteps(ChangeAccount accounts, DirectoryQueries directory, PendingPosts pending, TimeProvider time, IOptions<IdentitySettings> settings)
{
    public const string ResendPath = "gui-lai";

    public static Task GiveCookie(HttpContext context, OpenedSession opened)
    {
        AuthenticationProperties properties = new();
        properties.Items[SessionTickets.KeyItem] = opened.Key;
        ClaimsIdentity identity = new([new Claim(ClaimTypes.NameIdentifier, opened.AccountId.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Where a browser goes that has just signed in.</summary>
    public async Task<string> After(HttpContext context, OpenedSession opened, string? returnTo, CancellationToken cancellationToken)
    {
        if (opened.Kind == AccountKind.Official && await Positions(opened.AccountId, cancellationToken) != 1)
            return LocalAddress.Page(context, ActorMiddleware.PositionPath, returnTo);
        return await Onward(context, opened.AccountId, opened.Kind == AccountKind.Official, returnTo, cancellationToken);
    }

    /// <summary>Where a browser goes whose account, and position, is known.</summary>
    public async Task<string> Onward(HttpContext context, Guid accountId, bool official, string? returnTo, CancellationToken cancellationToken)
    {
        if (await pending.Waits(context, accountId, cancellationToken))
            return LocalAddress.Page(context, ResendPath, null);
        return LocalAddress.Of(returnTo) ?? LocalAddress.Page(context, official ? settings.Value.OfficialHome : settings.Value.CitizenHome, null);
    }

    async Task<int> Positions(Guid accountId, CancellationToken cancellationToken)
    {
        Account account = await accounts.Find(accountId, cancellationToken);
        return account.PersonId is { } person
            ? (await directory.PositionsOf(person, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken)).Count
            : 0;
    }
}
