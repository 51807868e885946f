using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Access;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Import.Lists;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Kernel.Telemetry;

namespace VanLang.Kernel;

/// <summary>Registers what the Kernel offers.</summary>
public static class KernelServices
{
    /// <param name="services">Where to.</param>
    /// <param name="rooms">The rooms of the program.</param>
    /// <param name="data">Where this installation keeps its files and keys.</param>
    /// <param name="store">The database.</param>
    public static IServiceCollection AddKernel(this IServiceCollection services, RoomCatalog rooms, DataFolder data, DatabaseStore store)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(store);
        services.AddSingleton(rooms);
        services.AddSingleton(data);
        // Given by a factory, so that it is disposed with the others.
        services.AddSingleton(_ => store);
        services.AddPooledDbContextFactory<VanLangDbContext>((_, options) => store.Configure(options));
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<UnitOfWork>();
        services.AddSingleton<StoredVersions>();
        services.AddSingleton<FailureTexts>();
        services.AddScoped<RequestActor>();
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<WorkingCalendars>();
        services.AddSingleton<DefinitionImport>();
        services.AddSingleton<RecordSignal>();
        services.AddSingleton<RecordSequencer>();
        services.AddSingleton<RecordDelivery>();
        services.AddSingleton<RecordVerification>();
        services.AddSingleton<RecordLog>();
        services.AddBackup();
        services.AddSingleton<RecordStates>();
        services.AddSingleton<HouseStateReader>();
        services.AddSingleton(provider => new DatabaseClock(provider.GetRequiredService<UnitOfWork>(), TimeProvider.System));
        services.AddSingleton<RetryJob>();
        services.AddSingleton<GiveUpJob>();
        services.AddSingleton<RetryParkedSubject>();
        services.AddSingleton<ImportReferenceList>();
        services.AddSingleton<ReferenceLists>();
        services.AddSingleton<RecordedSubject, ReferenceListSubject>();
        return services;
    }

    /// <summary>The workers that run beside the web server: sealing, delivery, jobs, housekeeping of files.</summary>
    public static IServiceCollection AddKernelWorkers(this IServiceCollection services) => services
        .AddHostedService<RecordService>()
        .AddSingleton<JobService>()
        .AddSingleton<JobHandler, CollectFilesJob>()
        .AddSingleton<JobHandler, RescanFilesJob>()
        .AddSingleton(CollectFilesJob.Periodic)
        .AddSingleton(RescanFilesJob.Periodic)
        .AddHostedService<PeriodicJobs>()
        .AddHostedService<NodeHeartbeat>()
        .AddHostedService(provider => provider.GetRequiredService<JobService>());
}
