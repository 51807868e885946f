using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using VanLang.OneStop.Results;
using VanLang.OneStop.Successions;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>Brings together what an official sees of one dossier.</summary>
sealed class CaseReader(
    UnitOfWork unitOfWork, DossierQueries dossiers, ProcedureCatalogue catalogue, FormLibrary forms, DirectoryQueries directory,
    WorkingCalendars calendars, DeskNames names, WorkCandidates people, CasePlaces places, DossierLaw law, IStringLocalizer<DeskTexts> text, TimeProvider time)
{
    /// <param name="workItemId">The work item that the official came for; null takes the first that the position may do.</param>
    /// <returns>Null where the dossier does not exist or the position may not see it.</returns>
    public async Task<DeskCase?> Read(string code, Guid? workItemId, Actor actor, CancellationToken cancellationToken)
    {
        if (await dossiers.Find(code, AccessScope.Of(actor), cancellationToken) is not { } file)
            return null;
        Dossier dossier = file.Dossier;
        DateTimeOffset now = time.GetUtcNow();
        WorkingCalendar calendar = await calendars.InForce(now, cancellationToken);
        DeskWords words = await names.Words(cancellationToken);
        List<WorkItem> work = await dossiers.OpenWork(dossier.Id, cancellationToken);
        List<WorkItem> mine = [.. work.Where(item => DossierSteps.MayDo(actor, item, dossier) && WorkHolding.IsFreeFor(actor, item))];
        Dictionary<Guid, IReadOnlyList<PositionRecord>> candidates = [];
        Dictionary<Guid, IReadOnlyList<DelegatedPower>> substitutes = [];
        foreach (WorkItem item in work)
        {
            candidates[item.Id] = await people.Of(item, VietnamTime.DateOf(now), cancellationToken);
            substitutes[item.Id] = await people.Substitutes(item, dossier.ProcedureCode, VietnamTime.DateOf(now), cancellationToken);
        }

        (Dictionary<Guid, StoredFile> files, IReadOnlyList<TimelineEvent> events) = await unitOfWork.Read(
            async (db, token) =>
            {
                Guid[] ids = [.. file.Documents.Select(document => document.FileId).OfType<Guid>()];
                return (
                    await db.Set<StoredFile>().Where(stored => ids.Contains(stored.Id)).ToDictionaryAsync(stored => stored.Id, token),
                    await RecordTimeline.Of(db, dossier.Subject, token));
            },
            cancellationToken);
        return new(
            file,
            await catalogue.Version(dossier.ProcedureCode, dossier.ProcedureVersion),
            await forms.Version(dossier.FormKey, dossier.FormVersion),
            work,
            mine.FirstOrDefault(item => item.Id == workItemId) ?? mine.FirstOrDefault(),
            await Agencies(file, work, cancellationToken),
            files,
            await Acts(events, dossier, words, cancellationToken),
            dossier.Clock is { } stored ? DossierClock.Read(calendar, stored) : null,
            DeskTime.Of(calendar, now),
            actor,
            candidates,
            substitutes,
            await places.Of(dossier, work, calendar, now, cancellationToken),
            (await law.Limit(dossier, cancellationToken))?.Value,
            dossier.AcceptedAt is null ? await law.LimitCases(dossier, cancellationToken) : [],
            RecordedRulings.Of(events),
            words);
    }

    Task<IReadOnlyDictionary<Guid, string>> Agencies(DossierFile file, List<WorkItem> work, CancellationToken cancellationToken)
    {
        Dossier dossier = file.Dossier;
        return directory.SaidNamesOf(
            [
                .. work.Select(item => item.AgencyId)
                    .Concat(file.Opinions.Select(opinion => (Guid?)opinion.AskedAgencyId))
                    .Concat([dossier.HelpAgencyId, dossier.ReceivingAgencyId, dossier.CompetentAgencyId, dossier.ReturnAgencyId, dossier.HolderAgencyId])
                    .OfType<Guid>().Distinct(),
            ],
            cancellationToken);
    }

    async Task<IReadOnlyList<CaseAct>> Acts(IReadOnlyList<TimelineEvent> events, Dossier dossier, DeskWords words, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> told = [];
        foreach (TimelineEvent happened in events)
        {
            if (ReturnResult.ReceivedBy(happened) is { } recipient)
                told[happened.Id] = text["HandedTo", recipient];
            if (MoveDossier.Read(happened) is { } moved)
                told[happened.Id] = text["MovedBetween", await Name(moved.From, cancellationToken), await Name(moved.To, cancellationToken), words.Actor(moved.By) ?? moved.By];
        }

        IReadOnlyDictionary<Guid, PositionRecord> positions = await directory.Positions([.. events.Select(e => e.PositionId).OfType<Guid>().Distinct()], cancellationToken);
        return
        [
            // Papers made are listed as papers.
            .. events.Where(e => e.Type != "dossier.paper-made").Select(e => new CaseAct(
                e.Type,
                e.At,
                e.PositionId is { } id && positions.GetValueOrDefault(id) is { } position ? $"{position.PersonName} – {words.Titles.In(position.Title)}"
                    : e.ActorKind == nameof(ActorKind.Citizen) ? dossier.OwnerName
                    : null,
                e.Reason ?? told.GetValueOrDefault(e.Id),
                e.Reason is not null)),
        ];
    }

    async Task<string> Name(Guid agency, CancellationToken cancellationToken) => (await directory.AgencyOfAnyDay(agency, cancellationToken))?.Said() ?? "";
}

