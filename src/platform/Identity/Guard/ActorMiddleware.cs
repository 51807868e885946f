using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Web.Contracts;

namespace VanLang.Identity.Guard;

/// <summary>Builds the actor of the request from session, directory and grants as of today, and shows the account in the header.</summary>
sealed class ActorMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(
        HttpContext context, CurrentActor current, RequestActor request, PageContext page, DirectoryQueries directory, AccessQueries access, DelegationQueries delegations, TimeProvider time,
        IStringLocalizer<IdentityRoom> text)
    {
        current.Day = VietnamTime.DateOf(time.GetUtcNow());
        if (context.Features.Get<SessionFeature>()?.Session is { } session)
        {
            current.SessionId = session.Id;
            current.Actor = session.Kind == AccountKind.Citizen
                ? new(ActorKind.Citizen, session.FullName) { AccountId = session.AccountId }
                : await Official(current, session, directory, access, delegations, context.RequestAborted);
            request.Actor = current.Actor;
            page.Account = View(current, text);
        }

        await next(context);
    }

    static async Task<Actor> Official(
        CurrentActor current, SignedInSession session, DirectoryQueries directory, AccessQueries access, DelegationQueries delegations, CancellationToken cancellationToken)
    {
        Actor official = new(ActorKind.Official, session.FullName) { AccountId = session.AccountId, PersonId = session.PersonId };
        if (session.PersonId is not { } person)
            return official;
        current.Positions = await directory.PositionsOf(person, current.Day, cancellationToken);
        current.Powers = await delegations.PowersOf(person, current.Day, cancellationToken);
        // The session keeps one choice: an own position, or a delegation whose power is used instead.
        if (current.Powers.FirstOrDefault(power => power.DelegationId == session.PositionId) is { } power)
            return power.For(official with { Name = power.ReceiverName });
        PositionRecord? acting = current.Positions is [var only] ? only : current.Positions.FirstOrDefault(position => position.Id == session.PositionId);
        if (acting is null)
            return official;
        return official with
        {
            Name = acting.PersonName,
            PositionId = acting.Id,
            PositionTitle = acting.Title,
            Role = acting.Role,
            UnitId = acting.UnitId ?? acting.AgencyId,
            AgencyId = acting.AgencyId,
            Permissions = await access.PermissionsOf(acting.Role, current.Day, cancellationToken),
        };
    }

    static AccountView View(CurrentActor current, IStringLocalizer<IdentityRoom> text)
    {
        Actor actor = current.Actor;
        PositionRecord? acting = current.Positions.FirstOrDefault(position => position.Id == actor.PositionId);
        List<LinkView> links = [new(text["AccountLink"], "tai-khoan")];
        if (current.Positions.Count + current.Powers.Count > 1)
            links.Insert(0, new(text["SwitchPosition"], PositionPath));
        string? place = acting is null ? null : actor.OnBehalfOfTitle is { } title ? text["OnBehalfOf", title, acting.AgencyName] : $"{acting.Title}, {(acting.UnitName is null ? acting.AgencyName : $"{acting.UnitName}, {acting.AgencyName}")}";
        return new(actor.Name, place, actor.Kind == ActorKind.Official) { Links = links };
    }

    public const string PositionPath = "can-bo/vai-tro";
}
