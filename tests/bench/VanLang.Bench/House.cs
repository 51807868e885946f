using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Bench;

/// <summary>The program without its web server, in a folder of its own on a PostgreSQL database.</summary>
sealed class House : IAsyncDisposable
{
    readonly IHost host;

    House(IHost host) => this.host = host;

    /// <summary>The data folder of all houses of this run; it goes with the program.</summary>
    public static Lazy<string> Folder { get; } = new(() =>
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-bench-house-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(folder, recursive: true);
        return folder;
    });

    public IServiceProvider Services => host.Services;

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <param name="workers">Whether the workers run that seal the record and do what is due, as beside a web server.</param>
    /// <param name="more">Adds what a scenario needs besides.</param>
    public static async Task<House> Open(string connection, bool workers, Action<IServiceCollection>? more = null)
    {
        DataFolder data = ProgramServices.Open(Folder.Value);
        InstallationFile.Settle(data, demonstration: true);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error));
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Database.Setting, (string?)connection)]).Build();
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(new PublicAddress("http://127.0.0.1"));
        ProgramServices.Add(builder.Services, configuration, data, TimeProvider.System, InstallationFile.Read(data));
        more?.Invoke(builder.Services);
        if (workers)
            builder.Services.AddKernelWorkers();
        House house = new(builder.Build());
        await house.Get<DatabaseStart>().Migrate(CancellationToken.None);
        await house.host.StartAsync();
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
