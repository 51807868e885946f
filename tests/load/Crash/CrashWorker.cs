using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Forms.Contracts;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.Load.Crash;

/// <summary>
/// Submits dossiers and works on them without end, and says each answer on a line of its own once it has it. Who reads the lines knows what must
/// still be there after a kill.
/// </summary>
static class CrashWorker
{
    public static async Task<int> Run(string folder, int seed)
    {
        DataFolder data = ProgramServices.Open(folder);
        bool first = InstallationFile.Settle(data, demonstration: true);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error));
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        builder.Services.AddSingleton(new PublicAddress("http://127.0.0.1"));
        ProgramServices.Add(builder.Services, new ConfigurationBuilder().Build(), data, TimeProvider.System, InstallationFile.Read(data));
        builder.Services.AddKernelWorkers();
        using IHost host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        if (first || !File.Exists(Path.Combine(folder, "prepared")))
        {
            await DemonstrationStart.Prepare(host.Services, CancellationToken.None);
            await File.WriteAllTextAsync(Path.Combine(folder, "prepared"), "");
        }

        await host.StartAsync();
        Say("ready", "-");
        await Work(host.Services, await Cast.Of(host.Services), await File.ReadAllTextAsync(Path.Combine(folder, "keys", "demonstration-pin")), seed);
        return 0;
    }

    static async Task Work(IServiceProvider services, Cast cast, string pin, int seed)
    {
        Random random = new(seed);
        while (true)
        {
            string code = await Submit(services, cast);
            if (random.Next(10) < 2)
                continue;
            await Step(services, cast["one-stop-clerk"], code, "accepted", (step, actor) => services.GetRequiredService<AcceptDossier>().Handle(step, actor, CancellationToken.None));
            if (random.Next(10) < 3)
                continue;
            Actor leader = cast["leader"];
            await Step(services, cast["officer"], code, "prepared", (step, actor) => services.GetRequiredService<PrepareResult>().Handle(
                step, code, Extract, leader.PositionId!.Value, actor, CancellationToken.None));
            await Step(services, leader, code, "signed", async (step, actor) =>
            {
                DossierFile file = (await services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(actor), CancellationToken.None))!;
                return await services.GetRequiredService<SignResult>().Handle(step, code, file.Result!.ContentHash, pin, actor, CancellationToken.None);
            });
            await Step(services, cast["registry-clerk"], code, "issued", (step, actor) => services.GetRequiredService<IssueResult>().Handle(step, code, pin, actor, CancellationToken.None));
            await Step(services, cast["one-stop-clerk"], code, "returned", (step, actor) => services.GetRequiredService<ReturnResult>().Handle(step, null, actor, CancellationToken.None));
        }
    }

    static async Task<string> Submit(IServiceProvider services, Cast cast)
    {
        Actor citizen = cast["citizen"];
        Guid draft = Value(await services.GetRequiredService<StartDraft>().Handle(
            "2.000635", cast["one-stop-clerk"].AgencyId!.Value, atCounter: false, Guid.NewGuid().ToString(), citizen, CancellationToken.None));
        DraftWithFiles stored = (await services.GetRequiredService<DraftQueries>().Find(draft, citizen, CancellationToken.None))!;
        FormSchema form = await services.GetRequiredService<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        foreach (SchemaPage page in form.Pages)
            Value(await services.GetRequiredService<SaveDraft>().Page(draft, page, Answers, citizen, CancellationToken.None));
        SchemaField slot = form.Pages.SelectMany(page => page.Fields).First(field => field.Type == FieldType.File);
        using MemoryStream photo = new(Photo);
        FileReceipt receipt = await services.GetRequiredService<FileStore>().Receive(photo, FileIntakePolicy.Citizen, "can-cuoc.png", CancellationToken.None);
        StoredFile file = receipt is FileReceipt.Received received ? received.File : throw new InvalidOperationException(((FileReceipt.Refused)receipt).Code);
        Value(await services.GetRequiredService<SaveDraft>().File(draft, slot.Key, slot.Component!, file, citizen, CancellationToken.None));
        stored = (await services.GetRequiredService<DraftQueries>().Find(draft, citizen, CancellationToken.None))!;
        IReadOnlyList<FormError> errors = form.Check(FormAnswers.FromJson(stored.Draft.Answers), DraftContext.Of(DateTimeOffset.UtcNow, stored.Draft, stored.Files));
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join("; ", errors.Select(error => $"{error.Field}: {error.Code}")));
        Say("draft", draft.ToString());
        string key = draft.ToString();
        SubmittedDossier dossier = Value(await services.GetRequiredService<SubmitDossier>().Handle(draft, key, citizen, CancellationToken.None));
        Say("submitted", $"{dossier.Code} {draft}");
        return dossier.Code;
    }

    static async Task Step(IServiceProvider services, Actor actor, string code, string said, Func<StepCommand, Actor, Task<Outcome<StepDone>>> step)
    {
        DossierQueries dossiers = services.GetRequiredService<DossierQueries>();
        DossierFile file = (await dossiers.Find(code, AccessScope.Of(actor), CancellationToken.None))!;
        WorkItem item = (await dossiers.OpenWork(file.Dossier.Id, CancellationToken.None)).First(item => ProcessRuntime.MayDo(actor, item));
        Value(await step(new StepCommand(item.Id, file.Dossier.Revision, Guid.NewGuid().ToString()), actor));
        Say(said, code);
    }

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

    static T Value<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Failure} {string.Join(' ', outcome.Failure.Arguments)}");

    // One write per line: what is read is what was answered.
    static void Say(string what, string about)
    {
        Console.Out.Write($"{what} {about}\n");
        Console.Out.Flush();
    }
}