/// <summary>A dossier as its case page needs it.</summary>
/// <param name="Work">Everything open.</param>
/// <param name="Mine">What the acting position is to do now; null for nothing.</param>
/// <param name="Agencies">Names by id.</param>
/// <param name="Files">Stored files of the papers by id.</param>
/// <param name="Acts">What happened, oldest first.</param>
/// <param name="Clock">Null before acceptance.</param>
/// <param name="Actor">Who looks at it.</param>
/// <param name="Candidates">Who may do each open work item.</param>
/// <param name="Substitutes">Who stands in for them by delegation.</param>
/// <param name="Place">Who held it for how long, and by which rules.</param>
/// <param name="Limit">How long it may take by the law of the day of submission; null where nothing is laid down.</param>
/// <param name="LimitCases">Cases of the time limit to choose from when it is taken in; none where there is no choice.</param>
/// <param name="Rulings">Why fee, competence and limit are as they are.</param>
/// <param name="Words">English names of steps and titles, where the reader wants them.</param>
sealed record DeskCase(
    DossierFile File, Procedure Procedure, FormSchema Form, IReadOnlyList<WorkItem> Work, WorkItem? Mine, IReadOnlyDictionary<Guid, string> Agencies,
    IReadOnlyDictionary<Guid, StoredFile> Files, IReadOnlyList<CaseAct> Acts, DeadlineClock? Clock, DeskTime Time, Actor Actor,
    IReadOnlyDictionary<Guid, IReadOnlyList<PositionRecord>> Candidates, IReadOnlyDictionary<Guid, IReadOnlyList<DelegatedPower>> Substitutes, CasePlaceFacts Place,
    TimeLimit? Limit, IReadOnlyList<LimitCase> LimitCases, IReadOnlyList<Ruling> Rulings, DeskWords Words)
{
    public Dossier Dossier => File.Dossier;

    /// <summary>Operators have suspended the process: no step can be done.</summary>
    public bool IsSuspended => Place.Process is { IsSuspended: true };

    /// <summary>What the operator gave as the reason; null where the version as a whole is suspended.</summary>
    public string? WhySuspended => Acts.LastOrDefault(act => act.Type is "dossier.process-suspended" or "dossier.process-resumed") is { Type: "dossier.process-suspended" } act ? act.Reason : null;

    /// <summary>Address of the page without leading slash.</summary>
    public string Path => $"can-bo/ho-so/{Dossier.Code}";

    public ClockState ClockState => Dossier.FinishedAt is { } finished
        ? ClockStates.OfFinished(Dossier.Status, finished, Dossier.DueAt)
        : ClockStates.Of(Dossier.Status, Clock is not null, Dossier.DueAt, Time.Now, Time.Soon);

    /// <summary>Until when a step should be done: its share of the limit, and never later than the dossier itself is due; null while the clock is paused.</summary>
    public DateTimeOffset? StepDue(WorkItem item) => Clock is { IsPaused: true }
        ? null
        : item.DueAt > Dossier.DueAt ? Dossier.DueAt : item.DueAt;

    /// <summary>How much working time is left, or by how much it is late.</summary>
    public string? Remaining(Microsoft.Extensions.Localization.IStringLocalizer text) => Time.Remaining(Dossier.DueAt, text);

    public string Agency(Guid? id) => id is { } known ? Agencies.GetValueOrDefault(known, "") : "";

    /// <summary>The answers with the files that came with the submission.</summary>
    public FormSummaryView Answers(CultureInfo culture)
    {
        UploadedFile[] files =
        [
            .. from document in File.Documents
               where document.Round == 0 && document.FileId is not null
               let slot = Form.Pages.SelectMany(page => page.Fields).FirstOrDefault(field => field.Component == document.ComponentId)
               where slot is not null
               select new UploadedFile(document.Id.ToString(), slot.Key, document.Name, Files[document.FileId!.Value].Length, $"{Path}/tep/{document.Id}"),
        ];
        FormContext context = new(Dossier.SubmittedAt, new Dictionary<string, object?> { ["tra_cuu_dan_cu"] = null }, files);
        // What was missing is the desk's to judge now, by papers too: no list of faults here.
        return Form.SummaryView(FormAnswers.FromJson(Dossier.Answers), context, culture, pageHref: null, forOfficials: true) with { Errors = [] };
    }
}

/// <summary>An event of a dossier with who did it.</summary>
/// <param name="By">Name and position; null for the program itself.</param>
/// <param name="IsTyped">The reason is in the words of a person, and so in Vietnamese.</param>
sealed record CaseAct(string Type, DateTimeOffset At, string? By, string? Reason, bool IsTyped);
