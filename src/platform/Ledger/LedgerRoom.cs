using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Ledger.Contracts;
using VanLang.Ledger.Keys;
using VanLang.Ledger.Publication;
using VanLang.Ledger.Witnesses;
using VanLang.Signing.Contracts;

namespace VanLang.Ledger;

/// <summary>The record as a log that the world can check: signed heads, witnesses, tiles, proofs.</summary>
public sealed class LedgerRoom : Room
{
    internal const string ReadEntries = "ledger.entries";

    public override string Name => "Ledger";

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(ReadEntries, "Đọc các mục của sổ cái minh chứng toàn tỉnh (ai làm gì, khi nào, lý do; không có nội dung)", "Read the entries of the province's log (who did what, when and why; without contents)"),
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(LedgerSettings.Read(configuration))
        .AddSingleton<LedgerKeys>()
        .AddSingleton<SeenHead>()
        .AddSingleton<WitnessClient>()
        .AddSingleton<AskWitness>()
        .AddSingleton(provider => new PublishedLog(
            provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<LedgerKeys>(), provider.GetRequiredService<LedgerSettings>(), provider.GetRequiredService<SignatureEvidence>()))
        .AddSingleton(provider => new LedgerReceipts(provider.GetRequiredService<PublishedLog>(), provider.GetRequiredService<RecordLog>()))
        .AddSingleton(provider => new LedgerExport(
            provider.GetRequiredService<PublishedLog>(), provider.GetRequiredService<RecordLog>(), provider.GetRequiredService<UnitOfWork>(), provider.GetServices<RecordedSubject>()))
        .AddSingleton<KnownRoots, SignedRoots>()
        .AddSingleton<KnownRoots, SeenRoot>()
        .AddSingleton<JobHandler, SignHeadJob>()
        .AddSingleton<JobHandler, ConsultJob>()
        .AddSingleton(SignHeadJob.Periodic)
        .AddSingleton(ConsultJob.Periodic)
        .Configure<RateLimiterOptions>(LogLimits.Add);

    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => LogEndpoints.Map(endpoints);
}
