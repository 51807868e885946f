using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Backup;

/// <summary>
/// Brings a backup into an empty data folder and an empty database, checking every hash on the way. Files come first and the database last; what fails
/// in between is no installation.
/// </summary>
public sealed class RestoreBackup
{
    readonly UnitOfWork work;
    readonly IDbContextFactory<VanLangDbContext> contexts;
    readonly DatabaseCopy database;
    readonly DataFolder data;

    internal RestoreBackup(UnitOfWork work, IDbContextFactory<VanLangDbContext> contexts, DatabaseCopy database, DataFolder data) =>
        (this.work, this.contexts, this.database, this.data) = (work, contexts, database, data);

    /// <param name="request">Which backup, and its keys.</param>
    /// <exception cref="BackupFailedException">The backup is damaged or of another kind, a key is missing, or the target holds something.</exception>
    public async Task<BackupManifest> Execute(RestoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (string backup, BackupFolder all) = BackupFolder.Find(request.Backup);
        BackupManifest manifest = BackupManifest.Read(backup);
        await RequireFit(manifest, request);
        await database.RequireEmpty(cancellationToken);
        DurableFiles.CreateFolder(data.Path);
        string parts = Path.Combine(data.Path, "parts");
        DurableFiles.CreateFolder(parts);
        foreach (BackupPart part in manifest.Parts)
            await Fetch(part, backup, parts, manifest.SealedBy is null ? null : request.Seal, cancellationToken);
        await BringFiles(backup, all, manifest, cancellationToken);
        BringSmallFiles(parts, manifest, request);
        await database.Bring(Path.Combine(parts, BackupFolder.DatabasePart), cancellationToken);
        Directory.Delete(parts, recursive: true);
        await RequireMark(manifest.Record, cancellationToken);
        return manifest;
    }

    async Task RequireFit(BackupManifest manifest, RestoreRequest request)
    {
        if (manifest.Store != database.Store)
            throw new BackupFailedException(
                $"Bản sao lưu là của {manifest.Store}, nơi khôi phục là {database.Store}.", $"The backup is of {manifest.Store}; it cannot be restored into {database.Store}.");
        await using VanLangDbContext db = await contexts.CreateDbContextAsync();
        if (manifest.Schema.Length > 0 && !db.Database.GetMigrations().Contains(manifest.Schema))
            throw new BackupFailedException(
                $"Bản sao lưu do bản chương trình mới hơn ghi ({manifest.Program}, lược đồ {manifest.Schema}); hãy dùng bản đó.",
                $"It was written by a later build, with schema {manifest.Schema}; use that build.");
        if (manifest.SealedBy is not null && request.Seal is null)
            throw new BackupFailedException($"Bản sao lưu được khóa bằng khóa {manifest.SealedBy}: thêm --key TỆP.", $"The backup is sealed by key {manifest.SealedBy}: add --key FILE.");
        // An installation that has kept no file yet may have no keys.
        if (manifest.Files == 0)
            return;
        if (!manifest.HasKeys && request.Keys is null)
            throw new BackupFailedException(
                "Bản sao lưu không kèm khóa: thêm --keys THƯ-MỤC là bản sao của thư mục keys/.", "The backup holds no keys: add --keys FOLDER, the copy of keys/ that was kept apart.");
        if (request.Keys is not null && !File.Exists(Path.Combine(request.Keys, "files.key")))
            throw new BackupFailedException($"Không có files.key trong {request.Keys}.", $"There is no files.key in {request.Keys}.");
    }

