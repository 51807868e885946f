using System.CommandLine;
using System.Diagnostics;
using VanLang.Hosting;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;

namespace VanLang.Commands;

/// <summary><c>vanlang backup --to DIR</c>: a whole backup while the program serves; with <c>--drill</c> it is restored elsewhere, verified and measured.</summary>
static class BackupCommand
{
    public static Command Create()
    {
        Option<string> to = new("--to") { Description = "Thư mục chứa các bản sao lưu / folder of backups", Required = true };
        Option<bool> withKeys = new("--with-keys") { Description = "Kèm cả khóa: ai giữ bản này đọc được tất cả / with the keys: who holds it can read everything" };
        Option<string?> key = new("--key") { Description = "Khóa bản sao lưu bằng tệp khóa này (tạo nếu chưa có; giữ ở nơi khác) / seal it by this key file, made if absent; keep it elsewhere" };
        Option<int?> keep = new("--keep") { Description = "Chỉ giữ N bản mới nhất / keep the newest N only" };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--keep: từ 1 trở lên / 1 or more");
        });
        Option<bool> drill = new("--drill") { Description = "Khôi phục thử vào chỗ tạm, đối chiếu, báo mất mát và thời gian / restore into a scratch place, verify, print loss and time" };
        Option<string?> scratch = Drill.ScratchOption();
        Option<string> data = DataOption.Create();
        Command command = new("backup", "Sao lưu khi chương trình đang chạy / back up while the program serves") { to, withKeys, key, keep, drill, scratch, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            BackupRequest request = new(parsed.GetRequiredValue(to))
            {
                WithKeys = parsed.GetValue(withKeys),
                Keep = parsed.GetValue(keep),
            };
            return Run(request, parsed.GetValue(key), parsed.GetValue(drill) ? parsed.GetValue(scratch) ?? Path.GetTempPath() : null, parsed.GetRequiredValue(data), cancellationToken);
        });
        return command;
    }

    static async Task<int> Run(BackupRequest request, string? keyFile, string? scratch, string folder, CancellationToken cancellationToken)
    {
        if (!DatabaseOption.HasOne(folder))
        {
            await Console.Error.WriteLineAsync($"Không có cơ sở dữ liệu trong {Path.GetFullPath(folder)}. / There is no database there.");
            return 1;
        }

        return await CommandHost.Run(
            folder,
            async services =>
            {
                TimeProvider time = services.GetRequiredService<TimeProvider>();
                FileKeyRing? seal = keyFile is null ? null : FileKeyRing.OpenOrCreate(Path.GetFullPath(keyFile), time);
                long started = Stopwatch.GetTimestamp();
                MakeBackup backup = services.GetRequiredService<MakeBackup>();
                MadeBackup made = await backup.Execute(request with { Seal = seal }, new ProgressLine(), cancellationToken);
                BackupReport.Print(made, Stopwatch.GetElapsedTime(started));
                int holes = made.Manifest.MissingFiles.Count == 0 ? 0 : 1;
                if (scratch is null)
                    return holes;
                RestoreRequest restore = new(made.Folder) { Keys = services.GetRequiredService<DataFolder>().Keys, Seal = seal };
                if (await Drill.Run(restore, scratch, cancellationToken) != 0)
                    return 1;
                await backup.MarkDrilled(made, cancellationToken);
                return holes;
            },
            cancellationToken);
    }

    /// <summary>Tells how many files are done, on one line of a terminal; silent where the output goes elsewhere.</summary>
    sealed class ProgressLine : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
            if (!Console.IsOutputRedirected)
                Console.Write($"\r{value.Done}/{value.All} tệp / files");
            if (value.Done == value.All && !Console.IsOutputRedirected)
                Console.WriteLine();
        }
    }
}
