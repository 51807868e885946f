using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;

namespace VanLang.Commands;

/// <summary>Runs a command that needs the program's services but no web server.</summary>
static class CommandHost
{
    /// <summary>On the database that the environment names.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to do; gives the exit code.</param>
    /// <param name="withSchema">Whether the database is brought to this build's schema before; not where it is still to come.</param>
    /// <param name="database">PostgreSQL database in the place of the one that was named for the command.</param>
    public static Task<int> Run(
        string folder, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken, bool withSchema = true, string? database = null) => Run(
        folder,
        new ConfigurationBuilder().AddEnvironmentVariables("VANLANG_").AddInMemoryCollection(database is null ? [] : [KeyValuePair.Create(Database.Setting, (string?)database)]).Build(),
        command,
        withSchema,
        isBound: true,
        cancellationToken);

    /// <summary>On this database, whatever the environment names and to whichever the folder belongs; null for the SQLite file of the folder.</summary>
    public static Task<int> On(string? database, string folder, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken) => Run(
        folder,
        new ConfigurationBuilder().AddEnvironmentVariables("VANLANG_").AddInMemoryCollection([KeyValuePair.Create(Database.Setting, database)]).Build(),
        command,
        withSchema: true,
        isBound: false,
        cancellationToken);

    static async Task<int> Run(
        string folder, IConfiguration configuration, Func<IServiceProvider, Task<int>> command, bool withSchema, bool isBound, CancellationToken cancellationToken)
    {
        try
        {
            DataFolder data = ProgramServices.Open(folder);
            if (isBound)
                DatabaseNote.Check(data, configuration[Database.Setting]);
            ServiceCollection collection = new();
            collection.AddLogging(logging => ProgramLog.Quiet(logging.AddSimpleConsole()));
            collection.AddSingleton(configuration);
            collection.AddSingleton(new PublicAddress("http://127.0.0.1:8080"));
            ProgramServices.Add(collection, configuration, data, TimeProvider.System, InstallationFile.Read(data));
            await using ServiceProvider services = collection.BuildServiceProvider();
            if (withSchema)
                await services.GetRequiredService<DatabaseStart>().Migrate(cancellationToken);
            if (withSchema && isBound)
                await DatabaseNote.Agree(services.GetRequiredService<StoredVersions>(), data, services.GetRequiredService<DatabaseStore>(), cancellationToken);
            return await command(services);
        }
        catch (Exception exception) when (exception is StartFailedException or DatabaseRefusedException or BackupFailedException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Exception exception) when (DatabaseUnreached.Reason(exception) is not null)
        {
            await Console.Error.WriteLineAsync(DatabaseUnreached.Reason(exception));
            return 1;
        }
    }
}
