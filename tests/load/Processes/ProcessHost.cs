using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Load.Crash;
using VanLang.Processes;
using VanLang.Rules;

namespace VanLang.Load.Processes;

/// <summary>The rooms Processes and Rules alone, as a program: it starts in a fraction of the time that the whole one takes.</summary>
static class ProcessHost
{
    /// <param name="connection">PostgreSQL; null for SQLite in the folder.</param>
    /// <param name="works">Whether it seals, delivers and runs jobs.</param>
    public static IHost Build(string folder, string? connection, TimeProvider time, bool works)
    {
        Room[] rooms = [new RulesRoom(), new ProcessesRoom()];
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddErrorLog();
        builder.Services.AddSingleton(time);
        DatabaseStore store = connection is null ? new SqliteStore(Path.Combine(folder, "vanlang.db"), "none") : new PostgresStore(connection, "none", TimeSpan.FromSeconds(30));
        builder.Services.AddKernel(new RoomCatalog(rooms), new DataFolder(folder), store);
        foreach (Room room in rooms)
            room.AddServices(builder.Services, new ConfigurationBuilder().Build());
        builder.Services.AddSingleton<Kernel.Jobs.JobService>();
        if (works)
            builder.Services.AddHostedService<Kernel.Record.RecordService>().AddHostedService(provider => provider.GetRequiredService<Kernel.Jobs.JobService>());
        return builder.Build();
    }
}
