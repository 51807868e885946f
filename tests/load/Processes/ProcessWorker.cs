using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Load.Processes;

/// <summary>
/// Begins processes, does their work, sends them messages, lets them stand and go on, and has them go to another version and back, without end; each answer is said on a line of
/// its own once it is there. Beside it run the jobs: timers, messages, migrations.
/// </summary>
sealed class ProcessWorker(IServiceProvider services, Random random)
{
    const int MostRunning = 25;

    static readonly CancellationToken Never = CancellationToken.None;

    static readonly string FirstVersion = DefinitionStore.VersionOf(KilledProcesses.First), SecondVersion = DefinitionStore.VersionOf(KilledProcesses.Second);

    Guid? running;
    bool forward = true;

    public static async Task<int> Run(string folder, string seed, string beginning, string factor)
    {
        FastTime time = new(DateTimeOffset.Parse(beginning, CultureInfo.InvariantCulture), int.Parse(factor, CultureInfo.InvariantCulture));
        using IHost host = ProcessHost.Build(folder, Environment.GetEnvironmentVariable("VANLANG_DATABASE"), time, works: true);
        await using (VanLangDbContext db = await host.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync())
            _ = db.Model.GetEntityTypes().Count();
        // Who kills it has the next one warm already.
        if (await Console.In.ReadLineAsync() is null)
            return 0;
        // Who killed it so often may be killed too: nobody works on unheard.
        _ = Task.Run(() => { Console.In.ReadToEnd(); Environment.Exit(0); });
        await host.StartAsync();
        Say("ready", Guid.Empty);
        await new ProcessWorker(host.Services, new(int.Parse(seed, CultureInfo.InvariantCulture))).Work();
        return 0;
    }

    async Task Work()
    {
        while (true)
        {
            List<Guid> open = await Read(db => db.Set<WorkItem>().Select(item => item.Id).ToListAsync());
            List<Guid> instances = await Read(db => db.Set<WorkItem>().Select(item => item.InstanceId).Distinct().ToListAsync());
            switch (random.Next(100))
            {
                case < 25 when instances.Count < MostRunning:
                    await Begin();
                    break;
                case < 40:
                    await Publish();
                    break;
                case < 46:
                    await Migrate();
                    break;
                case < 52 when instances.Count > 0:
                    await Suspend(instances[random.Next(instances.Count)]);
                    break;
                case < 54 when instances.Count > 0:
                    await Cancel(instances[random.Next(instances.Count)]);
                    break;
                default:
                    if (open.Count > 0)
                        await Complete(open[random.Next(open.Count)]);
                    break;
            }
        }
    }

    async Task Begin()
    {
        Guid id = Guid.NewGuid();
        // Few keys, so that one message finds several who wait for it.
        Dictionary<string, object?> values = new() { ["code"] = $"H{random.Next(8)}" };
        Outcome<Done> done = await Do(async work => (await services.GetRequiredService<ProcessRuntime>().Start(
            work, new(id, KilledProcesses.Key, forward ? FirstVersion : SecondVersion, new Subject("case", id), new(KilledProcesses.Agency, KilledProcesses.Agency, KilledProcesses.Agency, null), values), Never)).Failure);
        if (done.Succeeded)
            Say("begun", id);
    }

    async Task Complete(Guid item)
    {
        Outcome<Done> done = await Do(async work => await ProcessRuntime.Find(work, item) is { } open
            ? (await services.GetRequiredService<ProcessRuntime>().Complete(work, open, null, new Dictionary<string, object?>(), Never)).Failure
            : ProcessErrors.AlreadyDone);
        if (done.Succeeded)
            Say("done", item);
    }

    async Task Publish()
    {
        Guid id = Guid.NewGuid();
        OutsideMessage message = new(id.ToString(), "answer", $"H{random.Next(8)}", new Dictionary<string, object?>());
        if ((await services.GetRequiredService<ProcessMessages>().Publish(message, id.ToString(), KilledProcesses.Officer, Never)).Succeeded)
            Say("published", id);
    }

    async Task Migrate()
    {
        if (running is { } before && await services.GetRequiredService<MigrationRuns>().Find(before, Never) is not { FinishedAt: not null })
            return;
        bool back = running is not null && random.Next(2) == 0;
        Outcome<MigrationStarted> started = back
            ? await services.GetRequiredService<UndoMigration>().Execute(running!.Value, "thử", Guid.NewGuid().ToString(), KilledProcesses.Officer, Never)
            : await services.GetRequiredService<StartMigration>().Execute(
                KilledProcesses.Key, forward ? FirstVersion : SecondVersion, forward ? SecondVersion : FirstVersion, KilledProcesses.Mapping(forward), "thử", Guid.NewGuid().ToString(), KilledProcesses.Officer, Never);
        if (started.Value is not { } run)
            return;
        running = run.RunId;
        forward = !forward;
        Say("migrating", run.RunId);
    }

    async Task Suspend(Guid instance)
    {
        Outcome<Done> done = await services.GetRequiredService<SuspendInstance>().Execute(instance, "thử", Guid.NewGuid().ToString(), KilledProcesses.Officer, Never);
        if (!done.Succeeded)
            done = await services.GetRequiredService<ResumeInstance>().Execute(instance, "thử", Guid.NewGuid().ToString(), KilledProcesses.Officer, Never);
        if (done.Succeeded)
            Say("held", instance);
    }

    async Task Cancel(Guid instance)
    {
        if ((await Do(async work => (await services.GetRequiredService<ProcessRuntime>().Cancel(work, instance, "thử", Never)).Failure)).Succeeded)
            Say("cancelled", instance);
    }

    Task<T> Read<T>(Func<VanLangDbContext, Task<T>> query) => services.GetRequiredService<UnitOfWork>().Read((db, _) => query(db), Never);

    async Task<Outcome<Done>> Do(Func<Work, Task<Failure?>> body) => await services.GetRequiredService<UnitOfWork>().Execute<Done>(
        new Operation("test", KilledProcesses.Officer),
        async (work, _) => await body(work) is { } failure ? failure : new Done(),
        Never);

    // One write per line: what is read is what was answered.
    static void Say(string what, Guid about)
    {
        Console.Out.Write($"{what} {about}\n");
        Console.Out.Flush();
    }
}
