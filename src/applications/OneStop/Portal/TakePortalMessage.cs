using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Makes a dossier of a fetched message, or says why it must wait for a decision. The dossier keeps code and time of the portal; its clock starts,
/// as by law, when a clerk takes it in. What the form finds wrong is shown to the clerk and refuses nothing.
/// </summary>
sealed class TakePortalMessage(ProcedureCatalogue catalogue, PublishedForms published, DirectoryQueries directory, ReceivingAgencies receiving, SubmitDossier submit)
{
    /// <param name="content">Null where the text could not be read.</param>
    /// <param name="before">Facts of the message before this attempt.</param>
    public async Task Do(
        Work work, PortalMessage message, PortalDossierContent? content, IReadOnlyList<PortalMessageFile> files, Facts before, CancellationToken cancellationToken)
    {
        if (await Open(work, message, content, files, cancellationToken) is { } hold)
        {
            message.Hold(work, hold.Reason, hold.Detail, before);
            return;
        }

        (message.State, message.HoldReason, message.HoldDetail) = (PortalMessageState.Taken, null, null);
        work.Raise(message.Subject, PortalMessageEvents.Taken, new { message.DossierId }, before, message.Facts());
        await ApplyPortalAct.Wake(work, message.DossierCode, cancellationToken);
    }

    async Task<Hold?> Open(Work work, PortalMessage message, PortalDossierContent? content, IReadOnlyList<PortalMessageFile> files, CancellationToken cancellationToken)
    {
        if (content is null || content.MaHoSo != message.DossierCode || content.MaTTHC != message.ProcedureCode
            || PortalJson.ReadTime(content.NgayNopHoSo) != message.FiledAt || Answers(content.DuLieuToKhai.CauTraLoi) is not { } answers)
            return new(HoldReason.Unreadable, null);
        message.OwnerName = content.ChuHoSo;
        message.OwnerPersonNumber = content.PersonNumber;
        message.Fingerprint = Fingerprint(message, answers, files);
        DateOnly day = VietnamTime.DateOf(work.Now);
        message.AgencyId = (await directory.AgencyByCode(message.AgencyCode, day, cancellationToken))?.Id;
        if (message.AgencyId is not { } agency)
            return new(HoldReason.UnknownAgency, message.AgencyCode);
        if (await catalogue.InForce(message.ProcedureCode, day, cancellationToken) is not { Procedure.CanBeFiled: true } found)
            return new(HoldReason.UnknownProcedure, message.ProcedureCode);
        if (await published.Find(content.DuLieuToKhai.MaToKhai, content.DuLieuToKhai.PhienBan, cancellationToken) is not { } form || form.Schema.Procedure is { } of && of != message.ProcedureCode)
            return new(HoldReason.UnknownForm, $"{content.DuLieuToKhai.MaToKhai} {content.DuLieuToKhai.PhienBan}");
        if (!await receiving.Takes(found.Procedure, agency, day, cancellationToken))
            return new(HoldReason.NotOpened, OneStopErrors.NotTakenInThere.Code);
        if (await Likeness(work, message, cancellationToken) is { } alike)
            return alike;

        Draft draft = Draft(work, content, message, agency, found, form, answers);
        DraftFile[] draftFiles = [.. files.Where(file => file.FileId is not null).Select(file => DraftFile(work, draft, form.Schema, file))];
        FormContext context = Context(content, answers, found.Procedure, message.FiledAt, draftFiles);
        Outcome<SubmittedDossier> opened = await submit.Of(work, draft, draftFiles, new(message.DossierCode, message.FiledAt, content.ChuHoSo, content.PersonNumber, context), cancellationToken);
        if (!opened.Succeeded)
            return new(HoldReason.NotOpened, opened.Failure.Code.Code);

        work.Db.Add(draft);
        work.Db.AddRange(draftFiles);
        message.DossierId = opened.Value.Id;
        work.Db.Add(new PortalDossier
        {
            Code = message.DossierCode,
            DossierId = opened.Value.Id,
            MessageId = message.Id,
            IsJoined = false,
            Findings = JsonSerializer.Serialize(Findings(form.Schema, answers, context, files)),
        });
        return null;
    }

    // Order matters: a code stands for one dossier whatever else is alike.
    static async Task<Hold?> Likeness(Work work, PortalMessage message, CancellationToken cancellationToken)
    {
        PortalMessage? sameCode = await work.Db.Set<PortalMessage>().AsNoTracking()
            .Where(m => m.DossierCode == message.DossierCode && m.Id != message.Id && m.Act == null && m.Payload != null
                && (m.State == PortalMessageState.Taken || m.State == PortalMessageState.Merged || (m.State == PortalMessageState.Held && m.HoldReason == HoldReason.PossibleMerge)))
            .OrderBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
        if (sameCode is not null)
            return sameCode.Fingerprint == message.Fingerprint ? new(HoldReason.PossibleDuplicate, message.DossierCode) : new(HoldReason.ChangedContent, message.DossierCode);
        if (await work.Db.Set<Dossier>().AnyAsync(d => d.Code == message.DossierCode, cancellationToken))
            return new(HoldReason.CodeInUse, message.DossierCode);
        if (message.IsOfItsOwn)
            return null;
        string? sameContent = await work.Db.Set<PortalMessage>()
            .Where(m => m.Fingerprint == message.Fingerprint && m.Id != message.Id && m.Act == null && m.DossierId != null).OrderBy(m => m.Id).Select(m => m.DossierCode).FirstOrDefaultAsync(cancellationToken);
        if (sameContent is not null)
            return new(HoldReason.PossibleDuplicate, sameContent);
        string? atCounter = await work.Db.Set<Dossier>()
            .Where(d => d.ProcedureCode == message.ProcedureCode && d.OwnerPersonNumber == message.OwnerPersonNumber && d.OwnerPersonNumber != null
                && d.FinishedAt == null && d.Channel != Channel.Online)
            .OrderByDescending(d => d.SubmittedAt).Select(d => d.Code).FirstOrDefaultAsync(cancellationToken);
        return atCounter is null ? null : new(HoldReason.PossibleMerge, atCounter);
    }

