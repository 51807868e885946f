using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Does with a dossier what its citizen did at the portal: supplements it or asks to withdraw it, by the same rules as here. What cannot be done now
/// waits with its reason for the clerk who has the dossier.
/// </summary>
sealed class ApplyPortalAct(DirectoryQueries directory, DossierSteps steps, SupplementDossier supplement)
{
    /// <param name="content">Null where the text could not be read.</param>
    /// <param name="before">Facts of the message before this attempt.</param>
    public async Task Do(
        Work work, PortalMessage message, PortalActContent? content, IReadOnlyList<PortalMessageFile> files, Facts before, CancellationToken cancellationToken)
    {
        if (await Apply(work, message, content, files, cancellationToken) is { } hold)
        {
            message.Hold(work, hold.Reason, hold.Detail, before);
            return;
        }

        (message.State, message.HoldReason, message.HoldDetail) = (PortalMessageState.Taken, null, null);
        work.Raise(message.Subject, PortalMessageEvents.Taken, new { message.DossierId, act = message.Act.ToString() }, before, message.Facts());
    }

    /// <summary>What came before its dossier did is tried again as soon as the dossier is here.</summary>
    public static async Task Wake(Work work, string dossierCode, CancellationToken cancellationToken)
    {
        List<PortalMessage> early = await work.Db.Set<PortalMessage>()
            .Where(m => m.DossierCode == dossierCode && m.State == PortalMessageState.Held && m.HoldReason == HoldReason.UnknownDossier).OrderBy(m => m.AnnouncedAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        for (int i = 0; i < early.Count; i++)
        {
            PortalMessage message = early[i];
            Facts before = message.Facts();
            (message.State, message.HoldReason, message.HoldDetail, message.Attempts) = (PortalMessageState.New, null, null, 0);
            message.Revision++;
            work.Schedule(message.Id, PortalTakeJob.JobKind, $"portal/{dossierCode}", message.Id.ToString(), work.Now.AddMilliseconds(i));
            work.Raise(message.Subject, PortalMessageEvents.Retried, new { because = "dossier" }, before, message.Facts());
        }
    }

    async Task<Hold?> Apply(Work work, PortalMessage message, PortalActContent? content, IReadOnlyList<PortalMessageFile> files, CancellationToken cancellationToken)
    {
        message.AgencyId ??= (await directory.AgencyByCode(message.AgencyCode, VietnamTime.DateOf(work.Now), cancellationToken))?.Id;
        if (content is null || message.Act == PortalAct.Unknown || content.MaHoSo != message.DossierCode || PortalJson.ReadTime(content.NgayGui) != message.FiledAt)
            return new(HoldReason.Unreadable, null);
        message.OwnerPersonNumber = content.PersonNumber;
        message.Fingerprint = Fingerprint(message, content, files);
        if (await Find(work, message.DossierCode, cancellationToken) is not { } dossier)
            return new(HoldReason.UnknownDossier, message.DossierCode);
        // Whoever has the dossier settles what is wrong with it.
        message.AgencyId = dossier.ReceivingAgencyId;
        message.OwnerName = dossier.OwnerName;
        if (!await IsOwners(work, dossier, content.PersonNumber, cancellationToken))
            return new(HoldReason.OtherPerson, dossier.Code);
        if (!message.IsOfItsOwn && await IsSaidAgain(work, message, cancellationToken))
            return new(HoldReason.PossibleDuplicate, dossier.Code);
        Hold? hold = message.Act == PortalAct.Supplement
            ? await Supplement(work, message, dossier, content, files, cancellationToken)
            : await Withdraw(work, message, dossier, content, cancellationToken);
        if (hold is null)
            message.DossierId = dossier.Id;
        return hold;
    }

    // A dossier is known by its own code, and by one of the portal that was joined to it.
    static async Task<Dossier?> Find(Work work, string code, CancellationToken cancellationToken)
    {
        Guid joined = await work.Db.Set<PortalDossier>().Where(known => known.Code == code).Select(known => known.DossierId).FirstOrDefaultAsync(cancellationToken);
        return await work.Db.Set<Dossier>().SingleOrDefaultAsync(dossier => joined == Guid.Empty ? dossier.Code == code : dossier.Id == joined, cancellationToken);
    }

    // The owner, or who filed it for the owner at the portal.
    static async Task<bool> IsOwners(Work work, Dossier dossier, string? personNumber, CancellationToken cancellationToken) =>
        dossier.OwnerPersonNumber is not { } owner || owner == personNumber
        || (personNumber is not null && await work.Db.Set<PortalMessage>().AnyAsync(
            m => m.DossierId == dossier.Id && m.Act == null && m.OwnerPersonNumber == personNumber, cancellationToken));

    static Task<bool> IsSaidAgain(Work work, PortalMessage message, CancellationToken cancellationToken) => work.Db.Set<PortalMessage>().AnyAsync(
        m => m.DossierCode == message.DossierCode && m.Act == message.Act && m.Fingerprint == message.Fingerprint && m.Id != message.Id && m.State == PortalMessageState.Taken, cancellationToken);

    async Task<Hold?> Supplement(
        Work work, PortalMessage message, Dossier dossier, PortalActContent content, IReadOnlyList<PortalMessageFile> files, CancellationToken cancellationToken)
    {
        Guid asked = await work.Db.Set<WorkItem>()
            .Where(item => item.SubjectKind == Dossier.SubjectKind && item.SubjectId == dossier.Id && item.Role == CandidateRoles.Submitter).Select(item => item.Id).FirstOrDefaultAsync(cancellationToken);
        if (dossier.Status != DossierStatus.SupplementRequested || asked == Guid.Empty || await ProcessRuntime.Find(work, asked) is not { } open)
            return new(HoldReason.NotAsked, dossier.Code);
        // The clock must not go on over papers that did not arrive; the clerk may say that what came is enough.
        string[] refused = [.. files.Where(file => file.FileId is null).Select(file => $"{file.Name} ({file.Refusal})")];
        if (refused.Length > 0 && !message.IsOfItsOwn)
            return new(HoldReason.FilesRefused, string.Join("; ", refused));
        SupplementPaper[] papers = [.. files.Where(file => file.FileId is not null).Select(file => new SupplementPaper(file.ComponentId, file.Name, file.FileId!.Value, file.ContentHash!))];
        if (papers.Length == 0 && string.IsNullOrWhiteSpace(content.NoiDung))
            return new(HoldReason.Unreadable, null);
        Outcome<StepDone> done = await steps.Finish(
            work, open, dossier, SupplementDossier.EventType, token => supplement.Change(work, dossier, papers, content.NoiDung, token), cancellationToken);
        // It was seen that it may be done: anything else is the program's own fault, and leaves nothing half done.
        return done.Succeeded ? null : throw new InvalidOperationException(done.Failure.ToString());
    }

    static async Task<Hold?> Withdraw(Work work, PortalMessage message, Dossier dossier, PortalActContent content, CancellationToken cancellationToken)
    {
        DossierResult? result = await work.Db.Set<DossierResult>().AsNoTracking().SingleOrDefaultAsync(r => r.DossierId == dossier.Id, cancellationToken);
        if (!WithdrawDossier.MayAsk(dossier, result))
            return new(HoldReason.TooLate, dossier.Code);
        Facts before = dossier.Facts();
        WithdrawDossier.Ask(dossier);
        dossier.Revision++;
        work.Raise(dossier.Subject, WithdrawDossier.AskedEventType, new { reason = content.NoiDung?.Trim(), portal = message.MessageId }, before, dossier.Facts());
        return null;
    }

    static string Fingerprint(PortalMessage message, PortalActContent content, IReadOnlyList<PortalMessageFile> files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{message.Act}\n{message.DossierCode}\n{content.PersonNumber}\n{content.NoiDung?.Trim()}\n{string.Join('\n', files.Select(file => file.ContentHash ?? file.Name).Order(StringComparer.Ordinal))}"))));

    /// <summary>Why it waits.</summary>
    sealed record Hold(HoldReason Reason, string? Detail);
}
