using System.Globalization;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>
/// A folder of backups: one folder for each, named by its time, and <c>files/</c> with the stored files of all of them, each once. A backup has its
/// name only when it is whole; until then it ends in <c>.part</c>.
/// </summary>
/// <param name="Path">Absolute path.</param>
public sealed record BackupFolder(string Path)
{
    const string NameForm = "yyyy-MM-dd'T'HHmmssfff'Z'";
    const string Unfinished = ".part";

    internal const string DatabasePart = "database";
    internal const string ListPart = "files.list";

    internal string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Whole backups, newest first.</summary>
    public IReadOnlyList<string> Whole() => !Directory.Exists(Path)
        ? []
        : [.. Directory.EnumerateDirectories(Path)
            .Where(folder => DateTime.TryParseExact(System.IO.Path.GetFileName(folder), NameForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .OrderDescending(StringComparer.Ordinal)];

    /// <summary>The folder of one backup, and of all backups around it: <paramref name="path"/> names either.</summary>
    /// <exception cref="BackupFailedException">There is no whole backup.</exception>
    public static (string Backup, BackupFolder All) Find(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (File.Exists(System.IO.Path.Combine(full, BackupManifest.FileName)))
            return (full, new(System.IO.Path.GetDirectoryName(full)!));
        BackupFolder all = new(full);
        return all.Whole() is [string newest, ..]
            ? (newest, all)
            : throw new BackupFailedException($"Không có bản sao lưu hoàn chỉnh nào trong {full}.", $"There is no finished backup in {full}.");
    }

    /// <summary>Begins a backup, after taking away what a crash left of earlier ones.</summary>
    internal string Begin(DateTimeOffset now)
    {
        DurableFiles.CreateFolder(Files);
        foreach (string left in Directory.EnumerateDirectories(Path, "*" + Unfinished))
            Directory.Delete(left, recursive: true);
        string folder = System.IO.Path.Combine(Path, now.UtcDateTime.ToString(NameForm, CultureInfo.InvariantCulture) + Unfinished);
        DurableFiles.CreateFolder(folder);
        return folder;
    }

    /// <summary>Gives a backup its name, once all of it lies on disk.</summary>
    internal static string Finish(string folder)
    {
        string whole = folder[..^Unfinished.Length];
        Directory.Move(folder, whole);
        DurableFiles.FlushFolder(System.IO.Path.GetDirectoryName(whole)!);
        return whole;
    }

    /// <summary>Takes away all but the newest backups, and the stored files that none of the kept ones names.</summary>
    /// <returns>How many backups went.</returns>
    internal int Keep(int newest)
    {
        IReadOnlyList<string> whole = Whole();
        string[] old = [.. whole.Skip(newest)];
        if (old.Length == 0)
            return 0;
        // Read first: a list that cannot be read must stop this before anything is gone.
        HashSet<string> needed = [.. whole.Take(newest).SelectMany(folder => FileList.Read(folder)).Select(file => file.Name)];
        foreach (string folder in old)
            Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories).Where(file => !needed.Contains(System.IO.Path.GetFileName(file))))
            File.Delete(file);
        return old.Length;
    }
}
