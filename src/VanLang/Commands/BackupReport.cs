using System.Globalization;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Calendar;

namespace VanLang.Commands;

/// <summary>What backup and restore print, in both languages.</summary>
static class BackupReport
{
    public static void Print(MadeBackup made, TimeSpan took)
    {
        BackupManifest manifest = made.Manifest;
        Console.WriteLine($"Đã sao lưu / backed up: {made.Folder}");
        Console.WriteLine($"  {Size(manifest.Bytes)}; {manifest.Files} tệp, {made.CopiedFiles} mới ({Size(made.CopiedBytes)}). / {manifest.Files} stored files, {made.CopiedFiles} of them new.");
        PrintMark(manifest);
        Console.WriteLine($"  Mất {Seconds(took)} giây. / It took {Seconds(took)} s.");
        if (!manifest.HasKeys)
            Console.WriteLine("  Không kèm khóa: giữ bản sao của keys/ ở nơi khác. / Without keys: keep a copy of keys/ elsewhere.");
        if (made.Removed > 0)
            Console.WriteLine($"  Đã bỏ {made.Removed} bản cũ. / {made.Removed} old backups were taken away.");
        foreach (string missing in manifest.MissingFiles)
            Console.Error.WriteLine($"Tệp {missing} không còn hoặc không nguyên vẹn trong kho; bản sao lưu thiếu tệp này. / This stored file is gone or cut; the backup lacks it.");
    }

    public static void Print(BackupManifest manifest, TimeSpan brought, TimeSpan all)
    {
        Console.WriteLine($"Bản sao lưu của / backup of {Moment(manifest.StartedAt)}: {Size(manifest.Bytes)}, {manifest.Files} tệp / stored files.");
        PrintMark(manifest);
        Console.WriteLine($"  Mất mát: mọi việc sau thời điểm đó, đến nay {Age(manifest.StartedAt)}; bản sao lưu không biết là bao nhiêu. / Loss: whatever came after it, {Age(manifest.StartedAt)} up to now; how much, the backup cannot know.");
        Console.WriteLine($"  Thời gian: {Seconds(brought)} giây khôi phục, {Seconds(all)} giây kể cả đối chiếu. / Time: {Seconds(brought)} s to restore, {Seconds(all)} s with verification.");
        if (manifest.MissingFiles.Count > 0)
            Console.Error.WriteLine($"  Bản sao lưu thiếu {manifest.MissingFiles.Count} tệp mà kho đã mất trước đó. / It lacks {manifest.MissingFiles.Count} files that the store had lost before.");
    }

    static void PrintMark(BackupManifest manifest)
    {
        RecordMark record = manifest.Record;
        string last = record.LastEventAt is { } at ? Moment(at) : "-";
        Console.WriteLine($"  Sổ ghi: {record.TreeSize} sự kiện đã niêm phong, {record.Unsealed} chưa, sự kiện cuối {last}. / Record: {record.TreeSize} sealed events, {record.Unsealed} unsealed, the last at {last}.");
        if (record.Root is { } root)
            Console.WriteLine($"  Gốc / root: {root}");
    }

    static string Moment(DateTimeOffset instant) => VietnamTime.ToLocal(instant).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    static string Age(DateTimeOffset since) => (DateTimeOffset.UtcNow - since).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.GetCultureInfo("vi-VN"));

    static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1000} kB")
        : string.Create(CultureInfo.GetCultureInfo("vi-VN"), $"{bytes / 1e6:N1} MB");
}