    static async Task Fetch(BackupPart part, string backup, string parts, FileKeyRing? seal, CancellationToken cancellationToken)
    {
        string source = Path.Combine(backup, part.Name);
        string target = Path.GetFullPath(Path.Combine(parts, part.Name));
        if (!target.StartsWith(parts + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BackupFailedException($"Bản kê của bản sao lưu có tên lạ: {part.Name}.", "The manifest holds a name that no backup writes.");
        DurableFiles.CreateFolder(Path.GetDirectoryName(target)!);
        bool isSealed = seal is not null && part.Length != part.ContentLength;
        string fetched = isSealed ? target + ".sealed" : target;
        (long length, string hash) copied;
        try
        {
            copied = await HashedCopy.Copy(source, fetched, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupFailedException($"Bản sao lưu thiếu phần {part.Name}.", $"Part {part.Name} of the backup is missing.");
        }

        if (copied.length != part.Length || copied.hash != part.Sha256)
            throw new BackupFailedException($"Phần {part.Name} của bản sao lưu bị hỏng: mã băm không khớp.", $"Part {part.Name} of the backup is damaged: its hash differs.");
        if (!isSealed)
            return;
        await SealedPart.Open(fetched, part, target, seal!, cancellationToken);
        File.Delete(fetched);
    }

    async Task BringFiles(string backup, BackupFolder all, BackupManifest manifest, CancellationToken cancellationToken)
    {
        string? unflushed = null;
        long files = 0;
        foreach (ListedFile file in FileList.Read(backup))
        {
            string target = file.PathIn(data.Files);
            string place = Path.GetDirectoryName(target)!;
            if (place != unflushed)
            {
                if (unflushed is not null)
                    DurableFiles.FlushFolder(unflushed);
                DurableFiles.CreateFolder(place);
                unflushed = place;
            }

            (long length, string hash) copied;
            try
            {
                copied = await HashedCopy.Copy(file.PathIn(all.Files), target, cancellationToken);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new BackupFailedException($"Bản sao lưu thiếu tệp {file.Name}.", "A stored file is missing from the backup.");
            }

            if (copied.length != file.Length || copied.hash != file.Sha256)
                throw new BackupFailedException($"Tệp {file.Name} trong bản sao lưu bị hỏng: mã băm không khớp.", "A stored file in the backup is damaged: its hash differs.");
            files++;
        }

        if (unflushed is not null)
            DurableFiles.FlushFolder(unflushed);
        if (files != manifest.Files)
            throw new BackupFailedException($"Danh sách tệp của bản sao lưu có {files} tệp, bản kê ghi {manifest.Files}.", "The list of files and the manifest disagree.");
    }

    void BringSmallFiles(string parts, BackupManifest manifest, RestoreRequest request)
    {
        DurableFiles.CreateFolder(data.Keys);
        DurableFiles.CreateFolder(data.Files);
        string keys = request.Keys ?? Path.Combine(parts, "keys");
        foreach (string key in Directory.Exists(keys) ? Directory.EnumerateFiles(keys) : [])
            BringOne(key, Path.Combine(data.Keys, Path.GetFileName(key)));
        foreach (BackupPart part in manifest.Parts.Where(part => !part.Name.Contains('/', StringComparison.Ordinal) && part.Name is not (BackupFolder.DatabasePart or BackupFolder.ListPart)))
            BringOne(Path.Combine(parts, part.Name), part.Name == "files.keys" ? Path.Combine(data.Files, "keys") : Path.Combine(data.Path, part.Name));
        DurableFiles.FlushFolder(data.Keys);
        DurableFiles.FlushFolder(data.Files);
        DurableFiles.FlushFolder(data.Path);
    }

    static void BringOne(string source, string target)
    {
        using FileStream file = DurableFiles.Create(target);
        file.Write(File.ReadAllBytes(source));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The manifest is a witness of the log: the restored one must have had the same root.</summary>
    async Task RequireMark(RecordMark mark, CancellationToken cancellationToken)
    {
        byte[]? root = await work.Read(
            (db, token) => db.Set<RecordCheckpoint>().Where(c => c.TreeSize == mark.TreeSize).Select(c => c.Root).FirstOrDefaultAsync(token), cancellationToken);
        if (mark.Root is not null && (root is null || Convert.ToHexStringLower(root) != mark.Root))
            throw new BackupFailedException("Sổ ghi khôi phục được không có gốc mà bản kê ghi.", "The restored record has not the root that the manifest tells.");
    }
}

/// <summary>What is to be restored.</summary>
/// <param name="Backup">Folder of one backup, or of all: then the newest whole one.</param>
public sealed record RestoreRequest(string Backup)
{
    /// <summary>Folder with the copy of <c>keys/</c>; null where the backup holds them.</summary>
    public string? Keys { get; init; }

    /// <summary>The backup key, where the backup is sealed.</summary>
    public FileKeyRing? Seal { get; init; }
}
