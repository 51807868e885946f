using System.CommandLine;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using VanLang.Hosting;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;

namespace VanLang.Commands;

/// <summary>
/// <c>vanlang restore --from DIR --data DIR2</c>: brings a backup into an empty folder, checks every hash, verifies the record, and only then gives the
/// folder its name.
/// </summary>
static class RestoreCommand
{
    public static Command Create()
    {
        Option<string> from = new("--from") { Description = "Một bản sao lưu, hoặc thư mục chứa nhiều bản (lấy bản mới nhất) / a backup, or the folder of backups: the newest", Required = true };
        Option<string?> keys = new("--keys") { Description = "Bản sao của thư mục keys/, khi bản sao lưu không kèm khóa / the copy of keys/, where the backup holds none" };
        Option<string?> key = new("--key") { Description = "Tệp khóa đã dùng để khóa bản sao lưu / the key file that sealed the backup" };
        Option<bool> drill = new("--drill") { Description = "Chỉ làm thử ở chỗ tạm rồi xóa / try in a scratch place and remove it" };
        Option<string?> scratch = Drill.ScratchOption();
        Option<string> data = DataOption.Create();
        Command command = new("restore", "Khôi phục bản sao lưu vào chỗ trống / restore a backup into an empty place") { from, data, keys, key, drill, scratch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? keyFile = parsed.GetValue(key);
            if (keyFile is not null && !File.Exists(keyFile))
            {
                await Console.Error.WriteLineAsync($"Không có tệp khóa {keyFile}. / There is no such key file.");
                return 1;
            }

            RestoreRequest request = new(parsed.GetRequiredValue(from))
            {
                Keys = parsed.GetValue(keys) is { } folder ? Path.GetFullPath(folder) : null,
                Seal = keyFile is null ? null : FileKeyRing.OpenOrCreate(keyFile, TimeProvider.System),
            };
            return parsed.GetValue(drill)
                ? await Drill.Run(request, parsed.GetValue(scratch) ?? Path.GetTempPath(), cancellationToken)
                : await Run(request, parsed.GetRequiredValue(data), cancellationToken);
        });
        return command;
    }

    static async Task<int> Run(RestoreRequest request, string folder, CancellationToken cancellationToken)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (System.IO.Directory.Exists(target) && System.IO.Directory.EnumerateFileSystemEntries(target).Any()))
        {
            await Console.Error.WriteLineAsync($"{target} không trống; chỉ khôi phục vào chỗ trống. / It is not empty; a backup is restored into an empty place only.");
            return 1;
        }

        // Under another name until it is whole: what a crash leaves is never taken for an installation.
        string building = target + ".restoring";
        if (System.IO.Directory.Exists(building))
            System.IO.Directory.Delete(building, recursive: true);
        int? verified = await Bring(request, building, cancellationToken);
        if (verified is null)
        {
            System.IO.Directory.Delete(building, recursive: true);
            return 1;
        }

        if (System.IO.Directory.Exists(target))
            System.IO.Directory.Delete(target);
        System.IO.Directory.Move(building, target);
        Console.WriteLine($"Đã khôi phục vào / restored into {target}");
        return verified.Value;
    }

    /// <summary>Restores into a folder and verifies it.</summary>
    /// <returns>0 where the record agrees with the tables, 1 where it does not; null where nothing could be restored.</returns>
    public static async Task<int?> Bring(RestoreRequest request, string folder, CancellationToken cancellationToken, string? database = null)
    {
        long started = Stopwatch.GetTimestamp();
        BackupManifest? manifest = null;
        int restored = await CommandHost.Run(
            folder,
            async services =>
            {
                manifest = await services.GetRequiredService<RestoreBackup>().Execute(request, cancellationToken);
                return 0;
            },
            cancellationToken,
            withSchema: false,
            database);
        if (restored != 0 || manifest is null)
            return null;
        TimeSpan brought = Stopwatch.GetElapsedTime(started);
        int verified = await CommandHost.Run(
            folder,
            async services =>
            {
                await DatabaseNote.Renew(services.GetRequiredService<StoredVersions>(), services.GetRequiredService<DataFolder>(), services.GetRequiredService<DatabaseStore>(), cancellationToken);
                return await VerifyCommand.Run(services, cancellationToken);
            },
            cancellationToken,
            database: database);
        SqliteConnection.ClearAllPools();
        BackupReport.Print(manifest, brought, Stopwatch.GetElapsedTime(started));
        return verified;
    }
}
