using Microsoft.Extensions.DependencyInjection;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.Load.Crash;

/// <summary>A copy of a civil status record, applied for and decided by the people of the demonstration without a web server between.</summary>
sealed class DossierWalk(IServiceProvider services, Cast cast, string pin)
{
    public Cast Cast => cast;

    /// <summary>A complete draft, ready to be sent.</summary>
    public async Task<Guid> Draft()
    {
        Actor citizen = cast["citizen"];
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Guid draft = Value(await services.GetRequiredService<StartDraft>().Handle(
            "2.000635", cast["one-stop-clerk"].AgencyId!.Value, atCounter: false, Guid.NewGuid().ToString(), citizen, CancellationToken.None));
        DraftWithFiles stored = (await services.GetRequiredService<DraftQueries>().Find(draft, citizen, CancellationToken.None))!;
        FormSchema form = await services.GetRequiredService<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        foreach (SchemaPage page in form.Pages)
            Value(await services.GetRequiredService<SaveDraft>().Page(draft, page, Answers, citizen, CancellationToken.None));
        Value(await services.GetRequiredService<SaveDraft>().Return(draft, new(ReturnMethod.Counter, null), citizen, CancellationToken.None));
        SchemaField slot = form.Pages.SelectMany(page => page.Fields).First(field => field.Type == FieldType.File);
        StoredFile file = await Photograph();
        Value(await services.GetRequiredService<SaveDraft>().File(draft, slot.Key, slot.Component!, file, citizen, CancellationToken.None));
        stored = (await services.GetRequiredService<DraftQueries>().Find(draft, citizen, CancellationToken.None))!;
        IReadOnlyList<FormError> errors = form.Check(FormAnswers.FromJson(stored.Draft.Answers), DraftContext.Of(now, stored.Draft, stored.Files));
        return errors.Count == 0 ? draft : throw new InvalidOperationException(string.Join("; ", errors.Select(error => $"{error.Field}: {error.Code}")));
    }

    /// <summary>Sends a draft under its own key, so that it may be sent again.</summary>
    public async Task<SubmittedDossier> Submit(Guid draft) =>
        Value(await services.GetRequiredService<SubmitDossier>().Handle(draft, draft.ToString(), cast["citizen"], CancellationToken.None));

    public Task<StepDone> Accept(string code) => Step(cast["one-stop-clerk"], code, (step, actor) =>
        services.GetRequiredService<AcceptDossier>().Handle(step, limitCase: null, actor, CancellationToken.None));

    public Task<StepDone> Prepare(string code) => Step(cast["officer"], code, (step, actor) =>
        services.GetRequiredService<PrepareResult>().Handle(step, code, Extract, cast["leader"].PositionId!.Value, actor, CancellationToken.None));

    public Task<StepDone> Sign(string code) => Step(cast["leader"], code, async (step, actor) =>
    {
        DossierFile file = (await services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(actor), CancellationToken.None))!;
        return await services.GetRequiredService<SignResult>().Handle(step, code, file.Result!.ContentHash, pin, actor, CancellationToken.None);
    });

    public Task<StepDone> Issue(string code) => Step(cast["registry-clerk"], code, (step, actor) =>
        services.GetRequiredService<IssueResult>().Handle(step, code, pin, actor, CancellationToken.None));

    /// <summary>The clerk takes the fee.</summary>
    public async Task Collect(string code)
    {
        Actor clerk = cast["one-stop-clerk"];
        DossierFile file = (await services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(clerk), CancellationToken.None))!;
        Value(await services.GetRequiredService<CollectFee>().Handle(new(code, file.Dossier.Revision, $"{file.Dossier.Id}-fee"), clerk, CancellationToken.None));
    }

    public Task<StepDone> Return(string code) => Step(cast["one-stop-clerk"], code, (step, actor) =>
        services.GetRequiredService<ReturnResult>().Handle(step, cast["citizen"].Name, null, actor, CancellationToken.None));

    /// <summary>The step that the actor may do on a dossier, as its page would post it.</summary>
    public async Task<StepCommand> Command(Actor actor, string code)
    {
        DossierQueries dossiers = services.GetRequiredService<DossierQueries>();
        DossierFile file = (await dossiers.Find(code, AccessScope.Of(actor), CancellationToken.None))!;
        List<WorkItem> open = await dossiers.OpenWork(file.Dossier.Id, CancellationToken.None);
        WorkItem item = actor.Kind == ActorKind.Citizen ? open.First(item => item.Role == CandidateRoles.Submitter) : open.First(item => ProcessRuntime.MayDo(actor, item));
        return new StepCommand(item.Id, file.Dossier.Revision, Guid.NewGuid().ToString());
    }

    public async Task<StepDone> Step(Actor actor, string code, Func<StepCommand, Actor, Task<Outcome<StepDone>>> step) =>
        Value(await step(await Command(actor, code), actor));

    /// <summary>A photo in the file store, not yet in the database.</summary>
    public async Task<StoredFile> Photograph()
    {
        using MemoryStream photo = new(Photo);
        FileReceipt receipt = await services.GetRequiredService<FileStore>().Receive(photo, FileIntakePolicy.Citizen, "can-cuoc.png", CancellationToken.None);
        return receipt is FileReceipt.Received received ? received.File : throw new InvalidOperationException(((FileReceipt.Refused)receipt).Code);
    }

    public static T Value<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Failure} {string.Join(' ', outcome.Failure.Arguments)}");

    // A picture of one pixel.
    static byte[] Photo { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    static FormAnswers Answers { get; } = FormAnswers.None.With(new Dictionary<string, AnswerValue?>
    {
        ["nyc_ho_ten"] = new TextAnswer("Đinh Hồng Nhung"),
        ["nyc_giay_to"] = new TextAnswer("025190999123"),
        ["nyc_cu_tru"] = new TextAnswer("Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
        ["nyc_quan_he"] = new TextAnswer("ban-than"),
        ["loai_viec"] = new TextAnswer("khai-sinh"),
        ["dt_ho_ten"] = new TextAnswer("Đinh Hồng Nhung"),
        ["dt_ngay_sinh"] = new DateAnswer(new DateOnly(1990, 5, 17)),
        ["dt_gioi_tinh"] = new TextAnswer("nu"),
        ["dk_noi"] = new TextAnswer("UBND phường Gia Cẩm"),
        ["so_luong"] = new NumberAnswer(2),
        ["cam_doan"] = new BooleanAnswer(true),
    });

    static FormAnswers Extract { get; } = FormAnswers.None.With(new Dictionary<string, AnswerValue?>
    {
        ["kq_ho_ten"] = new TextAnswer("Đinh Hồng Nhung"),
        ["kq_ngay_sinh"] = new DateAnswer(new DateOnly(1990, 5, 17)),
        ["kq_gioi_tinh"] = new TextAnswer("nu"),
        ["kq_noi_dang_ky"] = new TextAnswer("UBND phường Gia Cẩm"),
        ["kq_so_dang_ky"] = new TextAnswer("123"),
    });
}
