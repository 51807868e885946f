namespace VanLang.Kernel.Files;

/// <summary>A stored file is missing, cut off or altered on disk: a broken machine or a tampered store.</summary>
public sealed class FileDamagedException : IOException
{
    public FileDamagedException(Guid fileId, string reason, Exception? inner = null)
        : base($"Stored file {fileId} is damaged: {reason}.", inner)
    {
        FileId = fileId;
    }

    /// <summary><see cref="StoredFile.Id"/>.</summary>
    public Guid FileId { get; }
}
