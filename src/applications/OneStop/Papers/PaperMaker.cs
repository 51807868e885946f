using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.Printing.Contracts;

namespace VanLang.OneStop.Papers;

/// <summary>
/// Makes the PDF of each paper on the books, once its event is sealed: the paper can then print size and root of the record that holds it.
/// </summary>
sealed class PaperMaker(
    UnitOfWork unitOfWork, DossierQueries dossiers, PaperData data, ProvinceLibrary province, ProcedureCatalogue catalogue, TemplateLibrary templates,
    DirectoryQueries directory, FileStore files, Installation installation) : RecordSubscriber
{
    public override string Name => "onestop.papers";

    public override bool Wants(string eventType) => eventType
        is SubmitDossier.EventType or AcceptDossier.EventType or RequestSupplement.EventType or RefuseDossier.EventType
            or RequestOpinion.EventType or RecordInspection.EventType or ExtendDueTime.EventType;

    public override async Task<object?> Prepare(SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        IssuedPaper? paper = await unitOfWork.Read(
            (db, token) => db.Set<IssuedPaper>().SingleOrDefaultAsync(p => p.EventId == sealedEvent.Id && p.FileId == null, token), cancellationToken);
        if (paper is null)
            return null;
        DossierFile file = await dossiers.Whole(paper.DossierId, cancellationToken);
        PrintedDocument printed = await Print(file, paper, sealedEvent, cancellationToken);
        using MemoryStream content = new(printed.Pdf.ToArray());
        FileReceipt receipt = await files.Receive(content, PaperFiles.Policy, $"{PaperFiles.NameOf(paper.Kind)}-{file.Dossier.Code}.pdf", cancellationToken);
        return receipt is FileReceipt.Received received
            ? received.File
            : throw new InvalidOperationException("The file store refused a paper of our own.");
    }

    public override async Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken)
    {
        if (prepared is not StoredFile file)
            return;
        IssuedPaper paper = await work.Db.Set<IssuedPaper>().SingleAsync(p => p.EventId == sealedEvent.Id, cancellationToken);
        if (paper.FileId is not null)
            return;
        Facts before = paper.Facts();
        work.Db.Add(file);
        paper.FileId = file.Id;
        paper.ContentHash = file.ContentHash;
        work.Raise(paper.Subject, "paper.made", new { file.ContentHash }, before, paper.Facts());
        work.Raise(
            new Subject(Dossier.SubjectKind, paper.DossierId),
            "dossier.paper-made",
            new { kind = paper.Kind.ToString(), paper.CheckCode, file.ContentHash, sealedEvent.TreeSize, sealedEvent.Root });
    }

    async Task<PrintedDocument> Print(DossierFile file, IssuedPaper paper, SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(paper.IssuedAt);
        Province settings = await province.InForce(day, cancellationToken);
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        Dictionary<string, object?> values = await data.Of(file, paper.CheckCode, cancellationToken);
        string template = paper.Kind switch
        {
            PaperKind.OnlineReceipt => settings.Papers.OnlineReceipt,
            PaperKind.ReceiptAndAppointment => settings.Papers.ReceiptAndAppointment,
            PaperKind.SupplementRequest => settings.Papers.SupplementRequest,
            PaperKind.RefusalNotice => settings.Papers.RefusalNotice,
            PaperKind.OpinionLetter => Named(settings.Papers.OpinionLetter, "opinionLetter"),
            PaperKind.InspectionMinutes => Named(settings.Papers.InspectionMinutes, "inspectionMinutes"),
            PaperKind.ApologyAndReschedule => Named(settings.Papers.ApologyAndReschedule, "apologyAndReschedule"),
            _ => throw new InvalidOperationException("Results are printed when they are prepared, copies made when they are certified."),
        };
        using JsonDocument payload = JsonDocument.Parse(sealedEvent.Payload ?? "{}");
        PaperWords.Add(values, paper, file, payload.RootElement, sealedEvent, await ActorOf(sealedEvent, cancellationToken));
        if (paper.Kind is PaperKind.OpinionLetter or PaperKind.InspectionMinutes)
            values["agency"] = await data.OfCompetent(file.Dossier, cancellationToken);
        if (paper.Kind is PaperKind.OpinionLetter)
            values["opinion"] = await data.OfOpinion(file.Opinions[^1], cancellationToken);
        PrintOptions options = new(paper.IssuedAt, $"{procedure.Name.Vi} - {file.Dossier.Code}", Demonstration: installation.IsDemonstration);
        return (await templates.InForce(template, day, cancellationToken)).Render(values, options);
    }

    async Task<PositionRecord?> ActorOf(SealedEvent sealedEvent, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimelineEvent> events = await unitOfWork.Read((db, token) => RecordTimeline.Of(db, sealedEvent.Subject, token), cancellationToken);
        return events.SingleOrDefault(happened => happened.Id == sealedEvent.Id)?.PositionId is { } position ? await directory.Position(position, cancellationToken) : null;
    }

    static string Named(string? template, string setting) =>
        template ?? throw new InvalidOperationException($"The province names no template for papers.{setting}.");
}
