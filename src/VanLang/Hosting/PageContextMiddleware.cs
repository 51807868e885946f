using System.Globalization;
using Microsoft.Extensions.Localization;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.OneStop.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Hosting;

/// <summary>Tells the layouts whose site this is, who is signed in, and which menu the person has.</summary>
sealed class PageContextMiddleware(RequestDelegate next, RoomCatalog rooms, Installation installation, IStringLocalizerFactory localizers)
{
    public async Task InvokeAsync(HttpContext context, PageContext page, CurrentActor current, ProvinceSite site)
    {
        Actor actor = current.Actor;
        bool official = actor.Kind == ActorKind.Official;
        page.Site = await site.View(CultureInfo.CurrentUICulture, context.RequestAborted);
        page.IsDemonstration = installation.IsDemonstration;
        page.AsOfDay = installation.AsOfDay;
        page.Menu = [.. Entries(official ? MenuAudience.Official : MenuAudience.Citizen, actor)];
        page.Keys = rooms.Rooms.SelectMany(room => room.Keys.Select(key => new KeyView(key.Letter, Text(room.GetType(), key.TextKey))));
        if (official && LeadsOn(context.Request, page.Menu) is { } first)
            context.Response.Redirect($"{context.Request.PathBase}/{first}");
        else
            await next(context);
    }

    // Officials begin where their work waits; who has none there, an administrator, begins at the first entry of the own menu.
    static string? LeadsOn(HttpRequest request, IReadOnlyList<MenuEntryView> menu) =>
        HttpMethods.IsGet(request.Method) && request.Path == "/can-bo" && menu is [{ Href: var first }, ..] && menu.All(entry => entry.Href != "can-bo") ? first : null;

    IEnumerable<MenuEntryView> Entries(MenuAudience audience, Actor actor) =>
        from room in rooms.Rooms
        from item in room.Menu
        where item.Audience == audience && (item.Permission is null || actor.May(item.Permission))
        orderby item.Order
        select new MenuEntryView(Text(room.GetType(), item.TextKey), item.Path, Shortcut: item.Shortcut);

    string Text(Type texts, string key) => localizers.Create(texts)[key];
}
