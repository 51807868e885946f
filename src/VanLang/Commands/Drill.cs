using System.CommandLine;
using VanLang.Kernel.Backup;

namespace VanLang.Commands;

/// <summary>A restore into a scratch place that is removed again: the only proof that a backup is one.</summary>
static class Drill
{
    public static Option<string?> ScratchOption() => new("--scratch") { Description = "Chỗ tạm cho --drill, mặc định là thư mục tạm của máy / scratch place for --drill; the machine's temporary folder otherwise" };

    /// <returns>Exit code: 0 where the backup is whole and its record agrees with its tables.</returns>
    public static async Task<int> Run(RestoreRequest request, string scratch, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Path.GetFullPath(scratch), $"vanlang-drill-{Guid.NewGuid():N}");
        // Beside the real one on the same server; the role needs CREATEDB.
        await using ScratchDatabase? database = DatabaseOption.Named is { } named ? await ScratchDatabase.Create(named, cancellationToken) : null;
        try
        {
            int? verified = await RestoreCommand.Bring(request, folder, cancellationToken, database?.Connection);
            Console.WriteLine(verified == 0
                ? "Thử khôi phục: tốt, chỗ tạm đã xóa. / Drill: good, the scratch place is removed."
                : "Thử khôi phục: KHÔNG đạt. / Drill: FAILED.");
            return verified ?? 1;
        }
        finally
        {
            if (System.IO.Directory.Exists(folder))
                System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
