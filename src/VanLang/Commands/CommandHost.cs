using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;

namespace VanLang.Commands;

/// <summary>Runs a command that needs the program's services but no web server.</summary>
static class CommandHost
{
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to do; gives the exit code.</param>
    /// <param name="withSchema">Whether the database is brought to this build's schema before; not where it is still to come.</param>
    public static async Task<int> Run(string folder, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken, bool withSchema = true)
    {
        try
        {
            DataFolder data = ProgramServices.Open(folder);
            IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables("VANLANG_").Build();
            ServiceCollection collection = new();
            collection.AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
            collection.AddSingleton(configuration);
            collection.AddSingleton(new PublicAddress("http://127.0.0.1:8080"));
            ProgramServices.Add(collection, configuration, data, TimeProvider.System, InstallationFile.Read(data));
            await using ServiceProvider services = collection.BuildServiceProvider();
            if (withSchema)
                await services.GetRequiredService<DatabaseStart>().Migrate(cancellationToken);
            return await command(services);
        }
        catch (Exception exception) when (exception is StartFailedException or DatabaseTooNewException or BackupFailedException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
