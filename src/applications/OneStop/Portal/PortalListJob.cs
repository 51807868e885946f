using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Asks the portal what is new and puts a row into the inbox for each message not seen before, with a job that fetches it. A message that was
/// announced twice has one row; announcements may come in any order.
/// </summary>
sealed class PortalListJob(PortalLink link, PortalClient client, UnitOfWork unitOfWork) : JobHandler
{
    public const string JobKind = "portal.list";
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static PeriodicJob Periodic { get; } = new(JobKind, "");

    public override string Kind => JobKind;

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        // Linked once and no longer: the duty ends here; the next start with a link puts it back.
        if (link.Settings is null)
            return (_, _) => Task.CompletedTask;
        long place = await unitOfWork.Read(
            (db, token) => db.Set<PortalCursor>().Where(c => c.Sender == PortalSettings.Sender).Select(c => c.Place).FirstOrDefaultAsync(token), cancellationToken);
        try
        {
            Announcements announced = await client.Announced(place, cancellationToken);
            return (work, token) => Keep(work, announced, link.Settings.Every, token);
        }
        catch (PortalException exception)
        {
            return (work, token) => KeepFailure(work, exception.Message, link.Settings.Every, token);
        }
    }

    // The act stands in what was prepared.
    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static async Task Keep(Work work, Announcements announced, TimeSpan every, CancellationToken cancellationToken)
    {
        PortalCursor cursor = await Cursor(work, cancellationToken);
        for (int i = 0; i < announced.HoSo.Count; i++)
            await Keep(work, announced.HoSo[i], i, cancellationToken);
        cursor.Place = Math.Max(cursor.Place, announced.ThuTuCuoi);
        cursor.ReadAt = work.Now;
        cursor.Failures = 0;
        cursor.Error = null;
        Periodic.Schedule(work, "", announced.HoSo.Count > 0 ? work.Now : work.Now + every);
    }

    static async Task Keep(Work work, Announcement announcement, int order, CancellationToken cancellationToken)
    {
        DbSet<PortalMessage> inbox = work.Db.Set<PortalMessage>();
        (string Field, string Value)[] texts =
        [
            (nameof(announcement.MaThongDiep), announcement.MaThongDiep), (nameof(announcement.MaHoSo), announcement.MaHoSo), (nameof(announcement.MaTTHC), announcement.MaTTHC),
            (nameof(announcement.DonViXuLy), announcement.DonViXuLy), (nameof(announcement.MaBam), announcement.MaBam),
        ];
        // One announcement that no database can keep must not hold up all that come after it.
        string? unstorable = texts.Where(text => !StorableText.Holds(text.Value)).Select(text => $"{text.Field} ({StorableText.Bad(text.Value)})").FirstOrDefault();
        if (unstorable is not null)
        {
            announcement = announcement with
            {
                MaThongDiep = StorableText.Escape(announcement.MaThongDiep), MaHoSo = StorableText.Escape(announcement.MaHoSo), MaTTHC = StorableText.Escape(announcement.MaTTHC),
                DonViXuLy = StorableText.Escape(announcement.DonViXuLy), MaBam = StorableText.Escape(announcement.MaBam),
            };
        }

        PortalMessage? known = inbox.Local.FirstOrDefault(m => m.MessageId == announcement.MaThongDiep)
            ?? await inbox.SingleOrDefaultAsync(m => m.Sender == PortalSettings.Sender && m.MessageId == announcement.MaThongDiep, cancellationToken);
        if (known is not null)
        {
            if (known.ContentHash == announcement.MaBam || known.OtherHash == announcement.MaBam)
                return;
            known.OtherHash = announcement.MaBam;
            known.Revision++;
            work.Raise(known.Subject, "portal.message-contradicted", new { announcement.MaBam });
            return;
        }

        PortalMessage message = new()
        {
            Id = work.NewId(),
            Sender = PortalSettings.Sender,
            MessageId = announcement.MaThongDiep,
            Act = announcement.Act,
            DossierCode = announcement.MaHoSo,
            ProcedureCode = announcement.MaTTHC,
            AgencyCode = announcement.DonViXuLy,
            // An unreadable time is found again when the message itself is read; until then the announcement counts.
            FiledAt = PortalJson.ReadTime(announcement.NgayNopHoSo) ?? work.Now,
            AnnouncedAt = work.Now,
            ContentHash = announcement.MaBam,
        };
        inbox.Add(message);
        if (unstorable is not null)
        {
            message.Hold(work, HoldReason.UnstorableText, unstorable, before: null);
            return;
        }

        // Of two that say the same the one announced first is taken in first.
        work.Schedule(message.Id, PortalTakeJob.JobKind, $"portal/{message.DossierCode}", message.Id.ToString(), work.Now.AddMilliseconds(order));
        work.Raise(message.Subject, PortalMessageEvents.Received, new { message.MessageId, message.DossierCode }, before: null, message.Facts());
    }

    static async Task KeepFailure(Work work, string error, TimeSpan every, CancellationToken cancellationToken)
    {
        PortalCursor cursor = await Cursor(work, cancellationToken);
        cursor.Failures++;
        cursor.Error = error;
        TimeSpan wait = every * Math.Pow(2, Math.Min(cursor.Failures, 12));
        Periodic.Schedule(work, "", work.Now + (wait < LongestWait ? wait : LongestWait));
    }

    static async Task<PortalCursor> Cursor(Work work, CancellationToken cancellationToken)
    {
        PortalCursor? cursor = await work.Db.Set<PortalCursor>().FindAsync([PortalSettings.Sender], cancellationToken);
        if (cursor is null)
            work.Db.Add(cursor = new() { Sender = PortalSettings.Sender });
        return cursor;
    }
}

/// <summary>Event types of a message.</summary>
static class PortalMessageEvents
{
    public const string Received = "portal.message-received";
    public const string Taken = "portal.message-taken";
    public const string Held = "portal.message-held";
    public const string Failed = "portal.message-failed";
    public const string Retried = "portal.message-retried";
    public const string Closed = "portal.message-closed";
    public const string Merged = "portal.message-merged";
    public const string MergeUndone = "portal.message-merge-undone";
}
