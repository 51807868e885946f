using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Signing.Contracts;

namespace VanLang.Hosting;

/// <summary>The services that every command of the program needs.</summary>
static class ProgramServices
{
    /// <param name="serves">Whether for the web server: its statements are short.</param>
    /// <exception cref="StartFailedException">The database is named in a form that is not understood.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration, DataFolder data, TimeProvider time, Installation installation, bool serves = false)
    {
        RoomCatalog rooms = Rooms.All();
        services.AddSingleton(time);
        services.AddSingleton(installation);
        services.AddKernel(rooms, data, Database.Of(configuration[Database.Setting], data, serves));
        services.AddSingleton(_ => new FileStore(data.Files, FileKeyRing.OpenOrCreate(Path.Combine(data.Keys, "files.key"), time), time, Scanner(configuration)));
        services.AddSingleton(new TrustListFile(Path.Combine(ProvinceFolder, "signatures.json"), data.Path));
        foreach (Room room in rooms.Rooms)
            room.AddServices(services, configuration);
    }

    /// <summary>Where <c>./vanlang</c> keeps its data unless told otherwise.</summary>
    public static string DefaultDataFolder => Environment.GetEnvironmentVariable("VANLANG_HOME") ?? Path.Combine(Environment.CurrentDirectory, "data");

    /// <summary>The data of the province that come with the program.</summary>
    public static string ProvinceFolder => Path.Combine(AppContext.BaseDirectory, "province");

    /// <summary>Opens the folder, creating it; readable by its owner alone.</summary>
    /// <exception cref="StartFailedException">It cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        DataFolder data = new(Path.GetFullPath(path));
        try
        {
            System.IO.Directory.CreateDirectory(data.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            System.IO.Directory.CreateDirectory(data.Files);
            System.IO.Directory.CreateDirectory(data.Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string probe = Path.Combine(data.Path, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"Không ghi được thư mục dữ liệu / The data folder cannot be written: {data.Path} ({exception.Message})");
        }

        return data;
    }

    static ClamAvScanner? Scanner(IConfiguration configuration) =>
        configuration["ClamAv"] is { Length: > 0 } address ? new ClamAvScanner(address) : null;
}
