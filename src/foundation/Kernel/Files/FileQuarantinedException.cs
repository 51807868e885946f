namespace VanLang.Kernel.Files;

/// <summary>The file waits for the malware scanner; ask <see cref="StoredFile.MayBeOpened"/> before opening.</summary>
public sealed class FileQuarantinedException(Guid fileId) : InvalidOperationException($"Stored file {fileId} is quarantined.")
{
    /// <summary><see cref="StoredFile.Id"/>.</summary>
    public Guid FileId { get; } = fileId;
}
