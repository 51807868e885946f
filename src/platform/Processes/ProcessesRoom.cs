using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Import;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Deployment;
using VanLang.Processes.Instances;

namespace VanLang.Processes;

/// <summary>Business processes: BPMN 2.0 files, running instances, work items and timers.</summary>
public sealed class ProcessesRoom : Room
{
    public override string Name => "Processes";

    public override IReadOnlyList<ImportVerb> Imports => [ImportProcesses.Verb];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<TimerClock>()
        .AddSingleton<InstanceSteps>()
        .AddSingleton(provider => new ProcessRuntime(provider.GetRequiredService<InstanceSteps>()))
        .AddSingleton<JobHandler, TimerJob>()
        .AddSingleton<RecordedSubject, ProcessSubject>();
}
