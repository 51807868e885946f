using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Identity.Factors;
using VanLang.Identity.Handovers;
using VanLang.Identity.Pending;
using VanLang.Identity.Provider;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Calendar;

namespace VanLang.Identity.Guard;

/// <summary>Gives the browser its cookie and says where to go next: choice of position, form to send again, page that was asked for, home.</summary>
sealed class SignInSteps(
    ChangeAccount accounts, DirectoryQueries directory, PendingPosts pending, KnownDevice devices, SecondStepTicket ticket, ResetNotices notices,
    TimeProvider time, IOptions<IdentitySettings> settings)
{
    public const string ResendPath = "gui-lai";
    public const string NoticePath = "tai-khoan/cap-lai";
    public const string SecondStepPath = "dang-nhap/ma-xac-thuc";

    /// <summary>The password was right: where the browser goes next.</summary>
    public async Task<string> Onward(HttpContext context, SignInStep step, string? returnTo, CancellationToken cancellationToken)
    {
        if (step is SecondFactorAsked asked)
        {
            ticket.Give(context, asked);
            return LocalAddress.Page(context, SecondStepPath, returnTo);
        }

        OpenedSession opened = (OpenedSession)step;
        await GiveCookie(context, opened);
        return await After(context, opened, returnTo, cancellationToken);
    }

    Task GiveCookie(HttpContext context, OpenedSession opened)
    {
        devices.Give(context, opened.AccountId, opened.Stamp);
        AuthenticationProperties properties = new();
        properties.Items[SessionTickets.KeyItem] = opened.Key;
        ClaimsIdentity identity = new([new Claim(ClaimTypes.NameIdentifier, opened.AccountId.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), properties);
    }

    async Task<string> After(HttpContext context, OpenedSession opened, string? returnTo, CancellationToken cancellationToken)
    {
        Account account = await accounts.Find(opened.AccountId, cancellationToken);
        if (account.NeedsSecondFactor && !opened.SecondFactor)
            return LocalAddress.Page(context, AccessGuard.FactorsPath, returnTo);
        if (opened.Kind == AccountKind.Official && await Positions(account, cancellationToken) != 1)
            return LocalAddress.Page(context, ActorMiddleware.PositionPath, returnTo);
        return await Onward(context, opened.AccountId, opened.Kind == AccountKind.Official, returnTo, cancellationToken);
    }

    /// <summary>Where a browser goes whose account, and position, is known.</summary>
    public async Task<string> Onward(HttpContext context, Guid accountId, bool official, string? returnTo, CancellationToken cancellationToken)
    {
        if (await notices.Any(accountId, cancellationToken))
            return LocalAddress.Page(context, NoticePath, returnTo);
        if (await pending.Waits(context, accountId, cancellationToken))
            return LocalAddress.Page(context, ResendPath, null);
        if (GoOn.LeadsToApplication(context, returnTo))
            return GoOn.To(context, returnTo!);
        return LocalAddress.Of(returnTo) ?? LocalAddress.Page(context, official ? settings.Value.OfficialHome : settings.Value.CitizenHome, null);
    }

    async Task<int> Positions(Account account, CancellationToken cancellationToken) => account.PersonId is { } person
        ? (await directory.PositionsOf(person, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken)).Count
        : 0;
}
