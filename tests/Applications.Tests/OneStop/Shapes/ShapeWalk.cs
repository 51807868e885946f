using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;
using VanLang.Signing.Contracts;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>A dossier of any procedure, filed by a citizen and worked by whoever the province's data name for each step.</summary>
internal sealed class ShapeWalk(DemonstrationHouse house, FakeTimeProvider clock) : IAsyncDisposable
{
    const string Pin = "246810";

    readonly Dictionary<Guid, bool> keys = [];
    readonly DemonstrationAuthority authority = DemonstrationAuthority.Create(clock.GetUtcNow());

    public static async Task<ShapeWalk> On(string vietnamTime, StoreKind? store = null)
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock(vietnamTime);
        return new(await DemonstrationHouse.Open(store, clock), clock);
    }

    public DemonstrationHouse House => house;

    public FakeTimeProvider Clock => clock;

    static CancellationToken Token => DemonstrationHouse.Token;

    DateOnly Day => VietnamTime.DateOf(clock.GetUtcNow());

    /// <summary>Steps done so far: agency and action.</summary>
    public List<string> Done { get; } = [];

    public async Task<AgencyRecord> Agency(string key) => (await house.Get<DirectoryQueries>().AgencyByKey(key, Day, Token)).ShouldNotBeNull(key);

    async Task<Guid?> IdOf(string? key) => key is null ? null : (await Agency(key)).Id;

    /// <summary>Files a complete dossier online at an agency.</summary>
    public async Task<string> File(string procedure, string receiving, Dictionary<string, AnswerValue?> answers, string? returning = null, string? helping = null)
    {
        Actor citizen = house.Walk.Cast["citizen"];
        Guid draft = Ok(await house.Get<StartDraft>().Handle(procedure, (await Agency(receiving)).Id, atCounter: false, Guid.NewGuid().ToString(), citizen, Token));
        DraftWithFiles stored = (await house.Get<DraftQueries>().Find(draft, citizen, Token)).ShouldNotBeNull();
        FormSchema form = await house.Get<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        FormAnswers typed = FormAnswers.None.With(answers).With("cam_doan", new BooleanAnswer(true));
        foreach (SchemaPage page in form.Pages)
            Ok(await house.Get<SaveDraft>().Page(draft, page, typed, citizen, Token));
        Ok(await house.Get<SaveDraft>().Return(draft, new ReturnWish(ReturnMethod.Counter, null), citizen, Token));
        if (returning is not null || helping is not null)
            Ok(await house.Get<SaveDraft>().Places(draft, await IdOf(helping), await IdOf(returning), citizen, Token));
        foreach (FormError missing in form.Check(typed, DraftContext.Of(clock.GetUtcNow(), stored.Draft, [])))
        {
            SchemaField slot = form.Field(missing.Field!).ShouldNotBeNull();
            slot.Type.ShouldBe(FieldType.File, $"{missing.Field}: {missing.Code}");
            Ok(await house.Get<SaveDraft>().File(draft, slot.Key, slot.Component!, await house.Walk.Photograph(), citizen, Token));
        }

        return Ok(await house.Get<SubmitDossier>().Handle(draft, draft.ToString(), citizen, Token)).Code;
    }

    /// <summary>Does open steps one after the other until none is left that may be done.</summary>
    /// <param name="result">What the officer enters.</param>
    /// <param name="until">Action before which it stops.</param>
    /// <param name="silent">The asked agency does not answer.</param>
    public async Task Go(string code, Dictionary<string, AnswerValue?> result, string? until = null, bool silent = false)
    {
        while (await Next(code, until, silent) is { } item)
        {
            DossierFile file = await Dossier(code);
            Actor actor = await Holder(item, file);
            StepCommand step = new(item.Id, file.Dossier.Revision, Guid.NewGuid().ToString());
            Ok(await Do(item, step, file, actor, result));
            Done.Add($"{(await house.Get<DirectoryQueries>().AgencyOfAnyDay(item.AgencyId!.Value, Token))!.Key} {item.Action}");
            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Lets time pass and what is due happen.</summary>
    public async Task Wait(TimeSpan time)
    {
        clock.Advance(time);
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
        while (await jobs.RunDue(Token) > 0)
        {
        }
    }

    public async Task<DossierFile> Dossier(string code)
    {
        Guid id = await house.Read((db, token) => db.Set<Dossier>().Where(d => d.Code == code).Select(d => d.Id).SingleAsync(token));
        return await house.Get<DossierQueries>().Whole(id, Token);
    }

    public async Task<List<WorkItem>> Open(string code) => await house.Get<DossierQueries>().OpenWork((await Dossier(code)).Dossier.Id, Token);

    public async Task<Actor> Official(Guid agencyId, string role)
    {
        PositionRecord position = (await house.Get<DirectoryQueries>().Holders(agencyId, role, Day, Token)).FirstOrDefault().ShouldNotBeNull($"nobody is {role} in {agencyId} on {Day:O}");
        return new Actor(ActorKind.Official, position.PersonName)
        {
            AccountId = DeterministicId.Of($"shape/{position.PersonId}"),
            PersonId = position.PersonId,
            PositionId = position.Id,
            PositionTitle = position.Title,
            Role = position.Role,
            UnitId = position.UnitId,
            AgencyId = position.AgencyId,
            Permissions = await house.Get<AccessQueries>().PermissionsOf(position.Role, Day, Token),
        };
    }

    async Task<WorkItem?> Next(string code, string? until, bool silent)
    {
        List<WorkItem> open = await Open(code);
        return open.Any(item => item.Action == until) ? null : open.FirstOrDefault(item => !silent || item.Action != StepActions.AnswerOpinion);
    }

    async Task<Actor> Holder(WorkItem item, DossierFile file)
    {
        // The leader who was chosen signs, and nobody else.
        if (item.Action == StepActions.Sign)
        {
            PositionRecord signer = (await house.Get<DirectoryQueries>().Position(file.Result!.SignerPositionId!.Value, Token)).ShouldNotBeNull();
            signer.Role.ShouldBe(item.Role);
            return await Official(signer.AgencyId, signer.Role);
        }

        return await Official(item.AgencyId.ShouldNotBeNull(), item.Role);
    }

    async Task<Outcome<StepDone>> Do(WorkItem item, StepCommand step, DossierFile file, Actor actor, Dictionary<string, AnswerValue?> result)
    {
        string code = file.Dossier.Code;
        switch (item.Action)
        {
            case StepActions.Accept:
                return await house.Get<AcceptDossier>().Handle(step, limitCase: null, actor, Token);
            case StepActions.TakeOver:
                return await house.Get<TakeOverDossier>().Handle(step, "Đủ giấy tờ", actor, Token);
            case StepActions.RequestOpinion:
                return await house.Get<RequestOpinion>().Handle(step, code, "Đề nghị cho ý kiến về hồ sơ này.", actor, Token);
            case StepActions.AnswerOpinion:
                return await house.Get<AnswerOpinion>().Handle(step, new(OpinionVerdict.Agree, "Không có ý kiến khác.", "12/CAT-PV06"), await house.Walk.Photograph(), actor, Token);
            case StepActions.Check:
                return await house.Get<CheckDossier>().Handle(step, "Đã tra cứu", actor, Token);
            case StepActions.PlanInspection:
                return await house.Get<PlanInspection>().Handle(step, new(clock.GetUtcNow().AddHours(2), "Thửa đất 12", file.Dossier.OwnerName), actor, Token);
            case StepActions.RecordInspection:
                clock.Advance(TimeSpan.FromHours(3));
                return await house.Get<RecordInspection>().Handle(
                    step, new(clock.GetUtcNow().AddMinutes(-30), $"{file.Dossier.OwnerName}\n{actor.Name}", "Đất trống, đúng ranh giới.", InspectionOutcome.AsDeclared),
                    [await house.Walk.Photograph()], actor, Token);
            case StepActions.Prepare when await IsExamined(file):
                return await house.Get<ExamineDossier>().Handle(step, actor, Token);
            case StepActions.Prepare or StepActions.OutsideSystem:
            {
                Procedure procedure = await house.Get<ProcedureCatalogue>().Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
                PositionRecord signer = (await house.Get<ResultPaper>().Signers(file, Day, Token))[0];
                return await house.Get<PrepareResult>().Handle(step, code, FormAnswers.None.With(result), signer.Id, actor, Token);
            }

            case StepActions.Review:
                return await house.Get<ReviewResult>().Handle(step, code, file.Result!.ContentHash, actor, Token);
            case StepActions.Sign:
                await Key(KeyHolder.Person(actor.PersonId!.Value), pin => authority.IssuePerson(actor.Name, actor.PositionTitle!, "Phú Thọ", pin, clock.GetUtcNow()));
                return await house.Get<SignResult>().Handle(step, code, file.Result!.ContentHash, await PinOf(KeyHolder.Person(actor.PersonId!.Value)), actor, Token);
            case StepActions.Issue:
                await Key(KeyHolder.Agency(actor.AgencyId!.Value), pin => authority.IssueAgency("Phú Thọ", pin, clock.GetUtcNow()));
                return await house.Get<IssueResult>().Handle(step, code, await PinOf(KeyHolder.Agency(actor.AgencyId!.Value)), actor, Token);
            case StepActions.TakeResult:
                return await house.Get<TakeResult>().Handle(step, actor, Token);
            case StepActions.Return when FeeRules.IsDue(file.Dossier):
                Ok(await house.Get<CollectFee>().Handle(new(code, step.Revision, Guid.NewGuid().ToString()), actor, Token));
                return await house.Get<ReturnResult>().Handle(step with { Revision = step.Revision + 1 }, file.Dossier.OwnerName, null, actor, Token);
            case StepActions.Return:
                return await house.Get<ReturnResult>().Handle(step, file.Dossier.OwnerName, null, actor, Token);
            default:
                throw new InvalidOperationException($"No way to do {item.Action}.");
        }
    }

    async Task<bool> IsExamined(DossierFile file) =>
        (await house.Get<ProcedureCatalogue>().Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion)).ResultMadeElsewhere;

    // The demonstration makes keys for some; the others get theirs here.
    async Task Key(KeyHolder holder, Func<string, SealedKey> make)
    {
        if (await house.Get<SigningKeys>().Has(holder, Token))
            return;
        keys[holder.Id] = true;
        Ok(await house.Get<UnitOfWork>().Execute<Done>(
            new Operation("test.make-key", Actor.System),
            (work, _) =>
            {
                SigningKeys.Add(work, holder, make(Pin));
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            Token));
    }

    Task<string> PinOf(KeyHolder holder) => Task.FromResult(keys.ContainsKey(holder.Id) ? Pin : house.Pin);

    public static T Ok<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Failure} {string.Join(' ', outcome.Failure.Arguments)}");

    public static string? Local(DateTimeOffset? instant) =>
        instant?.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        authority.Dispose();
        await house.DisposeAsync();
    }
}
