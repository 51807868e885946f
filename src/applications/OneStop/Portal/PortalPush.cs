using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Tells the portal what became of dossiers and of its messages: status and progress after each event, in order for each dossier, at least once
/// under the event's id, of which the portal keeps the first. All dossiers are told, also those of the counter.
/// </summary>
sealed class PortalPush(
    PortalClient client, UnitOfWork unitOfWork, DossierQueries dossiers, ProcedureCatalogue catalogue, DirectoryQueries directory, PublicAddress address,
    CitizenWords words) : RecordSubscriber
{
    public const string SubscriberName = "onestop.portal";

    public override string Name => SubscriberName;

    public override bool Wants(string eventType) =>
        (eventType.StartsWith("dossier.", StringComparison.Ordinal) && eventType != "dossier.paper-made")
        || eventType is PortalMessageEvents.Received or PortalMessageEvents.Closed;

    public override async Task<object?> Prepare(SealedEvent sealedEvent, CancellationToken cancellationToken) => sealedEvent.Subject.Kind switch
    {
        PortalMessage.SubjectKind => await TellOfMessage(sealedEvent, cancellationToken),
        Dossier.SubjectKind => await TellOfDossier(sealedEvent, cancellationToken),
        _ => null,
    };

    public override async Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken)
    {
        if (prepared is not DossierStatus status)
            return;
        PortalSync? sync = await work.Db.Set<PortalSync>().FindAsync([sealedEvent.Subject.Id], cancellationToken);
        if (sync is null)
            work.Db.Add(sync = new() { DossierId = sealedEvent.Subject.Id });
        (sync.SentSequence, sync.SentStatus, sync.SentAt) = (sealedEvent.Sequence, status, work.Now);
    }

    async Task<object?> TellOfMessage(SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        PortalMessage message = await unitOfWork.Read((db, token) => db.Set<PortalMessage>().SingleAsync(m => m.Id == sealedEvent.Subject.Id, token), cancellationToken);
        string code = Uri.EscapeDataString(message.DossierCode);
        if (sealedEvent.Type == PortalMessageEvents.Received)
            await client.Send($"api/v1/thong-diep/{Uri.EscapeDataString(message.MessageId)}/xac-nhan", sealedEvent.Id.ToString(), new { MaHoSo = message.DossierCode }, cancellationToken);
        else if (message is { State: PortalMessageState.Refused, Act: not null })
            await client.Send(
                $"api/v1/ho-so/{code}/tien-trinh", $"{sealedEvent.Id}-tt",
                new { MaHoSo = message.DossierCode, NguoiXuLy = "", ThoiDiemXuLy = PortalJson.Time(sealedEvent.At), DonViXuLy = message.AgencyCode, NoiDungXuLy = message.DecisionReason }, cancellationToken);
        else if (message.State == PortalMessageState.Refused)
            await client.Send(
                $"api/v1/ho-so/{code}/dong-bo", sealedEvent.Id.ToString(),
                new { MaHoSo = message.DossierCode, MaTTHC = message.ProcedureCode, TrangThaiHoSo = "3", NgayTuChoi = PortalJson.Time(sealedEvent.At), LyDo = message.DecisionReason }, cancellationToken);
        return null;
    }

    async Task<object?> TellOfDossier(SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        if (PortalStatus.After(sealedEvent) is not { } after)
            return null;
        DossierFile file = await dossiers.Whole(sealedEvent.Subject.Id, cancellationToken);
        List<PortalDossier> known = await unitOfWork.Read(
            (db, token) => db.Set<PortalDossier>().Where(d => d.DossierId == file.Dossier.Id).ToListAsync(token), cancellationToken);
        // Its code stands for the dossier it was joined to, which tells for both.
        if (await unitOfWork.Read((db, token) => db.Set<PortalDossier>().AnyAsync(d => d.Code == file.Dossier.Code && d.DossierId != file.Dossier.Id, token), cancellationToken))
            return PortalStatus.StatusOf(after);
        PortalNames names = await Names(file, after, cancellationToken);
        (string? title, string? name) = await Actor(sealedEvent, cancellationToken);
        foreach (string code in known.Select(d => d.Code).Append(file.Dossier.Code).Distinct())
        {
            string path = $"api/v1/ho-so/{Uri.EscapeDataString(code)}";
            await client.Send($"{path}/dong-bo", sealedEvent.Id.ToString(), PortalStatus.Of(code, known.Any(d => d.Code == code), sealedEvent, after, file, names), cancellationToken);
            if (Said(sealedEvent.Type) is { } content)
                await client.Send(
                    $"{path}/tien-trinh", $"{sealedEvent.Id}-tt",
                    new
                    {
                        MaHoSo = code,
                        NguoiXuLy = name is null ? "" : name[..Math.Min(name.Length, 50)],
                        ChucDanh = title,
                        ThoiDiemXuLy = PortalJson.Time(sealedEvent.At),
                        DonViXuLy = names.HolderCode,
                        NoiDungXuLy = content,
                        TrangThai = after["status"],
                        NgayBatDau = PortalJson.Time(file.Dossier.AcceptedAt),
                        NgayKetThucTheoQuyDinh = PortalJson.Time(file.Dossier.DueAt),
                    },
                    cancellationToken);
        }

        return PortalStatus.StatusOf(after);
    }

    // The portal speaks Vietnamese, whatever language the program runs in.
    string? Said(string eventType)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        try
        {
            return words.Event(eventType);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    async Task<PortalNames> Names(DossierFile file, IReadOnlyDictionary<string, string?> after, CancellationToken cancellationToken)
    {
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        Guid holder = Guid.TryParse(after.GetValueOrDefault("holder_agency_id"), out Guid id) ? id : file.Dossier.HolderAgencyId;
        AgencyRecord? agency = await directory.AgencyOfAnyDay(holder, cancellationToken);
        IssuedPaper? result = file.Papers.FirstOrDefault(paper => paper.Kind == PaperKind.Result);
        return new(
            procedure.Field,
            procedure.FieldName.Vi,
            agency?.Code ?? agency?.Key ?? "",
            procedure.Results.Count > 0 ? procedure.Results[0].Name.Vi : procedure.Name.Vi,
            result is null ? null : $"{address.Root}/giay-to/{result.CheckCode}",
            address.Root);
    }

    async Task<(string? Title, string? Name)> Actor(SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        Guid? position = await unitOfWork.Read(
            async (db, token) => (await RecordTimeline.Of(db, sealedEvent.Subject, token)).FirstOrDefault(e => e.Id == sealedEvent.Id)?.PositionId, cancellationToken);
        PositionRecord? held = position is { } id ? await directory.Position(id, cancellationToken) : null;
        return (held?.Title, held?.PersonName);
    }
}
