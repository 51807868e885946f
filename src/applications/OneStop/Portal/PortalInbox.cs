using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>Messages of the portal for who may see them: an agency its own, an operator all.</summary>
sealed class PortalInbox(UnitOfWork unitOfWork, PortalLink link)
{
    public const int PageSize = 40;

    public static IQueryable<PortalMessage> Visible(IQueryable<PortalMessage> messages, Actor actor)
    {
        if (actor.May(OneStopPermissions.Operate))
            return messages;
        Guid? agency = actor.AgencyId;
        return messages.Where(message => message.AgencyId != null && message.AgencyId == agency);
    }

    /// <summary>What waits for a decision or failed, oldest first; with <paramref name="all"/> everything, latest first.</summary>
    public Task<PortalInboxPage> Read(Actor actor, bool all, KeysetCursor? after, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            IQueryable<PortalMessage> rows = Visible(db.Set<PortalMessage>(), actor);
            rows = all
                ? rows.OrderByDescending(m => m.AnnouncedAt).ThenByDescending(m => m.Id)
                : rows.Where(m => m.State == PortalMessageState.Held || m.State == PortalMessageState.Failed || m.State == PortalMessageState.New).OrderBy(m => m.AnnouncedAt).ThenBy(m => m.Id);
            if (after is { } cursor)
                rows = all
                    ? rows.Where(m => m.AnnouncedAt < cursor.At || (m.AnnouncedAt == cursor.At && m.Id < cursor.Id))
                    : rows.Where(m => m.AnnouncedAt > cursor.At || (m.AnnouncedAt == cursor.At && m.Id > cursor.Id));
            List<PortalMessage> found = await rows.Take(PageSize + 1).ToListAsync(token);
            bool more = found.Count > PageSize;
            if (more)
                found.RemoveAt(PageSize);
            return new PortalInboxPage(
                found, more ? new KeysetCursor(found[^1].AnnouncedAt, found[^1].Id) : null, link.IsOn,
                await db.Set<PortalCursor>().SingleOrDefaultAsync(c => c.Sender == PortalSettings.Sender, token));
        },
        cancellationToken);

    /// <summary>A message with what is needed to decide; null out of sight.</summary>
    public Task<PortalMessageView?> Find(Guid id, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            if (await Visible(db.Set<PortalMessage>(), actor).SingleOrDefaultAsync(m => m.Id == id, token) is not { } message)
                return null;
            string? detail = message.HoldDetail;
            Dossier? other = message.DossierId is { } dossierId
                ? await db.Set<Dossier>().SingleAsync(d => d.Id == dossierId, token)
                : detail is null ? null : await DossierQueries.Visible(db, AccessScope.Of(actor)).SingleOrDefaultAsync(d => d.Code == detail, token);
            Dossier? partner = message is { State: PortalMessageState.Taken, Act: null } && other is not null && JoinPortalDossier.Offers(other)
                ? await JoinPortalDossier.Partners(db, other, actor).OrderByDescending(d => d.SubmittedAt).FirstOrDefaultAsync(token)
                : null;
            return new PortalMessageView(message, await db.Set<PortalMessageFile>().Where(f => f.MessageId == id).OrderBy(f => f.Id).ToListAsync(token), other, partner);
        },
        cancellationToken);

    /// <summary>How far the portal knows a dossier.</summary>
    public Task<PortalSyncView> Sync(Dossier dossier, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => new PortalSyncView(
            link.IsOn,
            await db.Set<PortalDossier>().Where(d => d.DossierId == dossier.Id).OrderBy(d => d.Code).ToListAsync(token),
            await db.Set<PortalSync>().SingleOrDefaultAsync(s => s.DossierId == dossier.Id, token),
            await ParkedEvents.Of(db, PortalPush.SubscriberName, dossier.Subject, token)),
        cancellationToken);
}

/// <summary>A page of messages.</summary>
/// <param name="Cursor">How far the announcements were read; null before the first time.</param>
sealed record PortalInboxPage(IReadOnlyList<PortalMessage> Rows, KeysetCursor? Next, bool IsLinked, PortalCursor? Cursor);

/// <summary>A message with its files and the dossier it became, was joined to or looks like.</summary>
/// <param name="Partner">A dossier of the counter to which the one it became may be joined.</param>
sealed record PortalMessageView(PortalMessage Message, IReadOnlyList<PortalMessageFile> Files, Dossier? Dossier, Dossier? Partner);

/// <summary>A dossier as the portal knows it.</summary>
/// <param name="Waiting">What could not be told yet.</param>
sealed record PortalSyncView(bool IsLinked, IReadOnlyList<PortalDossier> Codes, PortalSync? Sent, ParkedView? Waiting);
