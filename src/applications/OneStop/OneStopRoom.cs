using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Designing.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Contracts;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Desk.Filters;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Evidence;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Law;
using VanLang.OneStop.Law.Impact;
using VanLang.OneStop.Law.Rehearsals;
using VanLang.OneStop.Load;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Portal;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Copies;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.OneStop.Signatures;
using VanLang.OneStop.Successions;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop;

/// <summary>Public services and the one-stop shop (một cửa): procedures, e-forms, dossiers, results, public look-up.</summary>
public sealed class OneStopRoom : Room
{
    public override string Name => "OneStop";

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(OneStopPermissions.Receive, "Tiếp nhận hồ sơ, yêu cầu bổ sung, từ chối, nhập hồ sơ giấy", "Take dossiers in, ask for supplements, refuse, enter dossiers on paper"),
        new(OneStopPermissions.Process, "Thẩm tra, dự thảo kết quả", "Examine dossiers, draft results"),
        new(OneStopPermissions.Sign, "Ký kết quả hoặc trả lại", "Sign results or give them back"),
        new(OneStopPermissions.ConfirmNumber, "Xác nhận số định danh trong chứng thư chữ ký số của cán bộ", "Confirm the number in the certificate of an official"),
        new(OneStopPermissions.Issue, "Cấp số, ngày và ký số của cơ quan", "Give number and date, and the seal of the agency"),
        new(OneStopPermissions.Return, "Trả kết quả", "Hand over results"),
        new(OneStopPermissions.Search, "Xem hồ sơ của đơn vị", "See the dossiers of the unit"),
        new(OneStopPermissions.Exchange, "Xử lý hồ sơ từ Cổng Dịch vụ công quốc gia của cơ quan", "Deal with dossiers that the national portal sends to the agency"),
        new(OneStopPermissions.Operate, "Xử lý sự cố kết nối với Cổng Dịch vụ công quốc gia của toàn tỉnh", "Deal with faults of the link to the national portal for the province"),
        new(OneStopPermissions.Assign, "Phân công hồ sơ", "Assign dossiers"),
        new(OneStopPermissions.Impact, "Xem hồ sơ của cơ quan chịu tác động của quy định sắp thay đổi", "See dossiers of the agency that a coming change of the law concerns"),
        new(OneStopPermissions.Load, "Xem tải việc và thời gian xử lý của cơ quan và các cơ quan trực thuộc", "See load and delay of the agency and those below it"),
        new(OneStopPermissions.LoadOfProvince, "Xem tải việc và thời gian xử lý của toàn tỉnh", "See load and delay of the whole province"),
        new(OneStopPermissions.Succession, "Chuyển việc của cơ quan đã kết thúc sang cơ quan kế thừa", "Move the work of an agency that has ended to its successor"),
        new(OneStopPermissions.ImpactOfProvince, "Xem hồ sơ toàn tỉnh chịu tác động của quy định sắp thay đổi", "See dossiers of the whole province that a coming change of the law concerns"),
    ];

    public override IReadOnlyList<MenuItem> Menu =>
    [
        new(MenuAudience.Citizen, "MenuProcedures", "thu-tuc", null, 10),
        new(MenuAudience.Citizen, "MenuTracking", "tra-cuu", null, 20),
        new(MenuAudience.Citizen, "MenuMyDossiers", "ho-so", null, 30),
        new(MenuAudience.Official, "MenuInbox", "can-bo", OneStopPermissions.Search, 10, 'i'),
        new(MenuAudience.Official, "MenuSigning", "can-bo/ky-so", OneStopPermissions.Sign, 15, 'k'),
        new(MenuAudience.Official, "MenuNumbers", "can-bo/ky-so/so-dinh-danh", OneStopPermissions.ConfirmNumber, 70),
        new(MenuAudience.Official, "MenuCounter", "can-bo/tiep-nhan", OneStopPermissions.Receive, 20, 't'),
        new(MenuAudience.Official, "MenuPortal", "can-bo/cong-quoc-gia", OneStopPermissions.Exchange, 40),
        new(MenuAudience.Official, "MenuLoad", "can-bo/tai-viec", OneStopPermissions.Load, 45),
        new(MenuAudience.Official, "MenuImpact", "can-bo/tac-dong", OneStopPermissions.Impact, 50),
        new(MenuAudience.Official, "MenuSuccessions", "can-bo/ke-thua", OneStopPermissions.Succession, 60),
        new(MenuAudience.Official, "MenuDossiers", "can-bo/ho-so", OneStopPermissions.Search, 30, 's'),
    ];

    public override IReadOnlyList<PageKey> Keys =>
    [
        new('t', "KeyDoStep"), new('y', "KeySign"), new('r', "KeyReturn"), new('p', "KeyCollect"), new('b', "KeySupplement"), new('c', "KeyRefuse"), new('l', "KeySendBack"),
        new('h', "KeyExtend"), new('d', "KeyWait"), new('m', "KeyDraft"), new('i', "KeyAppointment"), new('n', "KeyClaim"), new('v', "KeyAssign"), new('u', "KeyKeep"),
    ];

    public override IReadOnlyList<ImportVerb> Imports => [ImportProcedures.Province, ImportProcedures.Procedures.Import];

    public override IReadOnlyList<DefinitionKind> Definitions => [ImportProcedures.Procedures];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddPortal(configuration)
        .AddSingleton<ProvinceLibrary>()
        .AddSingleton<ProcedureCatalogue>()
        .AddSingleton(provider => new ProvinceSite(provider.GetRequiredService<ProvinceLibrary>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<CatalogueSearch>()
        .AddSingleton<ProcedureLaw>()
        .AddSingleton<DossierLaw>()
        .AddSingleton<Proposals>()
        .AddSingleton<IDecisionDemand, LawDemand>()
        .AddSingleton<IDefinitionDemand, ProcedureDemand>()
        .AddSingleton<IDefinitionDemand, CodesInTables>()
        .AddSingleton<ProposalFile>()
        .AddSingleton<ProposeLaw>()
        .AddSingleton<LawImpact>()
        .AddSingleton(provider => new LawImpactSurvey(provider.GetRequiredService<ProposalFile>(), provider.GetRequiredService<LawImpact>(), provider.GetRequiredService<UnitOfWork>()))
        .AddSingleton<RehearsalTrials>()
        .AddSingleton<RehearsalPlay>()
        .AddSingleton<RehearsalReader>()
        .AddSingleton<StartRehearsal>()
        .AddSingleton<CancelRehearsal>()
        .AddSingleton<JobHandler, RehearsalJob>()
        .AddSingleton<NewProcedure>()
        .AddSingleton(new ChangeTool(change => $"can-bo/thiet-ke/thu-tuc-moi/{change}", DesignPermissions.Draw, typeof(ProcedureTexts), "NewProcedure") { IsForWriting = true })
        .AddSingleton(new ChangeTool(change => $"can-bo/dien-tap/thay-doi/{change}", OneStopPermissions.Impact, typeof(RehearsalTexts), "Rehearse"))
        .AddSingleton<ReceivingAgencies>()
        .AddSingleton<DraftReader>()
        .AddSingleton<DraftUploads>()
        .AddSingleton<KnownFacts>()
        .AddSingleton<ReturnPlaces>()
        .AddSingleton<CitizenQueries>()
        .AddSingleton<CitizenWords>()
        .Configure<RateLimiterOptions>(LookUpLimits.Add)
        .Configure<RateLimiterOptions>(SignatureCheckLimits.Add)
        .Configure<RateLimiterOptions>(EmptyDeclarationEndpoint.Add)
        .Configure<RateLimiterOptions>(EvidenceEndpoints.Add)
        .AddSingleton<EvidenceBundle>()
        .AddSingleton(provider => new DossierEvidence(provider.GetRequiredService<EvidenceBundle>(), provider.GetRequiredService<DossierQueries>(), provider.GetRequiredService<UnitOfWork>()))
        .AddSingleton<SignatureChecks>()
        .AddSingleton<StartDraft>()
        .AddSingleton<SaveDraft>()
        .AddSingleton<DiscardDraft>()
        .AddSingleton<DraftQueries>()
        .AddSingleton<DossierQueries>()
        .AddSingleton<DossierSteps>()
        .AddSingleton<DossierActs>()
        .AddSingleton<WorkCandidates>()
        .AddSingleton<ClaimWork>()
        .AddSingleton<ReleaseWork>()
        .AddSingleton<AssignWork>()
        .AddSingleton<WithdrawDossier>()
        .AddSingleton<ExtendDueTime>()
        .AddSingleton<CollectFee>()
        .AddSingleton<CancelFeeReceipt>()
        .AddSingleton<CompetentAgencies>()
        .AddSingleton<TakeOverDossier>()
        .AddSingleton<CheckDossier>()
        .AddSingleton<RequestOpinion>()
        .AddSingleton<AnswerOpinion>()
        .AddSingleton<PlanInspection>()
        .AddSingleton<RecordInspection>()
        .AddSingleton<ReviewResult>()
        .AddSingleton<TakeResult>()
        .AddSingleton<SubmitDossier>()
        .AddSingleton<AcceptDossier>()
        .AddSingleton<RequestSupplement>()
        .AddSingleton<SupplementDossier>()
        .AddSingleton<RefuseDossier>()
        .AddSingleton<StopDossier>()
        .AddSingleton<ExamineDossier>()
        .AddSingleton<PrepareResult>()
        .AddSingleton<ReturnToOfficer>()
        .AddSingleton<SignResult>()
        .AddSingleton<SignResults>()
        .AddSingleton<OpenResult>()
        .AddSingleton<SigningList>()
        .AddSingleton<UsableCertificates>()
        .AddSingleton<KeyFiles>()
        .AddSingleton<TokenKeys>()
        .AddSingleton<ConfirmNumber>()
        .AddSingleton<TakeBackNumber>()
        .AddSingleton<CopySources>()
        .AddSingleton<CertifiedCopies>()
        .AddSingleton<CertifyCopy>()
        .AddSingleton<RemoteKeys>()
        .AddSingleton<LocalKeys>()
        .AddSingleton<PutInSignatures>()
        .AddSingleton<AskForSignatures>()
        .AddSingleton<CancelSigning>()
        .AddSingleton<TakeLocalSignatures>()
        .AddSingleton<SigningRequests>()
        .AddSingleton<JobHandler, RemoteSigningJob>()
        .AddSingleton<IssueResult>()
        .AddSingleton<ReturnResult>()
        .AddSingleton<ResultPaper>()
        .AddSingleton<ResultFiles>()
        .AddSingleton<PaperData>()
        .AddSingleton<DeclarationPapers>()
        .AddSingleton<EmptyDeclarations>()
        .AddSingleton<FilingPause>()
        .AddSingleton<Inbox>()
        .AddSingleton<DeskNames>()
        .AddScoped<FormWords, DeskFormWords>()
        .AddSingleton<CaseReader>()
        .AddSingleton<CasePlaces>()
        .AddSingleton<ResultDesk>()
        .AddSingleton<ShapeSteps>()
        .AddSingleton<StepDispatch>()
        .AddSingleton<WorkHistory>()
        .AddSingleton<DeskFiles>()
        .AddSingleton<DossierList>()
        .AddSingleton<LoadReader>()
        .AddSingleton<LoadRows>()
        .AddSingleton<SavedFilters>()
        .AddSingleton<KeepFilter>()
        .AddSingleton<DropFilter>()
        .AddSingleton<ProcedureChoices>()
        .AddSingleton<Intake>()
        .AddSingleton<SuccessorRules>()
        .AddSingleton<SuccessionReader>()
        .AddSingleton<StartSuccession>()
        .AddSingleton<UndoSuccession>()
        .AddSingleton<ChooseSuccessor>()
        .AddSingleton<MoveDossier>()
        .AddSingleton<TakeDraft>()
        .AddSingleton<PaperComparison>()
        .AddSingleton<JobHandler, KeepEvidenceJob>()
        .AddSingleton<JobHandler, PlanSuccessionJob>()
        .AddSingleton<JobHandler, SuccessionMoveJob>()
        .AddSingleton<RecordSubscriber, PaperMaker>()
        .AddSingleton<RecordedSubject, DossierSubject>()
        .AddSingleton<RecordedSubject, ResultSubject>()
        .AddSingleton<RecordedSubject, ResultOpeningSubject>()
        .AddSingleton<RecordedSubject, PaperSubject>()
        .AddSingleton<RecordedSubject, FeeReceiptSubject>()
        .AddSingleton<RecordedSubject, OpinionSubject>()
        .AddSingleton<RecordedSubject, InspectionSubject>()
        .AddSingleton<ProcessObserver, FollowTimers>()
        .AddSingleton<SubjectNames, DossierNames>()
        .AddSingleton<ModificationGuard, DossierModificationGuard>();

    public override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        CitizenEndpoints.Map(endpoints);
        DeskEndpoints.Map(endpoints);
        PortalEndpoints.Map(endpoints);
        ImpactEndpoints.Map(endpoints);
        RehearsalEndpoints.Map(endpoints);
        LoadEndpoints.Map(endpoints);
        EmptyDeclarationEndpoint.Map(endpoints);
        EvidenceEndpoints.Map(endpoints);
    }
}
