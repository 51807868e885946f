using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using VanLang.Directory.Contracts;
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
        HttpContext context, CurrentActor current, RequestActor request, PageContext page, SessionActors actors, PositionTitles titles, TimeProvider time, IStringLocalizer<IdentityRoom> text)
    {
        current.Day = VietnamTime.DateOf(time.GetUtcNow());
        if (context.Features.Get<SessionFeature>()?.Session is { } session)
        {
            SessionActor found = await actors.Of(session, context.RequestAborted);
            current.Day = found.Day;
            current.Actor = found.Actor;
            current.Positions = found.Positions;
            current.Powers = found.Powers;
            current.SessionId = session.Id;
            current.ConfirmedAt = session.ConfirmedAt;
            current.LacksFactor = session.LacksFactor;
            request.Actor = current.Actor;
            page.Account = View(current, await titles.Words(context.RequestAborted), text);
        }

        await next(context);
    }

    static AccountView View(CurrentActor current, TitleWords titles, IStringLocalizer<IdentityRoom> text)
    {
        Actor actor = current.Actor;
        PositionRecord? acting = current.Positions.FirstOrDefault(position => position.Id == actor.PositionId);
        List<LinkView> links = [new(text["AccountLink"], "tai-khoan")];
        if (current.Positions.Count + current.Powers.Count > 1)
            links.Insert(0, new(text["SwitchPosition"], PositionPath));
        string? place = acting is null ? null : actor.OnBehalfOfTitle is { } title ? text["OnBehalfOf", titles.In(title), acting.SaidAgency] : $"{titles.In(acting.Title)}, {(acting.UnitName is null ? acting.SaidAgency : $"{acting.SaidUnit}, {acting.SaidAgency}")}";
        return new(actor.Name, place, actor.Kind == ActorKind.Official) { Links = links };
    }

    public const string PositionPath = "can-bo/vai-tro";
}
