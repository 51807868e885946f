using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Access;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel;

/// <summary>Registers what the Kernel offers.</summary>
public static class KernelServices
{
    /// <param name="services">Where to.</param>
    /// <param name="rooms">The rooms of the program.</param>
    /// <param name="data">Where this installation keeps its database, files and keys.</param>
    /// <param name="migrations">Name of the assembly that holds the migrations for the database in use.</param>
    public static IServiceCollection AddKernel(this IServiceCollection services, RoomCatalog rooms, DataFolder data, string migrations)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentNullException.ThrowIfNull(data);
        services.AddSingleton(rooms);
        services.AddSingleton(data);
        services.AddDbContextFactory<VanLangDbContext>(options => options
            .UseSqlite($"Data Source={data.Database}", sqlite => sqlite.MigrationsAssembly(migrations))
            .UseSnakeCaseNamingConvention()
            // A room without tables is no mistake.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.NoEntityTypeConfigurationsWarning))
            .AddInterceptors(new SqliteSettings()));
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<UnitOfWork>();
        services.AddSingleton<FailureTexts>();
        services.AddScoped<RequestActor>();
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<WorkingCalendars>();
        services.AddSingleton<DefinitionImport>();
        services.AddSingleton<RecordSignal>();
        services.AddSingleton<RecordSequencer>();
        services.AddSingleton<RecordDelivery>();
        services.AddSingleton<RecordVerification>();
        services.AddBackup();
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
        .AddHostedService(provider => provider.GetRequiredService<JobService>());
}