    static Draft Draft(Work work, PortalDossierContent content, PortalMessage message, Guid agency, VersionedProcedure procedure, PublishedForm form, FormAnswers answers) => new()
    {
        Id = work.NewId(),
        // The citizen's account at the portal: no account of ours has this id.
        AccountId = Guid.TryParse(content.MaDoiTuong, out Guid technical) ? technical : Kernel.DeterministicId.Of($"portal/{message.Sender}/{message.OwnerPersonNumber}"),
        AtCounter = false,
        ProcedureCode = message.ProcedureCode,
        ProcedureVersion = procedure.Version,
        FormKey = form.Schema.Id,
        FormVersion = form.Version,
        ReceivingAgencyId = agency,
        Answers = answers.ToJson(),
        ContactPhone = Filled(content.SoDienThoai),
        ContactEmail = Filled(content.Email),
        ReturnMethod = content.HinhThuc switch
        {
            "1" when Filled(content.ThongTinTra) is not null => ReturnMethod.Post,
            "2" => ReturnMethod.Online,
            _ => ReturnMethod.Counter,
        },
        ReturnAddress = content.HinhThuc == "1" ? Filled(content.ThongTinTra) : null,
        CreatedAt = work.Now,
        UpdatedAt = work.Now,
    };

    static DraftFile DraftFile(Work work, Draft draft, FormSchema form, PortalMessageFile file) => new()
    {
        Id = work.NewId(),
        DraftId = draft.Id,
        Slot = SlotOf(form, file.ComponentId)?.Key ?? "",
        ComponentId = file.ComponentId,
        Name = file.Name,
        FileId = file.FileId!.Value,
        ContentHash = file.ContentHash!,
        Length = file.Length,
        AddedAt = work.Now,
    };

    // The number of an identity that the portal has verified needs no paper beside it.
    static FormContext Context(PortalDossierContent content, FormAnswers answers, Procedure procedure, DateTimeOffset filedAt, IReadOnlyList<DraftFile> files) => new(
        filedAt,
        new Dictionary<string, object?>
        {
            ["tra_cuu_dan_cu"] = content.TaiKhoanDuocXacThucVoiVNeID == "1" && content.PersonNumber is { } number && procedure.Owner is { } owner && number == answers.Text(owner.NumberField) ? true : null,
        },
        [.. files.Select(file => new UploadedFile(file.Id.ToString(), file.Slot, file.Name, file.Length))]);

    static List<PortalFinding> Findings(FormSchema form, FormAnswers answers, FormContext context, IReadOnlyList<PortalMessageFile> files) =>
    [
        .. form.Check(answers, context).Select(error => new PortalFinding(error.Field, error.Message.Vietnamese, error.Message.English)),
        .. answers.Values.Keys.Where(key => form.Field(key) is null).Select(key => new PortalFinding(key, $"Tờ khai không có mục {key}.", $"The form has no field {key}.")),
        .. files.Where(file => file.Refusal is not null).Select(file => new PortalFinding(null, Said(file, "vi"), Said(file, "en"))),
        .. files.Where(file => file.FileId is not null && SlotOf(form, file.ComponentId) is null)
            .Select(file => new PortalFinding(null, $"Tệp {file.Name} gửi cho thành phần {file.ComponentId} mà tờ khai không có.", $"The file {file.Name} came for {file.ComponentId}, which the form does not have.")),
    ];

    static string Said(PortalMessageFile file, string language) =>
        new Kernel.Files.FileReceipt.Refused(file.Refusal!, new(file.Name, file.Length, Kernel.Files.FileIntakePolicy.Citizen)).Text(CultureInfo.GetCultureInfo(language));

    static SchemaField? SlotOf(FormSchema form, string component) =>
        form.Pages.SelectMany(page => page.Fields).FirstOrDefault(field => field.Type == FieldType.File && field.Component == component);

    internal static FormAnswers? Answers(JsonElement answers)
    {
        try
        {
            return FormAnswers.FromJson(answers.GetRawText());
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    static string Fingerprint(PortalMessage message, FormAnswers answers, IReadOnlyList<PortalMessageFile> files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{message.ProcedureCode}\n{message.OwnerPersonNumber}\n{answers.ToJson()}\n{string.Join('\n', files.Select(file => file.ContentHash).Order(StringComparer.Ordinal))}"))));

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 200)];

    /// <summary>Why a message waits.</summary>
    sealed record Hold(HoldReason Reason, string? Detail);
}
