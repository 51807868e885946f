using System.Text.Json;
using System.Text.Json.Serialization;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>
/// What a backup holds: written last, so that a backup without it was never finished. It carries hashes, counts and times, no personal data.
/// </summary>
public sealed record BackupManifest
{
    /// <summary>Form of the backup that this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    internal const string FileName = "manifest.json";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public required int Format { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>: a backup is restored into a database of the same kind.</summary>
    public required string Store { get; init; }

    /// <summary>Name of the last change of the schema that the database had.</summary>
    public required string Schema { get; init; }

    public required RecordMark Record { get; init; }

    /// <summary>Whether the keys lie in the backup.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>Id of the backup key that seals the parts; null where they lie open.</summary>
    public required string? SealedBy { get; init; }

    /// <summary>Everything in the backup's own folder but this file.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Stored files that the database names, and their bytes as they lie in the store.</summary>
    public required long Files { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>Stored files that the database names and the store no longer had when the backup was made.</summary>
    public required IReadOnlyList<string> MissingFiles { get; init; }

    /// <summary>Bytes of the parts and of the stored files.</summary>
    [JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Length) + FileBytes;

    internal void Write(string folder) => DurableFiles.WriteNew(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>Reads the manifest of a backup's folder.</summary>
    /// <exception cref="BackupFailedException">It is missing, cut, or of a later build.</exception>
    public static BackupManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new BackupFailedException($"Không có bản sao lưu hoàn chỉnh trong {folder} (thiếu {FileName}).", $"There is no finished backup in {folder} ({FileName} is missing).");
        byte[] content = File.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            if (document.RootElement.TryGetProperty("format", out JsonElement format) && format.GetInt32() != CurrentFormat)
                throw new BackupFailedException(
                    $"Bản sao lưu có dạng {format.GetInt32()}; chương trình này đọc dạng {CurrentFormat}.", $"The backup has form {format.GetInt32()}; this build reads form {CurrentFormat}.");
            return document.Deserialize<BackupManifest>(Json)!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new BackupFailedException($"{path} bị cắt cụt hoặc hỏng, không dùng được.", "It is cut or damaged and cannot be used.");
        }
    }
}

/// <summary>A file of the backup's own folder.</summary>
/// <param name="Name">Path below the folder, with slashes.</param>
/// <param name="Length">Bytes as they lie there.</param>
/// <param name="Sha256">Of these bytes, hexadecimal.</param>
/// <param name="ContentLength">Bytes once opened; the same where the part is not sealed.</param>
public sealed record BackupPart(string Name, long Length, string Sha256, long ContentLength);

/// <summary>Where the record stood in the copy.</summary>
/// <param name="Events">Events in all.</param>
/// <param name="LastEventAt">Time of the last event; null where there is none.</param>
/// <param name="TreeSize">Sealed events under the last checkpoint.</param>
/// <param name="Root">Root of the log at that size, hexadecimal; null where nothing is sealed.</param>
/// <param name="CheckpointAt">Time of that checkpoint.</param>
public sealed record RecordMark(long Events, DateTimeOffset? LastEventAt, long TreeSize, string? Root, DateTimeOffset? CheckpointAt)
{
    /// <summary>Events that no checkpoint covers yet.</summary>
    [JsonIgnore]
    public long Unsealed => Events - TreeSize;
}
