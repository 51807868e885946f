using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Load.Crash;

/// <summary>
/// Submits dossiers and works on them without end, and says each answer on a line of its own once it has it. Who reads the lines knows what must
/// still be there after a kill.
/// </summary>
static class CrashWorker
{
    /// <param name="waits">Whether it touches the data only once it reads a line: who kills it so has the next one warm already.</param>
    public static async Task<int> Run(string folder, int seed, bool waits)
    {
        DataFolder data = ProgramServices.Open(folder);
        InstallationFile.Settle(data, demonstration: true);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddErrorLog();
        // Where it is one of several nodes, the environment names their database.
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables("VANLANG_").Build();
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(new PublicAddress("http://127.0.0.1"));
        ProgramServices.Add(builder.Services, configuration, data, TimeProvider.System, InstallationFile.Read(data));
        builder.Services.AddKernelWorkers();
        using IHost host = builder.Build();
        if (waits)
        {
            await using (VanLangDbContext db = await host.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync())
                _ = db.Model.GetEntityTypes().Count();
            if (await Console.In.ReadLineAsync() is null)
                return 0;
        }

        await host.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        if (!File.Exists(Path.Combine(folder, "prepared")))
        {
            await DemonstrationStart.Prepare(host.Services, CancellationToken.None);
            await File.WriteAllTextAsync(Path.Combine(folder, "prepared"), "");
        }

        await host.StartAsync();
        Say("ready", "-");
        await Work(new DossierWalk(host.Services, await Cast.Of(host.Services), await File.ReadAllTextAsync(Path.Combine(folder, "keys", "demonstration-pin"))), seed, waits);
        return 0;
    }

    static async Task Work(DossierWalk walk, int seed, bool waits)
    {
        // What was announced to the one before and never answered is sent again under its key.
        if (waits && await Console.In.ReadLineAsync() is { Length: > 0 } unanswered)
            Say("submitted", $"{(await walk.Submit(Guid.Parse(unanswered))).Code} {unanswered}");
        // Who killed it so often may be killed too: nobody works on unheard.
        if (waits)
            _ = Task.Run(() => { Console.In.ReadToEnd(); Environment.Exit(0); });
        Random random = new(seed);
        while (true)
        {
            Guid draft = await walk.Draft();
            Say("draft", draft.ToString());
            string code = (await walk.Submit(draft)).Code;
            Say("submitted", $"{code} {draft}");
            if (random.Next(10) < 2)
                continue;
            await walk.Accept(code);
            Say("accepted", code);
            if (random.Next(10) < 3)
                continue;
            await walk.Prepare(code);
            Say("prepared", code);
            await walk.Sign(code);
            Say("signed", code);
            await walk.Issue(code);
            Say("issued", code);
            await walk.Collect(code);
            await walk.Return(code);
            Say("returned", code);
        }
    }

    // One write per line: what is read is what was answered.
    static void Say(string what, string about)
    {
        Console.Out.Write($"{what} {about}\n");
        Console.Out.Flush();
    }
}
