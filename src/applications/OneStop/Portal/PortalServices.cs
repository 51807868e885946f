using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Portal;

/// <summary>Services of the exchange with the national portal. Without a link its pages still show what was exchanged.</summary>
static class PortalServices
{
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        PortalLink link = new(PortalSettings.Read(configuration));
        services
            .AddSingleton(link)
            .AddSingleton<FilingModes>()
            .AddSingleton<PortalClient>()
            .AddSingleton<PublishedForms>()
            .AddSingleton<TakePortalMessage>()
            .AddSingleton<ApplyPortalAct>()
            .AddSingleton<PortalInbox>()
            .AddSingleton<PortalDecisions>()
            .AddSingleton<RetryPortalMessage>()
            .AddSingleton<ClosePortalMessage>()
            .AddSingleton<MergePortalMessage>()
            .AddSingleton<JoinPortalDossier>()
            .AddSingleton<UndoPortalMerge>()
            .AddSingleton<RetryPortalSync>()
            .AddSingleton<GiveUpPortalSync>()
            .AddSingleton<JobHandler, PortalListJob>()
            .AddSingleton<JobHandler, PortalTakeJob>()
            .AddSingleton<RecordedSubject, PortalMessageSubject>();
        if (link.IsOn)
            services.AddSingleton(PortalListJob.Periodic).AddSingleton<RecordSubscriber, PortalPush>();
        return services;
    }
}
