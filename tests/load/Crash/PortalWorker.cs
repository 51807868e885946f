using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Load.Crash;

/// <summary>Takes in what the national portal hands out, until it is killed.</summary>
static class PortalWorker
{
    public static async Task<int> Run(string folder, string address)
    {
        DataFolder data = ProgramServices.Open(folder);
        InstallationFile.Settle(data, demonstration: true);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:Address"] = address, ["Portal:Seconds"] = "0.2" }).Build();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddErrorLog();
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(new PublicAddress("http://127.0.0.1"));
        ProgramServices.Add(builder.Services, configuration, data, TimeProvider.System, InstallationFile.Read(data));
        builder.Services.AddKernelWorkers();
        using IHost host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        await host.StartAsync();
        Console.Out.Write("ready\n");
        Console.Out.Flush();
        await host.WaitForShutdownAsync();
        return 0;
    }
}
