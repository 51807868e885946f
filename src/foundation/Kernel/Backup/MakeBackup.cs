using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Backup;

/// <summary>
/// Makes a backup while the program serves: first the database as it stands at one moment, then every stored file that this copy names (they never
/// change, so each is copied once for all backups), the manifest last. Killed at any point it leaves earlier backups as they were.
/// </summary>
public sealed class MakeBackup
{
    // What a data folder holds beside database, files and keys, and a restored one must have.
    static readonly string[] SmallFiles = ["installation", "demonstration-root.crt"];

    readonly UnitOfWork work;
    readonly DatabaseCopy database;
    readonly DataFolder data;
    readonly TimeProvider time;

    internal MakeBackup(UnitOfWork work, DatabaseCopy database, DataFolder data, TimeProvider time) =>
        (this.work, this.database, this.data, this.time) = (work, database, data, time);

    /// <param name="request">Where to and how.</param>
    /// <param name="progress">Told of files now and then.</param>
    /// <param name="cancellationToken">Leaves earlier backups as they were.</param>
    /// <exception cref="BackupFailedException">The place cannot take a backup.</exception>
    public async Task<MadeBackup> Execute(BackupRequest request, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        BackupFolder all = new(Path.GetFullPath(request.Folder));
        if ((all.Path + Path.DirectorySeparatorChar).StartsWith(data.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BackupFailedException("Không sao lưu vào trong thư mục dữ liệu: mất một là mất cả hai.", "A backup does not go into the data folder: both would be lost together.");
        DurableFiles.CreateFolder(all.Path);
        await using FileStream alone = TakeLock(all);
        await using BackupHold hold = await BackupHold.Begin(work, time, all.Path, cancellationToken);
        DateTimeOffset startedAt = time.GetUtcNow();
        string? before = all.Whole() is [string newest, ..] ? newest : null;
        string folder = all.Begin(startedAt);
        try
        {
            // Outside the moment: no schema changes while a backup runs, and on PostgreSQL a question for a table that is not there would end it.
            string schema = await work.Read(async (db, token) => (await db.Database.GetAppliedMigrationsAsync(token)).LastOrDefault(), cancellationToken) ?? "";
            BackupContents contents = new();
            string database = Path.Combine(folder, BackupFolder.DatabasePart);
            string names = Path.Combine(folder, "names");
            await this.database.Take(database, (db, token) => contents.Read(db, names, token), cancellationToken);
            FileCopies files = new(data.Files, all.Files, before);
            await files.Copy(names, Path.Combine(folder, BackupFolder.ListPart), contents.Files, progress, cancellationToken);
            File.Delete(names);
            await CopySmallFiles(folder, request.WithKeys, cancellationToken);
            BackupManifest manifest = new()
            {
                Format = BackupManifest.CurrentFormat,
                Program = ProgramVersion,
                StartedAt = startedAt,
                FinishedAt = time.GetUtcNow(),
                Store = this.database.Store,
                Schema = schema,
                Record = contents.Record,
                HasKeys = request.WithKeys,
                SealedBy = request.Seal?.ActiveKeyId,
                Parts = await Parts(folder, request.Seal, cancellationToken),
                Files = files.Files,
                FileBytes = files.Bytes,
                MissingFiles = files.Missing,
            };
            manifest.Write(folder);
            string whole = BackupFolder.Finish(folder);
            await hold.Finish(whole, manifest, CancellationToken.None);
            return new(whole, manifest, files.Copied, files.CopiedBytes, request.Keep is { } keep ? all.Keep(keep) : 0);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Puts on record that a backup was restored elsewhere and found whole.</summary>
    public async Task MarkDrilled(MadeBackup made, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(made);
        await work.Maintain(
            (db, token) => db.Set<Backup>().Where(backup => backup.Place == made.Folder)
                .ExecuteUpdateAsync(set => set.SetProperty(backup => backup.DrilledAt, time.GetUtcNow()), token),
            cancellationToken);
    }

    /// <summary>Version of this build, as the manifest says it.</summary>
    public static string ProgramVersion { get; } =
        typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    static FileStream TakeLock(BackupFolder all)
    {
        try
        {
            // The system drops it with the process, however that ends.
            return new FileStream(Path.Combine(all.Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BackupFailedException($"Một bản sao lưu khác đang ghi vào {all.Path}.", "Another backup is being written there.");
        }
    }

    async Task CopySmallFiles(string folder, bool withKeys, CancellationToken cancellationToken)
    {
        foreach (string name in SmallFiles.Where(name => File.Exists(Path.Combine(data.Path, name))))
            await HashedCopy.Copy(Path.Combine(data.Path, name), Path.Combine(folder, name), cancellationToken);
        string usedKeys = Path.Combine(data.Files, "keys");
        if (File.Exists(usedKeys))
            await HashedCopy.Copy(usedKeys, Path.Combine(folder, "files.keys"), cancellationToken);
        if (!withKeys)
            return;
        DurableFiles.CreateFolder(Path.Combine(folder, "keys"));
        foreach (string key in Directory.EnumerateFiles(data.Keys))
            await HashedCopy.Copy(key, Path.Combine(folder, "keys", Path.GetFileName(key)), cancellationToken);
    }

    static async Task<IReadOnlyList<BackupPart>> Parts(string folder, FileKeyRing? seal, CancellationToken cancellationToken)
    {
        List<BackupPart> parts = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray())
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            long contentLength = new FileInfo(path).Length;
            // Names and hashes of sealed files tell nothing; the list stays open so that old files can be taken away without the key.
            if (seal is not null && name != BackupFolder.ListPart && contentLength > 0)
                await SealedPart.Seal(folder, name, seal, cancellationToken);
            (long length, string hash) = await HashedCopy.Of(path, cancellationToken);
            parts.Add(new(name, length, hash, contentLength));
        }

        foreach (string inner in Directory.EnumerateDirectories(folder).Append(folder))
            DurableFiles.FlushFolder(inner);
        return parts;
    }

    /// <summary>What the copy of the database says of itself.</summary>
    sealed class BackupContents
    {
        public RecordMark Record { get; private set; } = new(0, null, 0, null, null);

        public long Files { get; private set; }

        /// <summary>Reads the record, and the names of stored files into a list of its own, so that nothing holds the database while they are copied.</summary>
        public async Task Read(VanLangDbContext db, string names, CancellationToken cancellationToken)
        {
            long events = await db.Set<RecordEvent>().LongCountAsync(cancellationToken);
            DateTimeOffset? lastEventAt = await db.Set<RecordEvent>().MaxAsync(e => (DateTimeOffset?)e.At, cancellationToken);
            RecordCheckpoint? checkpoint = await db.Set<RecordCheckpoint>().OrderByDescending(c => c.TreeSize).FirstOrDefaultAsync(cancellationToken);
            Record = new(events, lastEventAt, checkpoint?.TreeSize ?? 0, checkpoint is null ? null : Convert.ToHexStringLower(checkpoint.Root), checkpoint?.At);
            await using StreamWriter list = new(names);
            var files = db.Set<StoredFile>().Select(file => new { file.StoreName, file.Length }).Distinct().OrderBy(file => file.StoreName);
            await foreach (var file in files.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Files++;
                await list.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file.StoreName} {FileEnvelope.SealedLength(file.Length)}"));
            }
        }
    }
}

/// <summary>How a backup is to be made.</summary>
/// <param name="Folder">The folder of backups, made if absent.</param>
public sealed record BackupRequest(string Folder)
{
    /// <summary>Puts the keys beside what they open; whoever holds the backup then holds everything.</summary>
    public bool WithKeys { get; init; }

    /// <summary>Seals database and small files under this ring; null leaves them open.</summary>
    public FileKeyRing? Seal { get; init; }

    /// <summary>How many of the newest backups stay; null keeps all.</summary>
    public int? Keep { get; init; }
}

/// <summary>How far the copying of files has come.</summary>
public readonly record struct BackupProgress(long Done, long All);

/// <summary>A finished backup.</summary>
/// <param name="Folder">Its own folder.</param>
/// <param name="CopiedFiles">Stored files that earlier backups did not hold yet.</param>
/// <param name="Removed">Old backups that were taken away.</param>
public sealed record MadeBackup(string Folder, BackupManifest Manifest, long CopiedFiles, long CopiedBytes, int Removed);
