using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Deployment;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Migrations;
using VanLang.Processes.Modifications;
using VanLang.Processes.Signals;
using VanLang.Processes.Starts;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes;

/// <summary>Business processes: BPMN 2.0 files, running instances, work items and timers.</summary>
public sealed class ProcessesRoom : Room
{
    public override string Name => "Processes";

    public override IReadOnlyList<ImportVerb> Imports => [ImportProcesses.Processes.Import];

    public override IReadOnlyList<DefinitionKind> Definitions => [ImportProcesses.Processes];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<TimerClock>()
        .AddSingleton<DecisionAnswers>()
        .AddSingleton<InstanceSteps>()
        .AddSingleton<AdvanceFollowers>()
        .AddSingleton<EventStarts>()
        .AddSingleton<ProcessMessages>()
        .AddSingleton(provider => new UnheardMessages(
            provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<EventStarts>(), provider.GetServices<SubjectNames>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RetryMessage>()
        .AddSingleton<WithdrawMessage>()
        .AddSingleton<ProcessIncidents>()
        .AddSingleton<ProcessInstances>()
        .AddSingleton<InstanceCodes>()
        .AddSingleton<InstanceReader>()
        .AddSingleton<StepNames>()
        .AddSingleton(provider => new SuspendInstance(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<AdvanceFollowers>()))
        .AddSingleton(provider => new ResumeInstance(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<AdvanceFollowers>()))
        .AddSingleton<HoldVersion>()
        .AddSingleton<Modification>()
        .AddSingleton(provider => new ModifyRunning(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<Modification>(), provider.GetServices<ModificationGuard>()))
        .AddSingleton(provider => new DecideModification(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<Modification>()))
        .AddSingleton<MigrationRuns>()
        .AddSingleton<StartMigration>()
        .AddSingleton<UndoMigration>()
        .AddSingleton<JobHandler, PlanMigrationJob>()
        .AddSingleton<JobHandler, MigrateInstanceJob>()
        .AddSingleton<JobHandler, VersionHoldJob>()
        .AddSingleton<ProcessModels>()
        .AddSingleton(provider => new RetryIncidents(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<AdvanceFollowers>()))
        .AddSingleton<JobHandler, RetryIncidentJob>()
        .AddSingleton(provider => new ProcessRuntime(provider.GetRequiredService<InstanceSteps>()))
        .AddSingleton<JobHandler, TimerJob>()
        .AddSingleton<JobHandler, MessageJob>()
        .AddSingleton<JobHandler, MessageHousekeepingJob>()
        .AddSingleton(MessageHousekeepingJob.Periodic)
        .AddSingleton<JobHandler, SignalJob>()
        .AddSingleton<JobHandler, SignalStartJob>()
        .AddSingleton<JobHandler, ServiceJob>()
        .AddSingleton<StartTimers>()
        .AddSingleton<JobHandler, StartTimerJob>()
        .AddSingleton<JobHandler, SettleStartsJob>()
        .AddSingleton(SettleStartsJob.Periodic)
        .AddSingleton<RecordedSubject, ProcessSubject>();
}
